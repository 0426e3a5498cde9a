"""Announcing a call, which freezes what it offers, asks and judges by; and ending one."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Refusal, refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actor import Actor
from grants.stages.calls import verbs
from grants.stages.calls.actions.steps import locked_call, permit_announcing
from grants.stages.calls.models import Call, CallStatus, Rubric
from grants.stages.calls.queries import plan_of
from grants.stages.calls.rules import (
    CALL_LIFECYCLE,
    CallPlan,
    blockers_to_announce,
    open_moves,
    warnings_to_announce,
)


def announce_call(call: Call, *, by: Actor, now: dt.datetime, reason: str = "") -> Call:
    """Makes the call public at its opening date and freezes its form, quiz, report form and rubric.

    Refuses with everything that is missing. Warnings are refused too, unless `reason` says why to go on; it is kept.
    """
    permit_announcing(by)
    reason = tidy(reason)
    with transaction.atomic():
        call = locked_call(call)
        CALL_LIFECYCLE.require(call.status, CallStatus.ANNOUNCED)
        call.rubric = Rubric.objects.select_for_update().filter(pk=call.rubric_id).first()
        plan = plan_of(call, now)
        refuse_if(blockers_to_announce(plan, now=now))
        warnings = warnings_to_announce(plan, now=now)
        if warnings and not reason:
            asked = refuse("reason_missing", _("Say why you go on in spite of the warnings."), "reason")
            raise Refusal([*asked.blockers, *warnings])
        _freeze(call, plan, now)
        call.status, call.announced_at, call.announced_by_id = CallStatus.ANNOUNCED, now, by.person_id
        call.announced_reason = reason if warnings else ""
        call.save()
        record(
            verbs.CALL_ANNOUNCED,
            call,
            by=by,
            now=now,
            code=call.code,
            form=call.form_version_id,
            rubric=call.rubric_id,
            budget=call.budget_amount,
            reason=digest(reason) if warnings else "",
        )
    return call


def _freeze(call: Call, plan: CallPlan, now: dt.datetime) -> None:
    """Pins the versions that the plan was checked with, and the rubric."""
    call.form_version_id = plan.form.version_id if plan.form else None
    call.quiz_version_id = plan.quiz.version_id if plan.quiz else None
    call.report_version_id = plan.report_form.version_id if plan.report_form else None
    if call.rubric and not call.rubric.frozen_at:
        call.rubric.frozen_at = now
        call.rubric.save(update_fields=["frozen_at"])


def cancel_call(call: Call, *, reason: str, by: Actor, now: dt.datetime) -> Call:
    """Ends a call before its time. Nobody can start or send an application to it any more."""
    permit_announcing(by)
    reason = tidy(reason)
    if not reason:
        raise refuse("reason_missing", _("Say why the call is cancelled. Groups will read this."), "reason")
    with transaction.atomic():
        call = locked_call(call)
        CALL_LIFECYCLE.require(call.status, CallStatus.CANCELLED)
        _end(call, CallStatus.CANCELLED, reason, by, now)
        record(verbs.CALL_CANCELLED, call, by=by, now=now, code=call.code, reason=digest(reason))
    return call


def archive_call(call: Call, *, by: Actor, now: dt.datetime) -> Call:
    """Puts a closed call away; for a rolling call this is how it ends."""
    permit_announcing(by)
    with transaction.atomic():
        call = locked_call(call)
        CALL_LIFECYCLE.require(call.status, CallStatus.ARCHIVED)
        if "archive" not in open_moves(call, now):
            raise refuse("call_not_closed", _("This call has not closed yet. Cancel it if it should end early."))
        _end(call, CallStatus.ARCHIVED, "", by, now)
        record(verbs.CALL_ARCHIVED, call, by=by, now=now, code=call.code)
    return call


def _end(call: Call, status: str, reason: str, by: Actor, now: dt.datetime) -> None:
    call.status, call.ended_at, call.ended_by_id, call.ended_reason = status, now, by.person_id, reason
    call.save(update_fields=["status", "ended_at", "ended_by", "ended_reason"])
