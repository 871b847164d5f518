"""Recalls: what a faulty standard touched, and the letters to the owners."""
