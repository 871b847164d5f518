"""The papers of an appeal: receipt and letters, decrees, attendance list and minutes."""
