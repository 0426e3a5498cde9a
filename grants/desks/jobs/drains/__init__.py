"""Drains: each takes what waits in the database, does the outside work, records it. Run twice, or cut off, no harm."""
