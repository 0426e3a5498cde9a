"""The agreement: release of decisions, letters, offers, signatures, conditions, instalments, reports due."""
