"""Trying out a call as a group would: what it takes, what the rehearsal is called, how long it lasts."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker
from grants.stages.calls.rules.announcing import CallPlan, blockers_to_announce

REHEARSAL_LASTS = dt.timedelta(days=14)
LONGEST_CODE = 20
REHEARSED = frozenset({"draft", "announced"})

# What a group meets on its screens. Money, dates, words and rubric may still be missing.
NEEDED_FIELDS = frozenset({"form", "quiz", "largest_amount"})


def blockers_to_rehearse(plan: CallPlan, *, status: str, now: dt.datetime) -> list[Blocker]:
    """Everything that keeps a call from being rehearsed. Of what an announced call asks, nothing is missing."""
    if plan.is_rehearsal or status not in REHEARSED:
        return [Blocker("not_for_rehearsal", _("Only a call that is being prepared or announced can be rehearsed."))]
    if status == "announced":
        return []
    return [blocker for blocker in blockers_to_announce(plan, now=now) if blocker.field in NEEDED_FIELDS]


def rehearsal_code(code: str, taken: Collection[str]) -> str:
    """The first free code like `small-rehearsal-1`; a long code of the call is cut."""
    number = 1
    while (found := _numbered(code, number)) in taken:
        number += 1
    return found


def _numbered(code: str, number: int) -> str:
    ending = f"-rehearsal-{number}"
    return f"{code[: LONGEST_CODE - len(ending)].rstrip('-')}{ending}"
