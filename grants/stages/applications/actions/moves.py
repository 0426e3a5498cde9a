"""What later stages do to an application. The caller's act asks its own rules, and says who did what to whom."""

import datetime as dt

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.people.actor import Actor
from grants.stages.applications import rules, verbs
from grants.stages.applications.actions.steps import locked, move_to
from grants.stages.applications.models import Application, ApplicationStatus


def mark_eligible(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """The check-in found nothing against it, or a panel put it back."""
    return _move(application, ApplicationStatus.ELIGIBLE, by=by, now=now)


def mark_ineligible(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """The check-in found that the call's rules leave it out."""
    return _move(application, ApplicationStatus.INELIGIBLE, by=by, now=now)


def mark_unchecked(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """The check-in is taken up again."""
    return _move(application, ApplicationStatus.SUBMITTED, by=by, now=now)


def mark_in_review(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """It lies before a panel."""
    return _move(application, ApplicationStatus.IN_REVIEW, by=by, now=now)


def mark_recommended(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """Somebody recommended what to do with it."""
    return _move(application, ApplicationStatus.RECOMMENDED, by=by, now=now)


def mark_decided(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """It is decided and nobody outside knows yet."""
    return _move(application, ApplicationStatus.DECIDED, by=by, now=now)


def mark_offered(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """The group is offered a grant."""
    return _move(application, ApplicationStatus.OFFERED, by=by, now=now)


def mark_reserved(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """The group is told that it is on the reserve list."""
    return _move(application, ApplicationStatus.RESERVED, by=by, now=now)


def mark_declined(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """The group is told that it is not funded."""
    return _move(application, ApplicationStatus.DECLINED, by=by, now=now)


def _move(application: Application, to: str, *, by: Actor, now: dt.datetime) -> Application:
    with transaction.atomic():
        application = locked(application)
        before = application.status
        rules.LIFECYCLE.require(before, to)
        move_to(application, to, now=now)
        record(verbs.MOVED, application, by=by, now=now, case=application, before=before, after=to)
        return application
