"""The campaign of `bin/serang`: faults, doubles and kills against a portal of its own."""
