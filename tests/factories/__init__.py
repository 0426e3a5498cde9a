"""Makers of rows for tests: plain functions, deterministic, one module for each app."""
