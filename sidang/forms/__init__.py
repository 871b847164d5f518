"""The forms of the sidang and of who attends it."""
