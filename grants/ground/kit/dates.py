"""Dates and times in words, with the place whose clocks are meant."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# Languages that join the parts of a date with words of their own.
MANNERS = {
    "es": {
        "l j F Y": r"l j \d\e F \d\e Y",
        "j F Y": r"j \d\e F \d\e Y",
        "l j F": r"l j \d\e F",
        "F Y": r"F \d\e Y",
    }
}


def in_manner(pattern: str) -> str:
    """Django's date pattern as the language of the moment writes it: `j F Y` is "4 de diciembre de 2026" in Spanish."""
    return MANNERS.get((get_language() or "en").partition("-")[0], {}).get(pattern, pattern)


def day_words(day: dt.date) -> str:
    """Friday 4 December 2026."""
    return formats.date_format(day, in_manner("l j F Y"))


def clock_words(clock: dt.time) -> str:
    """5 pm, 5:30 pm, midday, midnight; other languages have their own manner."""
    if not (get_language() or "en").startswith("en"):
        return formats.time_format(clock)
    if (clock.hour, clock.minute) in {(0, 0), (12, 0)}:
        return _("midday") if clock.hour else _("midnight")
    minutes = f":{clock.minute:02d}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes} {'pm' if clock.hour >= 12 else 'am'}"


def moment_words(moment: dt.datetime, zone: str, place: str) -> str:
    """5 pm, Friday 4 December 2026 (Larkfield time)."""
    local = moment.astimezone(ZoneInfo(zone))
    return _("%(clock)s, %(day)s (%(place)s time)") % {
        "clock": clock_words(local.time()),
        "day": day_words(local.date()),
        "place": place,
    }


def year_words(year: int, start_month: int) -> str:
    """A financial year as people name it: 2026/27; 2026 where it is the calendar year."""
    return str(year) if start_month == 1 else f"{year}/{(year + 1) % 100:02d}"
