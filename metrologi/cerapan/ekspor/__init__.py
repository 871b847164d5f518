"""A stored test for other programs: JSON of our own schema, and a Digital Calibration Certificate (PTB DCC 3)."""
