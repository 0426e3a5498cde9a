"""Screens of the finance desk, by noun."""
