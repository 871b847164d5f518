"""The work pages of the sidang."""
