"""The work pages of tera at the place of use."""
