"""A community grants management system."""
