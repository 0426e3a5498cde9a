"""When and how the closing date of an announced call may move: later only, with a reason, before it is decided."""

import datetime as dt

from django.utils.translation import gettext as _

from grants.ground.kit.dates import day_words
from grants.ground.kit.errors import Blocker
from grants.stages.calls.rules.phases import Dated, Phase, phase

LONGEST_REASON = 500


def may_extend(call: Dated, now: dt.datetime) -> bool:
    """Whether the closing date may still move: while somebody may still send."""
    return call.closes_at is not None and phase(call, now) in {Phase.UPCOMING, Phase.OPEN, Phase.GRACE}


def blockers_to_extend(
    call: Dated,
    closes_at: dt.datetime,
    *,
    local_day: dt.date,
    decision_by: dt.date | None,
    reason: str,
    now: dt.datetime,
) -> list[Blocker]:
    """Why the call cannot close at this moment instead. `local_day` is its day in the funder's zone."""
    if not may_extend(call, now):
        return [Blocker("cannot_extend", _("This call can no longer be extended."))]
    found = []
    if call.closes_at is None or closes_at <= call.closes_at or closes_at <= now:
        found.append(Blocker("not_later", _("Choose a moment after the present closing date."), "closes_at"))
    elif decision_by is not None and local_day >= decision_by:
        sentence = _("Groups were promised a decision by %(day)s. Choose an earlier day.") % {
            "day": day_words(decision_by)
        }
        found.append(Blocker("after_decision", sentence, "closes_at"))
    if not reason:
        found.append(Blocker("reason_missing", _("Say why. Everybody reads this."), "reason"))
    elif len(reason) > LONGEST_REASON:
        found.append(Blocker("reason_too_long", _("Keep it under 500 characters."), "reason"))
    return found
