"""A PostgreSQL that comes with the project, for demo and tests; production sets DATABASE_URL."""
