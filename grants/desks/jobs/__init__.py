"""Scheduled work: drains, ticks and management commands."""
