"""Rules of papers: until when they count, what is said about that, and which files they may be."""

import datetime as dt
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Blocker

KINDS_OF_FILE = frozenset({"pdf", "image", "office"})
REMIND_DAYS = 30
MOST_PAPERS = 40


class Standing(StrEnum):
    """Whether a paper counts today."""

    COUNTS = "counts"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"


def standing_of(valid_until: dt.date | None, *, today: dt.date) -> Standing:
    """A paper counts up to and on its last day; in its last 30 days it ends soon."""
    if valid_until is None:
        return Standing.COUNTS
    if valid_until < today:
        return Standing.EXPIRED
    return Standing.ENDS_SOON if valid_until <= today + dt.timedelta(days=REMIND_DAYS) else Standing.COUNTS


def blockers_to_add(
    *, is_kind_known: bool, valid_until: dt.date | None, standing: int, today: dt.date
) -> list[Blocker]:
    """Why a paper cannot be kept: no kind, a last day that is past, or too many others."""
    found = []
    if not is_kind_known:
        found.append(Blocker("paper_kind_unknown", _("Choose what kind of paper this is."), "kind"))
    if valid_until is not None and valid_until < today:
        sentence = _("This day is past. Add a paper that still counts, or leave the day empty.")
        found.append(Blocker("paper_expired", sentence, "valid_until"))
    if standing >= MOST_PAPERS:
        sentence = _("You keep 40 papers here already. Put away one that you no longer need.")
        found.append(Blocker("too_many_papers", sentence))
    return found
