"""Grants officers: calls, forms, checks, decisions, monitoring."""
