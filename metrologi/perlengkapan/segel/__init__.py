"""Seals and stickers with a serial: the ledger of where each one is."""
