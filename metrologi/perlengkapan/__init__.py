"""The equipment of an office: stamps, seals, standards, recalls, reminders; one room each."""
