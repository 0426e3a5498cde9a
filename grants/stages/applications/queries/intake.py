"""Applications that the office types in, and whether their groups have confirmed them."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from grants.ground.kit.text import digest
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.stages.applications import rules
from grants.stages.applications.models import Application, Confirmation, Facts


def typed_in(actor: Actor) -> QuerySet[Application]:
    """Applications that came to the office, drafts too, but for those of the actor's own groups.

    With `is_waiting`, whether the group has yet to confirm.
    """
    if not actor.may(Permission.CHECK_APPLICATIONS):
        return Application.objects.none()
    waiting = Confirmation.objects.filter(application=OuterRef("pk"), confirmed_at=None, snapshot__in=_current())
    rows = Application.objects.exclude(intake="").exclude(organisation_id__in=list(actor.memberships))
    rows = rows.filter(forgotten_at=None).select_related(
        "call", "organisation", "lead", "sheet__version__questionnaire"
    )
    return rows.annotate(is_waiting=Exists(waiting))


def _current() -> QuerySet[Facts, int]:
    return Facts.objects.filter(is_current=True).values_list("snapshot_id", flat=True)


def confirmation_of(application: Application) -> Confirmation | None:
    """The group's yes, or the question for it, to what was sent last; None where the group sent it itself."""
    rows = Confirmation.objects.filter(application=application, snapshot__in=_current())
    return rows.select_related("asked", "recorded_by", "file").first()


def is_unconfirmed(application: Application) -> bool:
    """Whether what was sent last was typed in, and the group has not said yes to it. No query for most."""
    if not application.intake:
        return False
    found = confirmation_of(application)
    return found is not None and found.confirmed_at is None


def is_current(confirmation: Confirmation) -> bool:
    """Whether it is about what was sent last."""
    return Facts.objects.filter(is_current=True, snapshot=confirmation.snapshot_id).exists()


def confirmation_by(token: str, *, now: dt.datetime | None = None) -> QuerySet[Confirmation]:
    """The confirmation that a link opens, while it counts."""
    rows = Confirmation.objects.filter(token_digest=digest(token.encode()))
    rows = rows.filter(Q(asked_at__gt=now - rules.LINK_LASTS)) if now else rows
    return rows.select_related("application__call", "application__organisation", "snapshot")


def source_of(actor: Actor, application: Application) -> str:
    """How what this actor writes now comes to us: one of questions.rules.sources.Source."""
    part = actor.memberships.get(application.organisation_id, "")
    return rules.source_for(part=part, intake=application.intake)
