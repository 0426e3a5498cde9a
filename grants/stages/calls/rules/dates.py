"""The dates a call promises, in words."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.kit.dates import day_words, moment_words


class Promising(Protocol):
    """What of a call makes its dates."""

    opens_at: dt.datetime
    closes_at: dt.datetime | None
    decision_by: dt.date | None
    decision_working_days: int | None


@dataclass(frozen=True)
class KeyDate:
    """One promised date: a stable code, its name, the words, and the moment or day for machines (may be empty)."""

    code: str
    label: str
    words: str
    at: dt.datetime | dt.date | None = None

    @property
    def machine(self) -> str:
        """For `<time datetime>`."""
        return self.at.isoformat() if self.at else ""


@dataclass(frozen=True)
class KeyDates:
    """When a call opens, closes, and is decided."""

    opens: KeyDate
    closes: KeyDate
    decides: KeyDate

    @property
    def rows(self) -> tuple[KeyDate, ...]:
        """In order of time."""
        return (self.opens, self.closes, self.decides)


def key_dates(call: Promising, *, zone: str, place: str) -> KeyDates:
    """The dates of a call, in the funder's zone with its place named."""
    opens = KeyDate("opens", _("Opens"), moment_words(call.opens_at, zone, place), call.opens_at)
    return KeyDates(opens, _closes(call, zone, place), _decides(call))


def _closes(call: Promising, zone: str, place: str) -> KeyDate:
    if call.closes_at is None:
        return KeyDate("closes", _("Closes"), _("No closing date. Apply when you are ready."))
    return KeyDate("closes", _("Closes"), moment_words(call.closes_at, zone, place), call.closes_at)


def _decides(call: Promising) -> KeyDate:
    label = _("You hear from us")
    if call.decision_by:
        words = _("By %(day)s") % {"day": day_words(call.decision_by)}
        return KeyDate("decides", label, words, call.decision_by)
    if call.decision_working_days:
        words = ngettext(
            "Within %(days)s working day of applying",
            "Within %(days)s working days of applying",
            call.decision_working_days,
        )
        return KeyDate("decides", label, words % {"days": call.decision_working_days})
    return KeyDate("decides", label, _("Not settled yet"))
