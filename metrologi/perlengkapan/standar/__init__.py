"""Working standards: their certificates, and who has one on loan."""
