"""Counts that stop: past a thousand nobody needs to know how many, and counting them all costs more each year."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections

COUNT_LIMIT = 1000


def count_upto_limit(rows: Any) -> int:
    """How many rows a queryset finds, read no further than one past the limit."""
    found: int = rows.order_by()[: COUNT_LIMIT + 1].count()
    return found


def counts_upto_limit(*several: Any) -> list[int]:
    """As count_upto_limit, of several querysets of one database in one query."""
    counted, values = [], []
    for rows in several:
        try:
            statement, given = rows.order_by().values("pk")[: COUNT_LIMIT + 1].query.sql_with_params()
        except EmptyResultSet:
            counted.append("0")
            continue
        counted.append(f"(SELECT COUNT(*) FROM ({statement}) counted)")  # noqa: S608, our own statement, values apart
        values.extend(given)
    with connections[several[0].db].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counted)}", values)
        return [int(number) for number in cursor.fetchone()]
