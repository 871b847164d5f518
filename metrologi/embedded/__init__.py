"""A PostgreSQL that comes with the clone, for demo and tests; production names its own by DATABASE_URL."""
