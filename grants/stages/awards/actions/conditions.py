"""Conditions: the group shows that they are met, the office finds so."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.audit.rules import subject_key
from grants.ground.files.models import StoredFile
from grants.ground.kit.errors import refuse
from grants.ground.kit.text import digest, tidy
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actor import Actor
from grants.ground.people.queries import members_of
from grants.stages.awards.models import Condition
from grants.stages.awards.permissions import can_answer_for_group, can_manage_award
from grants.stages.awards.verbs import CONDITION_ANSWERED, CONDITION_MET, CONDITION_RETURNED


@transaction.atomic
def answer_condition(
    condition: Condition, *, text: str, evidence: StoredFile | None, by: Actor, now: dt.datetime
) -> Condition:
    """The group says how a condition is met, with a file if it helps. May be changed until the office agrees."""
    condition = _lock(condition)
    if not can_answer_for_group(by, condition.award):
        raise refuse("may_not_answer", _("Only members of the group can answer this."))
    if condition.met_at:
        raise refuse("condition_met", _("We already agreed that this is done."))
    if not tidy(text) and evidence is None:
        raise refuse("answer_missing", _("Tell us how this is done, or add a file."), "text")
    condition.answer, condition.answered_at, condition.answered_by_id = tidy(text), now, by.person_id
    condition.evidence = evidence or condition.evidence
    condition.returned_reason = ""
    condition.save(update_fields=["answer", "answered_at", "answered_by", "evidence", "returned_reason"])
    record(CONDITION_ANSWERED, condition, by=by, now=now, case=condition.award.application)
    return condition


@transaction.atomic
def meet_condition(condition: Condition, *, by: Actor, now: dt.datetime) -> Condition:
    """The office agrees that a condition is met. Doing so again changes nothing."""
    condition = _lock(condition)
    _refuse_unless_manager(by)
    if condition.met_at:
        return condition
    if not condition.answered_at:
        raise refuse("condition_unanswered", _("The group has not shown anything for this condition yet."))
    condition.met_at, condition.met_by_id = now, by.person_id
    condition.save(update_fields=["met_at", "met_by"])
    record(CONDITION_MET, condition, by=by, now=now, case=condition.award.application)
    return condition


@transaction.atomic
def return_condition(condition: Condition, *, reason: str, by: Actor, now: dt.datetime) -> Condition:
    """The office asks the group for more, saying what is missing."""
    condition = _lock(condition)
    _refuse_unless_manager(by)
    if condition.met_at or not condition.answered_at:
        raise refuse("condition_not_answered", _("There is no open answer to this condition."))
    if not tidy(reason):
        raise refuse("reason_missing", _("Say what is still missing."), "reason")
    condition.answered_at, condition.returned_reason = None, tidy(reason)
    condition.save(update_fields=["answered_at", "returned_reason"])
    award = condition.award
    record(CONDITION_RETURNED, condition, by=by, now=now, case=award.application, reason=digest(reason))
    for person in members_of(award.organisation):
        queue_mail(
            "condition_returned",
            to=person,
            key=f"{condition.pk}.{person.pk}.{int(now.timestamp())}",
            context={
                "award": award,
                "missing": condition.returned_reason,
                "path": reverse("portal:condition", args=[award.pk, condition.pk]),
            },
            now=now,
            case=subject_key(award.application),
        )
    return condition


def tell_of_refused_evidence(condition: Condition, stored: StoredFile, *, now: dt.datetime) -> None:
    """Says to the group which file of its answer carries a virus, so that it can add a clean one."""
    award = condition.award
    known = {"group": award.organisation.name, "call": award.call.title, "reference": award.reference}
    known |= {"path": reverse("portal:condition", args=[award.pk, condition.pk]), "file": stored.name}
    for person in members_of(award.organisation):
        key, case = f"condition-{condition.pk}.{stored.pk}", subject_key(award.application)
        queue_mail("file_refused", to=person, key=key, context=known, now=now, case=case)


def _lock(condition: Condition) -> Condition:
    return Condition.objects.select_for_update(of=("self",)).select_related("award__organisation").get(pk=condition.pk)


def _refuse_unless_manager(by: Actor) -> None:
    if not can_manage_award(by):
        raise refuse("may_not_manage", _("Your roles do not let you do this."))
