"""Moving the closing date of an announced call. Groups with a draft are told by a job."""

import datetime as dt

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.kit.clock import local_date
from grants.ground.kit.errors import refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actor import Actor
from grants.ground.reference.queries import funder
from grants.stages.calls import verbs
from grants.stages.calls.actions.steps import locked_call, permit_announcing
from grants.stages.calls.models import Call, ClosingChange
from grants.stages.calls.rules import blockers_to_extend


def extend_call(call: Call, closes_at: dt.datetime, *, reason: str, by: Actor, now: dt.datetime) -> Call:
    """The call closes later than it said, with a reason that everybody reads. The same moment again changes nothing."""
    permit_announcing(by)
    reason = tidy(reason)
    with transaction.atomic():
        call = locked_call(call)
        last = call.closing_changes.first()
        if last and (last.closes_at, last.reason) == (closes_at, reason) and call.closes_at == closes_at:
            return call
        day = local_date(closes_at, funder().timezone)
        refuse_if(
            blockers_to_extend(call, closes_at, local_day=day, decision_by=call.decision_by, reason=reason, now=now)
        )
        before, call.closes_at = call.closes_at, closes_at
        call.save(update_fields=["closes_at"])
        ClosingChange.objects.create(
            call=call, before=before, closes_at=closes_at, reason=reason, changed_at=now, changed_by_id=by.person_id
        )
        moved = {"before": f"{before:%Y-%m-%dT%H:%MZ}", "after": f"{closes_at:%Y-%m-%dT%H:%MZ}"}
        record(verbs.CALL_EXTENDED, call, by=by, now=now, code=call.code, reason=digest(reason), **moved)
    return call


def mark_change_told(change: ClosingChange, *, now: dt.datetime) -> None:
    """All groups with a draft were told of this change. Marking it again changes nothing."""
    ClosingChange.objects.filter(pk=change.pk, told_at=None).update(told_at=now)
