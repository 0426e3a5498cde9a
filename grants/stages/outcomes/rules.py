"""Rules of outcomes: the life of a report, and what its answers count."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Blocker
from grants.ground.kit.lifecycle import lifecycle

OPENS_DAYS_BEFORE = 30
SMALL_NUMBER = 5
LEAST_BASE = 10
# How wide published photos are made, in pixels: as a small picture among others, and across a phone.
PHOTO_WIDTHS = (480, 960)

REPORT = lifecycle(
    "report",
    _("This report has moved on since you opened the page. Look at it again."),
    {
        "draft": {"submitted"},
        "submitted": {"sent_back", "accepted"},
        "sent_back": {"submitted"},
    },
)


def is_being_written(status: str) -> bool:
    """Whether the group can change its answers."""
    return status in {"draft", "sent_back"}


def report_phase(due_on: dt.date, *, is_done: bool, is_over: bool, today: dt.date) -> str:
    """ "done", "not_needed" (its grant is over), "overdue", "open" (from thirty days before) or "planned".

    Computed, never stored.
    """
    if is_done:
        return "done"
    if is_over:
        return "not_needed"
    if today > due_on:
        return "overdue"
    return "open" if today >= due_on - dt.timedelta(days=OPENS_DAYS_BEFORE) else "planned"


@dataclass(frozen=True)
class Counted:
    """One indicator as a report states it; `base` is how many people answered, for shares."""

    code: str
    value: int
    base: int | None = None


def figures_of(values: Mapping[str, object], indicators: Iterable[tuple[str, str]]) -> list[Counted]:
    """Figures from answers by meaning. `indicators` are (code, meaning); a share takes its base from people_asked.

    What was left empty is not counted: an empty answer is not a zero.
    """
    found = []
    for code, meaning in indicators:
        value = values.get(meaning)
        if not isinstance(value, int):
            continue
        base = values.get("people_asked") if meaning == "feel_part" else None
        found.append(Counted(code, value, base if isinstance(base, int) else None))
    return found


def problems_of_figures(values: Mapping[str, object]) -> list[Blocker]:
    """Counts that contradict each other."""
    found = []
    feel, asked = values.get("feel_part"), values.get("people_asked")
    if isinstance(feel, int) and not isinstance(asked, int):
        found.append(Blocker("asked_missing", _("Tell us how many people you asked."), "people_asked"))
    if isinstance(feel, int) and isinstance(asked, int) and feel > asked:
        found.append(
            Blocker("feel_above_asked", _("More people said yes than you asked. Check both numbers."), "feel_part")
        )
    reached, visits = values.get("people_reached"), values.get("attendances")
    if isinstance(reached, int) and isinstance(visits, int) and visits < reached:
        sentence = _("Attendances cannot be fewer than the people who came. Check both numbers.")
        found.append(Blocker("visits_below_people", sentence, "attendances"))
    return found


@dataclass(frozen=True)
class Total:
    """What many reports say together. `share` is a percentage rounded to a whole number; None when hidden."""

    code: str
    value: int | None
    is_upper_bound: bool
    share: int | None
    reports: int

    @property
    def is_shown(self) -> bool:
        """Whether anything is left to say after small numbers are hidden."""
        return self.value is not None or self.share is not None


def total_of(code: str, aggregation: str, *, value: int, base: int, reports: int) -> Total:
    """Sums of values and of bases as one total, by the indicator's own rule (domain 3.5), hiding small numbers (3.6).

    Counts of 1 to 4 are hidden; a share needs at least ten people who answered.
    """
    if aggregation == "weighted_mean":
        share = round(100 * value / base) if base >= LEAST_BASE else None
        return Total(code, None, False, share, reports)
    shown = None if 0 < value < SMALL_NUMBER else value
    return Total(code, shown, aggregation == "unique_upper", None, reports)
