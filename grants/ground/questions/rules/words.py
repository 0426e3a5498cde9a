"""How typed answers read: dates, amounts, choices, rows."""

import datetime as dt

from grants.ground.kit.dates import day_words


def day_in_words(iso: str) -> str:
    """`Friday 4 December 2026`, in the language of the moment."""
    return day_words(dt.date.fromisoformat(iso))
