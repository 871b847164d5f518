"""Reminders of what ends soon, each sent once."""
