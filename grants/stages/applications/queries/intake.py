"""Applications that others bring for a group, and whether their groups have confirmed them."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from grants.ground.kit.text import digest
from grants.ground.people.actor import Actor
from grants.ground.people.models import Membership, Organisation
from grants.ground.people.roles import Permission
from grants.stages.applications import rules
from grants.stages.applications.models import (
    TYPED_BY_OFFICE,
    Application,
    ApplicationStatus,
    Confirmation,
    Facts,
    Intake,
    NamedContact,
    SentBack,
)
from grants.stages.applications.queries.sent_back import open_round
from grants.stages.calls.models import Call


def brought_in(actor: Actor) -> QuerySet[Application]:
    """Applications that the office types in, drafts too, and those that helpers sent; none of the actor's own groups.

    With `is_waiting`, whether the group has yet to confirm.
    """
    waiting = Confirmation.objects.filter(application=OuterRef("pk"), confirmed_at=None, snapshot__in=_current())
    rows = _of_others(actor).exclude(intake="").exclude(intake=Intake.HELPER, submitted_at=None)
    return rows.annotate(is_waiting=Exists(waiting))


def typed_in(actor: Actor) -> QuerySet[Application]:
    """Applications that the office may type in: whole ones, and answers to our questions that a group told us."""
    told = SentBack.objects.filter(application=OuterRef("pk"), answered_at=None, ended_at=None).exclude(intake="")
    return _of_others(actor).filter(Q(intake__in=TYPED_BY_OFFICE) | Exists(told))


def intake_cases(actor: Actor) -> QuerySet[Application]:
    """Either of these, and what was typed in and has been answered since: each has a page of its own."""
    told = SentBack.objects.filter(application=OuterRef("pk")).exclude(intake="")
    rows = _of_others(actor).filter(~Q(intake="") | Exists(told))
    return rows.exclude(intake=Intake.HELPER, submitted_at=None)


def _of_others(actor: Actor) -> QuerySet[Application]:
    if not actor.may(Permission.CHECK_APPLICATIONS):
        return Application.objects.none()
    rows = Application.objects.exclude(organisation_id__in=list(actor.memberships)).filter(forgotten_at=None)
    return rows.select_related("call", "organisation", "lead", "sheet__version__questionnaire")


def _current() -> QuerySet[Facts, int]:
    return Facts.objects.filter(is_current=True).values_list("snapshot_id", flat=True)


def confirmation_of(application: Application) -> Confirmation | None:
    """The group's yes, or the question for it, to what was sent last; None where the group sent it itself."""
    rows = Confirmation.objects.filter(application=application, snapshot__in=_current())
    return rows.select_related("asked", "contact", "recorded_by", "file").first()


def is_unconfirmed(application: Application) -> bool:
    """Whether others wrote what was sent last, and the group has not said yes to it. One query."""
    found = confirmation_of(application)
    return found is not None and found.confirmed_at is None


def is_current(confirmation: Confirmation) -> bool:
    """Whether it is about what was sent last."""
    return Facts.objects.filter(is_current=True, snapshot=confirmation.snapshot_id).exists()


def confirmation_by(token: str, *, now: dt.datetime | None = None) -> QuerySet[Confirmation]:
    """The confirmation that a link opens, while it counts."""
    rows = Confirmation.objects.filter(token_digest=digest(token.encode()))
    rows = rows.filter(Q(asked_at__gt=now - rules.LINK_LASTS)) if now else rows
    return rows.select_related(
        "application__call", "application__organisation", "application__started_by", "snapshot", "contact"
    )


def source_of(actor: Actor, application: Application) -> str:
    """How what this actor writes now comes to us: one of questions.rules.sources.Source.

    No query but where the office types in answers to its questions.
    """
    part = actor.memberships.get(application.organisation_id, "")
    standing = None if part else open_round(application)
    return rules.source_for(part=part, intake=standing.intake if standing else application.intake)


def answering_of_group(application: Application, standing: SentBack) -> list[str]:
    """Who of the group has answered something here since the questions were sent, by name."""
    own = Membership.objects.filter(organisation=application.organisation_id, ended_at=None).values("person_id")
    rows = application.sheet.answers.filter(saved_at__gt=standing.sent_at, saved_by__in=own)
    return sorted({row.saved_by.get_full_name() for row in rows.select_related("saved_by") if row.saved_by})


def named_contacts(application: Application) -> QuerySet[NamedContact]:
    """People of the group whom somebody else named, in order."""
    return NamedContact.objects.filter(application=application).select_related("person").order_by("number")


def contact_to_ask(application: Application) -> NamedContact | None:
    """Whom to ask for the group's yes: the first whom a mail reaches, else the first."""
    found = list(named_contacts(application))
    return next((contact for contact in found if contact.email), found[0] if found else None)


def helped_draft(call: Call, group: Organisation, actor: Actor) -> Application | None:
    """What this helper is writing for a group of which nobody is here yet, in a call."""
    rows = Application.objects.filter(call=call, organisation=group, started_by=actor.person_id, backed_at=None)
    return rows.filter(intake=Intake.HELPER, status=ApplicationStatus.DRAFT).first()


def helped_unconfirmed(person_id: int) -> QuerySet[Application]:
    """What a helper began, and no group has stood behind yet, but for what is over."""
    over = (ApplicationStatus.WITHDRAWN, ApplicationStatus.LAPSED, ApplicationStatus.INELIGIBLE)
    rows = Application.objects.filter(started_by=person_id, intake=Intake.HELPER, backed_at=None)
    return rows.exclude(status__in=over)
