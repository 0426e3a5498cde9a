"""Open or not: computed from the dates, exact to the second, never stored."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from grants.ground.kit.lifecycle import lifecycle

CALL_LIFECYCLE = lifecycle(
    "call",
    _("This call has moved on since you opened the page. Look at it again."),
    {
        "draft": {"announced", "cancelled"},
        "announced": {"archived", "cancelled"},
        "archived": set(),
        "cancelled": set(),
    },
)


# For so long after closing the office may type in what came to it before.
PAPER_TAKEN_FOR = dt.timedelta(days=90)


class Phase(StrEnum):
    """Where a call stands at a moment."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    OPEN = "open"
    GRACE = "grace"
    CLOSED = "closed"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


PHASE_LABELS: Mapping[str, str | Promise] = {
    Phase.DRAFT: _("Being prepared"),
    Phase.UPCOMING: _("Opens soon"),
    Phase.OPEN: _("Open"),
    Phase.GRACE: _("Just closed"),
    Phase.CLOSED: _("Closed"),
    Phase.ARCHIVED: _("Archived"),
    Phase.CANCELLED: _("Cancelled"),
}


class Dated(Protocol):
    """What of a call decides its phase. `closes_at` is empty on a rolling call."""

    status: str
    opens_at: dt.datetime
    closes_at: dt.datetime | None
    grace_minutes: int


def grace_until(call: Dated) -> dt.datetime | None:
    """The last moment for sending what was started in time; None on a rolling call."""
    return call.closes_at + dt.timedelta(minutes=call.grace_minutes) if call.closes_at else None


def phase(call: Dated, now: dt.datetime) -> Phase:
    """The phase of a call. Each begins on its very second: a call that closes at 5 pm is closed at 5 pm."""
    if call.status != "announced":
        return Phase(call.status)
    if now < call.opens_at:
        return Phase.UPCOMING
    if call.closes_at is None or now < call.closes_at:
        return Phase.OPEN
    last = grace_until(call)
    return Phase.GRACE if last and now < last else Phase.CLOSED


def accepts_new(call: Dated, now: dt.datetime) -> bool:
    """Whether a group may start an application."""
    return phase(call, now) == Phase.OPEN


def accepts_submit(call: Dated, now: dt.datetime) -> bool:
    """Whether an application that was started may be sent: grace included."""
    return phase(call, now) in {Phase.OPEN, Phase.GRACE}


def takes_paper(call: Dated, now: dt.datetime) -> bool:
    """Whether what came to the office may be typed in: while the call is open, and for 90 days after it closed."""
    is_near = call.closes_at is None or now < call.closes_at + PAPER_TAKEN_FOR
    return phase(call, now) in {Phase.OPEN, Phase.GRACE, Phase.CLOSED} and is_near


def next_change(call: Dated, now: dt.datetime) -> dt.datetime | None:
    """When the phase of an announced call changes next; None if never."""
    if call.status != "announced":
        return None
    moments = (call.opens_at, call.closes_at, grace_until(call))
    return min((moment for moment in moments if moment and moment > now), default=None)


def open_moves(call: Dated, now: dt.datetime) -> frozenset[str]:
    """What can be done with a call now: change, announce, cancel, archive. Who may is a permission."""
    found = set()
    if CALL_LIFECYCLE.allows(call.status, "announced"):
        found |= {"change", "announce"}
    if CALL_LIFECYCLE.allows(call.status, "cancelled"):
        found.add("cancel")
    is_over = call.closes_at is None or phase(call, now) == Phase.CLOSED
    if CALL_LIFECYCLE.allows(call.status, "archived") and is_over:
        found.add("archive")
    return frozenset(found)
