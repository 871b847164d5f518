"""The pages of accounts: the front door, one's own account, those who wait, staff."""
