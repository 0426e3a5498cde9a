"""Reads: applications a group or the office may see, their drafts, facts, messages and last snapshot."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from grants.ground.kit.clock import local_date
from grants.ground.kit.errors import Blocker
from grants.ground.people.actor import Actor
from grants.ground.people.models import Organisation
from grants.ground.people.roles import Permission
from grants.ground.questions.models import AnswerSheet, SheetSnapshot
from grants.ground.questions.queries import files_of, form_of, values_of
from grants.ground.questions.rules import FormSpec, problems, snapshot_content
from grants.ground.reference.queries import funder, holidays
from grants.stages.applications import rules
from grants.stages.applications.models import Application, ApplicationStatus, Facts, Message
from grants.stages.calls.models import Call, CallKind, CallStatus
from grants.stages.calls.queries import in_phase


def applications_of(actor: Actor) -> QuerySet[Application]:
    """Applications of the actor's own groups, newest first. Nothing of anybody else's."""
    return (
        Application.objects.filter(organisation_id__in=list(actor.memberships))
        .select_related("call", "organisation", "sheet")
        .order_by("-id")
    )


def staff_applications(actor: Actor) -> QuerySet[Application]:
    """Applications that the office has been sent. What a group is still writing, or took back, is not among them."""
    if not actor.may(Permission.SEE_CASES):
        return Application.objects.none()
    return (
        Application.objects.filter(submitted_at__isnull=False)
        .exclude(status__in=rules.BEING_WRITTEN)
        .select_related("call", "organisation")
    )


def own_group_named(person_id: int | None, sort_name: str) -> Organisation | None:
    """The person's own group of this name, however it was capitalised; None if none of theirs has it."""
    own = Organisation.objects.filter(memberships__person_id=person_id, memberships__ended_at=None)
    return own.filter(sort_name=sort_name).order_by("pk").first()


def drafts_in(call: Call, organisation: Organisation) -> QuerySet[Application]:
    """The group's open draft in a call: at most one."""
    return Application.objects.filter(call=call, organisation=organisation, status=ApplicationStatus.DRAFT)


def other_drafts(application: Application) -> QuerySet[Application]:
    """Another draft of the same group in the same call."""
    return drafts_in(application.call, application.organisation).exclude(pk=application.pk)


def drafts_to_lapse(*, now: dt.datetime) -> QuerySet[Application]:
    """Drafts that can no longer be sent: of calls that closed or ended, and idle ones of calls without an end."""
    idle_since = rules.lapses_before(now)
    ended = Q(call__in=in_phase("closed", now)) | Q(call__status__in=[CallStatus.CANCELLED, CallStatus.ARCHIVED])
    never_saved = Q(sheet__saved_at=None, started_at__lt=idle_since)
    idle = Q(call__kind=CallKind.ROLLING) & (Q(sheet__saved_at__lt=idle_since) | never_saved)
    return Application.objects.filter(ended | idle, status__in=rules.BEING_WRITTEN).order_by("pk")


@dataclass(frozen=True)
class Draft:
    """What a sheet says now, and what still stands in the way of sending it."""

    form: FormSpec
    content: dict[str, Any]
    facts: rules.FactsRow
    problems: list[Blocker]


def draft_of(application: Application, sheet: AnswerSheet) -> Draft:
    """The draft of an application, read from its sheet."""
    form, values, files = form_of(sheet.version), values_of(sheet), files_of(sheet)
    content = snapshot_content(form, values, files, sheet.language)
    facts = rules.facts_from_snapshot(content)
    found = problems(form, values, files)
    field = rules.key_by_meaning(content, "amount_requested", "budget")
    if field not in {problem.field for problem in found}:
        call, currency = application.call, funder().currency
        found += rules.amount_problems(
            facts.requested_amount,
            smallest=call.smallest_amount,
            largest=call.largest_amount,
            currency=currency,
            field=field,
        )
    return Draft(form, content, facts, found)


def current_facts(application: Application) -> Facts | None:
    """What the latest submission states; None before the first."""
    return Facts.objects.filter(application=application, is_current=True).select_related("snapshot").first()


def latest_snapshot(application: Application) -> SheetSnapshot | None:
    """Everything the latest submission said; None before the first."""
    facts = current_facts(application)
    return facts.snapshot if facts else None


def times_sent(application: Application) -> int:
    """How often the application was sent."""
    return Facts.objects.filter(application=application).count()


def promised_on(application: Application) -> dt.date | None:
    """The day by which the group hears; None where the call does not say, or nothing was sent."""
    if application.submitted_at is None:
        return None
    call = application.call
    return rules.promised_on(
        decision_by=call.decision_by,
        working_days=call.decision_working_days,
        sent_on=local_date(application.submitted_at, funder().timezone),
        holidays=holidays(),
    )


def messages_of(application: Application) -> QuerySet[Message]:
    """The thread, oldest first."""
    return application.messages.select_related("sent_by").order_by("id")
