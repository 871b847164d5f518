"""The work pages of compensation."""
