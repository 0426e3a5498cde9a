"""A panel's way from preparing to released, and which of its steps a call has at all."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.ground.kit.errors import Blocker
from grants.ground.kit.lifecycle import lifecycle

CHANGED = gettext_lazy("This panel has moved on since you opened the page. Look at it again.")

PANEL = lifecycle(
    "panel",
    CHANGED,
    {
        "preparing": {"scoring"},
        "scoring": {"meeting"},
        "meeting": {"scoring", "decided"},
        "decided": {"released"},
        "released": set(),
    },
)

ASSIGNMENT = lifecycle(
    "assignment",
    gettext_lazy("This request has been answered or taken back. Look at your list again."),
    {
        "offered": {"accepted", "declined", "lapsed", "removed"},
        "accepted": {"declined", "removed"},
        "declined": set(),
        "lapsed": set(),
        "removed": set(),
    },
)

# Applications may join a panel while their scores can still be collected; a batch without scoring, until it is decided.
OPEN_TO_CANDIDATES = frozenset({"preparing", "scoring"})
OPEN_TO_DECLARATIONS = frozenset({"preparing", "scoring", "meeting"})
OPEN_TO_SCORES = frozenset({"scoring", "meeting"})

LONGEST_NAME = 120
MOST_REVIEWS = 9

# Fewer complete reviews than this and a mean says little (domain 2.5, D8).
THIN = 2


@dataclass(frozen=True)
class Steps:
    """What a way of deciding asks for. A step that is not chosen exists neither on screens nor in guards.

    `has_scoring`: members declare, are assigned and score. `has_confirming`: someone with authority to decide
    confirms a recommendation; without it an officer records what was decided.
    """

    has_scoring: bool
    has_confirming: bool


STEPS = {
    "officer": Steps(has_scoring=False, has_confirming=False),
    "officer_and_approver": Steps(has_scoring=False, has_confirming=True),
    "panel": Steps(has_scoring=True, has_confirming=False),
    "panel_then_board": Steps(has_scoring=True, has_confirming=True),
}


def first_status(who_decides: str) -> str:
    """Where a new panel begins: a batch that nobody scores has nothing to prepare."""
    return "preparing" if STEPS[who_decides].has_scoring else "meeting"


def takes_candidates(status: str, who_decides: str) -> bool:
    """Whether applications may still be put before the panel."""
    return status in OPEN_TO_CANDIDATES or (status == "meeting" and not STEPS[who_decides].has_scoring)


def takes_members(status: str) -> bool:
    """Whether people may still join, and be asked to read."""
    return status in OPEN_TO_CANDIDATES


@dataclass(frozen=True)
class Roll:
    """A panel counted: who sits on it, and for each candidate the reviewers asked and the reviews that are in."""

    members: int
    undeclared: int
    has_rubric: bool
    asked: Sequence[int] = ()
    received: Sequence[int] = ()


def blockers_to_start_scoring(roll: Roll) -> list[Blocker]:
    """Scoring needs a rubric, applications and someone to score them."""
    found = []
    if not roll.has_rubric:
        found.append(Blocker("no_rubric", _("The call has no rubric to score by.")))
    if not roll.asked:
        found.append(Blocker("no_candidates", _("Put at least one application before the panel first.")))
    if not roll.members:
        found.append(Blocker("no_members", _("Add at least one reviewer first.")))
    elif roll.asked and not any(roll.asked):
        found.append(Blocker("no_assignments", _("Ask at least one reviewer to read an application first.")))
    return found


def warnings_before_scoring(roll: Roll, reviews_each: int) -> list[str]:
    """What is worth a second look before scoring starts; nothing here stops it."""
    short = sum(asked < reviews_each for asked in roll.asked)
    found = []
    if roll.undeclared:
        found.append(
            ngettext(
                "%(n)d member has not said yet which groups they know.",
                "%(n)d members have not said yet which groups they know.",
                roll.undeclared,
            )
            % {"n": roll.undeclared}
        )
    if short:
        found.append(
            ngettext(
                "%(n)d application has fewer reviewers than planned.",
                "%(n)d applications have fewer reviewers than planned.",
                short,
            )
            % {"n": short}
        )
    return found


def thin(received: Sequence[int], reviews_each: int) -> int:
    """How many candidates have too few complete reviews to go by: fewer than two, or than planned if that is one."""
    return sum(count < min(THIN, reviews_each) for count in received)


def blockers_to_close_scoring(roll: Roll, reviews_each: int, reason: str) -> list[Blocker]:
    """Scoring may end with thin reviews, but only with a reason."""
    if thin(roll.received, reviews_each) and not reason:
        sentence = _("Some applications have fewer than two reviews. Say why scoring ends all the same.")
        return [Blocker("thin_reviews", sentence, "reason")]
    return []


def blockers_to_finish(candidates: int, undecided: Sequence[str]) -> list[Blocker]:
    """There is something to decide, and all of it is decided. `undecided` are references."""
    if not candidates:
        return [Blocker("no_candidates", _("Put at least one application before the panel first."))]
    if undecided:
        return [Blocker("undecided", _("Not decided yet: %(references)s.") % {"references": ", ".join(undecided)})]
    return []


def blockers_to_create(
    name: str, scores_due_at: dt.datetime | None, reviews_each: int, now: dt.datetime
) -> list[Blocker]:
    """A panel has a name, asks for scores by a day that is still to come, and for one to nine reviews of each."""
    found = []
    if not name:
        found.append(Blocker("no_name", _("Enter a name for the panel, like “Autumn panel”."), "name"))
    if len(name) > LONGEST_NAME:
        found.append(Blocker("name_too_long", _("Use up to 120 characters."), "name"))
    if scores_due_at is not None and scores_due_at <= now:
        found.append(Blocker("due_in_past", _("Choose a day that is still to come."), "scores_due_at"))
    if not 1 <= reviews_each <= MOST_REVIEWS:
        found.append(Blocker("reviews_each", _("Enter a number from 1 to 9."), "reviews_each"))
    return found


def blockers_to_invite(email: str, name: str) -> list[Blocker]:
    """A member has a name and an address."""
    found = []
    if not name.strip():
        found.append(Blocker("no_name", _("Enter the person's name."), "name"))
    if "@" not in email:
        found.append(Blocker("no_email", _("Enter an email address, like name@example.org."), "email"))
    return found
