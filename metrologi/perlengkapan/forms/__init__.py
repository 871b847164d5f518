"""What people type about stamps, serials, standards and recalls; every refusal stands at its field."""
