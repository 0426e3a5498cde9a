"""Rehearsing a call: a copy that one officer goes through as a group would, and that never counts."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.clock import local_date
from grants.ground.kit.errors import refuse_if
from grants.ground.people.actions import add_rehearsal_group, close_rehearsal_group
from grants.ground.people.actor import Actor
from grants.ground.reference.queries import funder
from grants.stages.calls import verbs
from grants.stages.calls.actions.steps import locked_call, permit_editing
from grants.stages.calls.models import Call, CallKind, CallStatus
from grants.stages.calls.queries import plan_of, rehearsal_codes, rehearsal_of
from grants.stages.calls.rules import REHEARSAL_LASTS, CallPlan, blockers_to_rehearse, rehearsal_code

SAME_TERMS = (
    "summary",
    "fund_id",
    "financial_year",
    "smallest_amount",
    "largest_amount",
    "host_fee_percent",
    "kind",
    "who_decides",
    "decision_working_days",
    "asks_sign_off",
    "needs_quiz",
    "longest_months",
    "quiz_id",
    "form_id",
    "report_form_id",
    "rubric_id",
)


def rehearse_call(call: Call, *, by: Actor, now: dt.datetime) -> Call:
    """A rehearsal of a call, open now, for this officer alone; the one that they have running already, if any.

    It asks what the call asks: its frozen versions, or the newest published ones while it is being prepared. It has no
    money to give. Nothing of the call itself changes, and its rubric stays open for changes.
    """
    permit_editing(by)
    with transaction.atomic():
        call = locked_call(call)
        running = rehearsal_of(call, by)
        if running:
            return running
        plan = plan_of(call, now)
        refuse_if(blockers_to_rehearse(plan, status=call.status, now=now))
        rehearsal = _copy(call, plan, by=by, now=now)
        record(verbs.CALL_REHEARSED, call, by=by, now=now, code=rehearsal.code)
    return rehearsal


def _copy(call: Call, plan: CallPlan, *, by: Actor, now: dt.datetime) -> Call:
    rehearsal = Call(**{name: getattr(call, name) for name in SAME_TERMS})
    rehearsal.is_rehearsal, rehearsal.rehearses = True, call
    rehearsal.rehearsal_group = add_rehearsal_group(by=by, now=now)
    rehearsal.code = rehearsal_code(call.code, rehearsal_codes())
    rehearsal.title = (_("Rehearsal: %(call)s") % {"call": call.title})[:120]
    rehearsal.budget_amount = 0
    rehearsal.grace_minutes = 0
    rehearsal.opens_at = now
    if call.kind == CallKind.TIMED:
        rehearsal.closes_at = now + REHEARSAL_LASTS
        rehearsal.decision_by = local_date(now + 2 * REHEARSAL_LASTS, funder().timezone)
    _pin_versions(rehearsal, call, plan)
    rehearsal.status = CallStatus.ANNOUNCED
    rehearsal.created_at = rehearsal.announced_at = now
    rehearsal.created_by_id = rehearsal.announced_by_id = by.person_id
    rehearsal.save()
    rehearsal.districts.set(call.districts.all())
    rehearsal.themes.set(call.themes.all())
    return rehearsal


def _pin_versions(rehearsal: Call, call: Call, plan: CallPlan) -> None:
    is_fixed = call.status == CallStatus.ANNOUNCED
    for name, choice in (("form", plan.form), ("quiz", plan.quiz), ("report", plan.report_form)):
        newest = choice.version_id if choice else None
        setattr(rehearsal, f"{name}_version_id", getattr(call, f"{name}_version_id") if is_fixed else newest)


def put_rehearsal_away(rehearsal: Call, *, by: Actor, now: dt.datetime) -> None:
    """Ends a rehearsal and takes its officer off its group. Whether they may is asked before. Twice is once."""
    with transaction.atomic():
        rehearsal = locked_call(rehearsal)
        original, group = rehearsal.rehearses, rehearsal.rehearsal_group
        if original is None or group is None or rehearsal.status != CallStatus.ANNOUNCED:
            return
        close_rehearsal_group(group, by=by, now=now)
        rehearsal.status, rehearsal.ended_at = CallStatus.ARCHIVED, now
        rehearsal.ended_by_id = by.person_id or rehearsal.created_by_id
        rehearsal.save(update_fields=["status", "ended_at", "ended_by"])
        record(verbs.REHEARSAL_ENDED, original, by=by, now=now, code=rehearsal.code)
