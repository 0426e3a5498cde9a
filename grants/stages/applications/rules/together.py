"""Rules of working together: sign-off, who looks after it, who wrote, who writes now, reminders."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Blocker
from grants.stages.applications.rules.applications import BEING_WRITTEN, LIFECYCLE

LONGEST_NOTE = 2_000
REMINDERS = (dt.timedelta(days=7), dt.timedelta(days=2), dt.timedelta(hours=3))


def needs_sign_off(*, asks_sign_off: bool, may_sign_off: bool) -> bool:
    """Whether sending has to wait for somebody else: the call asks for a signatory, and this person is none."""
    return asks_sign_off and not may_sign_off


def blockers_to_ask_sign_off(*, status: str, asks_sign_off: bool) -> list[Blocker]:
    """Why nobody can be asked to sign this off."""
    if status != "draft":
        return [Blocker(f"application_is_{status}", LIFECYCLE.refusal)]
    if not asks_sign_off:
        return [Blocker("no_sign_off", _("This call asks for no sign-off. Send the application."))]
    return []


def blockers_to_give_back(*, status: str, note: str) -> list[Blocker]:
    """Why it cannot go back to the writers."""
    if status != "awaiting_sign_off":
        return [Blocker(f"application_is_{status}", LIFECYCLE.refusal)]
    if len(note) > LONGEST_NOTE:
        return [Blocker("note_too_long", _("Keep it under 2,000 characters."), "note")]
    return []


def blockers_to_hand_over(*, status: str, is_member: bool) -> list[Blocker]:
    """Why somebody cannot look after an application: helpers help, and do not answer for the group."""
    if status in {"lapsed", "withdrawn", "declined", "ineligible"}:
        return [Blocker(f"application_is_{status}", LIFECYCLE.refusal)]
    if not is_member:
        return [Blocker("not_a_member", _("Choose a member or signatory of the group."), "person")]
    return []


def blockers_to_end_part(*, leads: Iterable[str], has_heir: bool) -> list[Blocker]:
    """Why somebody cannot leave a group yet: the drafts that they look after, by title, need somebody."""
    titles = list(leads)
    if not titles or has_heir:
        return []
    sentence = _("You look after %(titles)s. Choose who takes over.") % {"titles": ", ".join(titles)}
    return [Blocker("needs_heir", sentence, "hand_to")]


def reminder_due(closes_at: dt.datetime | None, *, now: dt.datetime) -> dt.datetime | None:
    """The newest of the moments before closing at which a draft is reminded of, if one has come; None after closing.

    A worker that slept through several moments reminds once, of the last.
    """
    if closes_at is None or now >= closes_at:
        return None
    return max((closes_at - before for before in REMINDERS if closes_at - before <= now), default=None)


def is_reminded(status: str, *, status_since: dt.datetime, due: dt.datetime) -> bool:
    """Whether a draft is reminded of at a moment: it stood there already then."""
    return status in BEING_WRITTEN and status_since < due
