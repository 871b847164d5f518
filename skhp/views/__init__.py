"""The work pages of letters and levy notes."""
