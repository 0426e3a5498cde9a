"""Instalments, the gates before them, and holds."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actor import Actor
from grants.stages.awards.models import Award, AwardStatus, Gate, Hold, Instalment, InstalmentStatus, ReportDue
from grants.stages.awards.permissions import can_manage_award
from grants.stages.awards.queries import award_facts, today_here
from grants.stages.awards.rules import INSTALMENT, blockers_to_release_instalment
from grants.stages.awards.verbs import (
    GATE_OPENED,
    HOLD_LIFTED,
    HOLD_PLACED,
    INSTALMENT_PAID,
    INSTALMENT_RELEASED,
    INSTALMENT_REOPENED,
)

RUNNING = {AwardStatus.ACCEPTED, AwardStatus.ACTIVE, AwardStatus.SUSPENDED}


@transaction.atomic
def release_instalment(instalment: Instalment, *, by: Actor, now: dt.datetime) -> Instalment:
    """Says that an instalment may be paid. Refuses while anything stands in the way, naming all of it."""
    award, instalment = _lock(instalment)
    if not can_manage_award(by):
        raise refuse("may_not_release_money", _("Your roles do not let you release instalments."))
    if instalment.status != InstalmentStatus.PLANNED:
        raise refuse("instalment_not_planned", _("This instalment was released before."))
    gate = Gate.objects.filter(instalment=instalment).first()
    refuse_if(
        blockers_to_release_instalment(
            award_facts(award),
            is_gate_open=gate is None or gate.opened_at is not None,
            due_on=instalment.due_on,
            today=today_here(now),
        )
    )
    instalment.status, instalment.released_at, instalment.released_by_id = InstalmentStatus.RELEASED, now, by.person_id
    instalment.save(update_fields=["status", "released_at", "released_by"])
    record(INSTALMENT_RELEASED, instalment, by=by, now=now, case=award.application, amount=instalment.amount)
    return instalment


@transaction.atomic
def mark_instalment_paid(instalment: Instalment, *, by: Actor, now: dt.datetime) -> Instalment:
    """Payments call this when the money has left."""
    award, instalment = _lock(instalment)
    INSTALMENT.require(instalment.status, InstalmentStatus.PAID)
    instalment.status = InstalmentStatus.PAID
    instalment.save(update_fields=["status"])
    record(INSTALMENT_PAID, instalment, by=by, now=now, case=award.application, amount=instalment.amount)
    return instalment


@transaction.atomic
def reopen_instalment(instalment: Instalment, *, by: Actor, now: dt.datetime) -> Instalment:
    """Payments call this when the money came back: the instalment is ready to be paid again."""
    award, instalment = _lock(instalment)
    if instalment.status != InstalmentStatus.PAID:
        raise refuse("instalment_not_paid", _("This instalment was not paid."))
    instalment.status = InstalmentStatus.RELEASED
    instalment.save(update_fields=["status"])
    record(INSTALMENT_REOPENED, instalment, by=by, now=now, case=award.application, amount=instalment.amount)
    return instalment


@transaction.atomic
def open_gates(report_due: ReportDue, *, by: Actor, now: dt.datetime) -> int:
    """Opens every gate that waits for this report. Opening again changes nothing."""
    gates = Gate.objects.select_for_update(of=("self",)).filter(report_due=report_due, opened_at=None)
    for gate in gates:
        gate.opened_at = now
        gate.save(update_fields=["opened_at"])
        record(GATE_OPENED, gate, by=by, now=now, case=report_due.award.application)
    return len(gates)


@transaction.atomic
def place_hold(award: Award, *, reason: str, by: Actor, now: dt.datetime) -> Hold:
    """Stops payments of a grant until lifted, for a reason that is kept. The same hold again changes nothing."""
    if not can_manage_award(by):
        raise refuse("may_not_hold", _("Your roles do not let you hold payments."))
    if not tidy(reason):
        raise refuse("reason_missing", _("Say why payments must wait."), "reason")
    award = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if award.status not in RUNNING:
        raise refuse("award_not_running", _("Only payments of a grant that is running can be put on hold."))
    same = Hold.objects.filter(award=award, reason=tidy(reason), lifted_at=None).first()
    if same:
        return same
    hold = Hold.objects.create(award=award, reason=tidy(reason), placed_at=now, placed_by_id=by.person_id)
    record(HOLD_PLACED, hold, by=by, now=now, case=award.application, reason=digest(hold.reason))
    return hold


@transaction.atomic
def lift_hold(hold: Hold, *, by: Actor, now: dt.datetime) -> Hold:
    """Lets payments go on. Lifting again changes nothing."""
    if not can_manage_award(by):
        raise refuse("may_not_hold", _("Your roles do not let you lift holds."))
    hold = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if hold.lifted_at is None:
        hold.lifted_at, hold.lifted_by_id = now, by.person_id
        hold.save(update_fields=["lifted_at", "lifted_by"])
        record(HOLD_LIFTED, hold, by=by, now=now, case=hold.award.application)
    return hold


def _lock(instalment: Instalment) -> tuple[Award, Instalment]:
    """The award first, then its instalment: the order in which every act locks them."""
    award = Award.objects.select_for_update(of=("self",)).get(pk=instalment.award_id)
    return award, Instalment.objects.select_for_update(of=("self",)).get(pk=instalment.pk)
