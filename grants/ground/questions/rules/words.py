"""How typed answers read: dates, amounts, choices, rows."""

import datetime as dt

from django.utils.formats import date_format


def day_in_words(iso: str) -> str:
    """`Friday 4 December 2026`, in the language of the moment."""
    return date_format(dt.date.fromisoformat(iso), "l j F Y")
