"""The roles of the database: what web and worker may do there, and that they may do no more."""
