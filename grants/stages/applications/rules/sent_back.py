"""Rules of sending back: what the office may ask, by when, and what waiting for answers does to our own promise."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from grants.ground.kit.clock import add_working_days
from grants.ground.kit.dates import day_words
from grants.ground.kit.errors import Blocker
from grants.stages.applications.rules.applications import LIFECYCLE

FEWEST_WORKING_DAYS = 5
MOST_ROUNDS = 2
LONGEST_WHY = 1_000
LATEST_DUE = dt.timedelta(days=180)
REMINDED_BEFORE = dt.timedelta(days=2)


def earliest_due(today: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """The first day that leaves a group five working days to answer."""
    return add_working_days(today, FEWEST_WORKING_DAYS, holidays)


def warnings_to_send_back(
    *, due_on: dt.date | None, today: dt.date, rounds_before: int, holidays: Collection[dt.date]
) -> list[Blocker]:
    """What an officer should think of first: too little time, or asking yet another time."""
    found, earliest = [], earliest_due(today, holidays)
    if due_on is not None and due_on < earliest:
        sentence = _("That is less than %(days)s working days. A group should have until %(day)s at least.")
        words = {"days": FEWEST_WORKING_DAYS, "day": day_words(earliest)}
        found.append(Blocker("due_too_soon", sentence % words, "due_on"))
    if rounds_before >= MOST_ROUNDS:
        sentence = ngettext_lazy(
            "You have asked this group %(number)s time already.",
            "You have asked this group %(number)s times already.",
            "number",
        )
        found.append(Blocker("too_many_rounds", sentence % {"number": rounds_before}))
    return found


def blockers_to_send_back(
    *,
    status: str,
    has_finding: bool,
    asked: Mapping[str, str],
    why: str,
    known: Collection[str],
    due_on: dt.date | None,
    today: dt.date,
) -> list[Blocker]:
    """Why questions cannot be sent back like this. `asked` is question key and why; `known` the keys that were sent.

    `has_finding` says whether the check-in has found something already.
    """
    if not LIFECYCLE.allows(status, "sent_back") or has_finding:
        return [Blocker(f"application_is_{status}", LIFECYCLE.refusal)]
    return [*_asked_wrongly(asked, why, known), *_due_wrongly(due_on, today)]


def _asked_wrongly(asked: Mapping[str, str], why: str, known: Collection[str]) -> Iterable[Blocker]:
    if not asked:
        yield Blocker("nothing_asked", _("Tick at least one question."), "asked")
    if set(asked) - set(known):
        yield Blocker("not_asked_before", _("One of these questions is not in the application."), "asked")
    if not why and not all(asked.values()):
        yield Blocker("why_missing", _("Say what you would like to know: once here, or at each question."), "why")
    if any(len(text) > LONGEST_WHY for text in (why, *asked.values())):
        yield Blocker("why_too_long", _("Keep each text under 1,000 characters."), "why")


def _due_wrongly(due_on: dt.date | None, today: dt.date) -> Iterable[Blocker]:
    if due_on is None:
        yield Blocker("due_missing", _("Enter a day."), "due_on")
    elif due_on <= today:
        yield Blocker("due_in_the_past", _("Choose a day to come."), "due_on")
    elif due_on > today + LATEST_DUE:
        yield Blocker("due_too_late", _("Choose a day within six months."), "due_on")


def blockers_to_end_round(*, status: str, reason: str) -> list[Blocker]:
    """Why the office cannot go on without answers now."""
    if status != "sent_back":
        return [Blocker(f"application_is_{status}", LIFECYCLE.refusal)]
    return [] if reason else [Blocker("reason_missing", _("Say why you go on without answers."), "reason")]


def due_soon_on(today: dt.date) -> dt.date:
    """Groups whose day to answer is this one or earlier are reminded."""
    return today + REMINDED_BEFORE


def days_with_group(rounds: Iterable[tuple[dt.date, dt.date]]) -> int:
    """Days for which questions were with the group, from when they were sent to when they came back."""
    return sum((back - sent).days for sent, back in rounds)


def moved_by(promised: dt.date | None, days: int, holidays: Collection[dt.date]) -> dt.date | None:
    """The promised day after our clock stood still for so many days: never on a day when nobody works."""
    if promised is None or days <= 0:
        return promised
    return add_working_days(promised + dt.timedelta(days=days), 0, holidays)
