"""Sending an application, taking it back to change it, and withdrawing it."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse_if
from grants.ground.kit.references import case_reference
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import close_sheet, reopen_sheet, take_snapshot
from grants.ground.questions.actions.sheets import lock_sheet
from grants.ground.questions.models import SheetSnapshot
from grants.ground.reference.actions import next_number
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.steps import locked, move_to, permit, tell_group
from grants.stages.applications.models import Application, ApplicationStatus, Facts
from grants.stages.calls.rules import accepts_submit, phase


def submit_application(
    application: Application, *, by: Actor, now: dt.datetime, is_declared: bool = True
) -> Application:
    """Sends the application: a snapshot of every answer, its facts, a reference; the receipt goes to all members.

    Sent once, whatever is clicked: what has been sent already is returned as it is.
    """
    with transaction.atomic():
        application = locked(application)
        if application.status in rules.BEFORE_RELEASE:
            return application
        permit(permissions.can_send_application(by, application))
        rules.LIFECYCLE.require(application.status, ApplicationStatus.SUBMITTED)
        sheet = lock_sheet(application.sheet)
        draft = queries.draft_of(application, sheet)
        accepts = accepts_submit(application.call, now)
        refuse_if(rules.blockers_to_submit(accepts=accepts, problems=draft.problems, is_declared=is_declared))
        snapshot = take_snapshot(sheet, by=by, now=now)
        close_sheet(sheet)
        facts = _record_facts(application, snapshot, now=now)
        _mark_sent(application, facts.title, by=by, now=now)
        sent: dict[str, Any] = {
            "reference": application.reference,
            "number": snapshot.number,
            "digest": snapshot.digest,
        }
        record(verbs.SUBMITTED, application, by=by, now=now, case=application, **sent)
        tell_group(
            "application_received",
            application,
            now=now,
            again=snapshot.number,
            promised=queries.promised_on(application),
            attachment=f"receipt:{application.pk}",
        )
        return application


def _record_facts(application: Application, snapshot: SheetSnapshot, *, now: dt.datetime) -> Facts:
    row = rules.facts_from_snapshot(snapshot.content)
    lists = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(row).items()}
    lists["title"] = row.title or application.organisation.name
    Facts.objects.filter(application=application, is_current=True).update(is_current=False)
    return Facts.objects.create(application=application, snapshot=snapshot, recorded_at=now, **lists)


def _mark_sent(application: Application, title: str, *, by: Actor, now: dt.datetime) -> None:
    if not application.reference:
        code = application.call.code
        application.reference = case_reference(code, next_number(f"application:{code}"))
    application.title = title
    application.status = ApplicationStatus.SUBMITTED
    application.status_since = application.submitted_at = now
    application.submitted_by_id = by.person_id
    application.save(update_fields=["reference", "title", "status", "status_since", "submitted_at", "submitted_by"])


def take_back_application(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """Opens a sent application for changes until the call closes. It must be sent again to count."""
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_send_application(by, application))
        if application.status == ApplicationStatus.DRAFT:
            return application
        refuse_if(
            rules.blockers_to_take_back(
                status=application.status,
                is_open=phase(application.call, now) == "open",
                has_other_draft=queries.other_drafts(application).exists(),
            )
        )
        move_to(application, ApplicationStatus.DRAFT, now=now)
        reopen_sheet(application.sheet)
        record(verbs.TAKEN_BACK, application, by=by, now=now, case=application, reference=application.reference)
        again = queries.times_sent(application)
        tell_group("application_taken_back", application, now=now, again=again, closes_at=application.call.closes_at)
        return application


def withdraw_application(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """Ends an application at the group's wish, until a decision is made. What was written is kept, read-only."""
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_send_application(by, application))
        if application.status == ApplicationStatus.WITHDRAWN:
            return application
        refuse_if(rules.blockers_to_withdraw(status=application.status))
        move_to(application, ApplicationStatus.WITHDRAWN, now=now)
        close_sheet(application.sheet)
        record(verbs.WITHDRAWN, application, by=by, now=now, case=application, reference=application.reference)
        tell_group("application_withdrawn", application, now=now)
        return application
