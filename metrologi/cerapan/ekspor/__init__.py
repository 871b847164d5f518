"""A stored test for other programs: JSON of our own schema, and a certificate (PTB DCC 3)."""
