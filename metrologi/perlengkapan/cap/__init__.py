"""Stamps (cap tanda tera): the register, their loans to penera, the yearly return."""
