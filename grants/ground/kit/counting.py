"""Counts that stop: past a thousand nobody needs to know how many, and counting them all costs more each year."""

from typing import Any

COUNT_LIMIT = 1000


def count_upto_limit(rows: Any) -> int:
    """How many rows a queryset finds, read no further than one past the limit."""
    found: int = rows.order_by()[: COUNT_LIMIT + 1].count()
    return found
