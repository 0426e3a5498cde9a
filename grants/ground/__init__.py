"""The ground floor: knows nothing of grants."""
