"""The rules of the cerapan: error, BKD and verdict, exact and independent of Django and of the database."""

VERSI = "2026.1"
