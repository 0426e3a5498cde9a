"""Sending an application. Where the call asks for a sign-off, a signatory's sending is the sign-off."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse
from grants.ground.kit.references import case_reference
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import close_sheet, take_snapshot
from grants.ground.questions.actions.sheets import lock_sheet
from grants.ground.reference.actions import next_number
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.confirming import ask_for_confirmation
from grants.stages.applications.actions.facts import record_facts
from grants.stages.applications.actions.sent_back import answer_questions
from grants.stages.applications.actions.steps import locked, permit, refuse_unready, require_mended, tell_group
from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.calls.rules import accepts_submit, takes_paper


def submit_application(
    application: Application, *, by: Actor, now: dt.datetime, is_declared: bool = True
) -> Application:
    """Sends the application: a snapshot of every answer, its facts, a reference; the receipt goes to all members.

    Sent once, whatever is clicked: what has been sent already is returned as it is. Where the office sent questions
    back, this sends the answers. What the office typed in, or a helper sent for a group of which nobody is here, waits
    for the group to confirm it.
    """
    with transaction.atomic():
        application = locked(application)
        if application.status in rules.BEFORE_RELEASE:
            return application
        if application.status == ApplicationStatus.SENT_BACK:
            return answer_questions(application, by=by, now=now, is_declared=is_declared)
        is_typed_in, is_helped = permissions.can_type_in(by, application), permissions.is_first_helper(by, application)
        permit(is_typed_in or permissions.can_send_application(by, application))
        if not (is_typed_in or is_helped):  # then the group's own word is its confirmation
            _require_signatory(application, by=by)
        rules.LIFECYCLE.require(application.status, ApplicationStatus.SUBMITTED)
        require_mended(application)
        sheet = lock_sheet(application.sheet)
        draft = queries.draft_of(application, sheet)
        may_come_late = is_typed_in and takes_paper(application.call, now)  # when it came was asked at the start
        accepts = may_come_late or accepts_submit(application.call, now)
        refuse_unready(draft, accepts=accepts, is_declared=is_declared)
        snapshot = take_snapshot(sheet, by=by, now=now)
        close_sheet(sheet)
        facts = record_facts(application, snapshot, now=now)
        _mark_sent(application, facts.title, by=by, now=now)
        sent: dict[str, Any] = {
            "reference": application.reference,
            "number": snapshot.number,
            "digest": snapshot.digest,
        }
        record(verbs.SUBMITTED, application, by=by, now=now, case=application, **sent)
        if is_typed_in or is_helped:
            contact = queries.contact_to_ask(application) if is_helped else None
            ask_for_confirmation(application, snapshot, contact=contact, by=by, now=now)
        tell_group(
            "application_received",
            application,
            now=now,
            again=snapshot.number,
            promised=queries.promised_on(application),
            attachment=f"receipt:{snapshot.pk}",
        )
        return application


def _require_signatory(application: Application, *, by: Actor) -> None:
    """Where the call asks for a sign-off, only a signatory sends; whoever else is ready asks for it."""
    may_sign_off = permissions.can_sign_off_application(by, application)
    if rules.needs_sign_off(asks_sign_off=application.call.asks_sign_off, may_sign_off=may_sign_off):
        raise refuse("needs_sign_off", _("A signatory of your group has to send this. Ask for their sign-off."))


def _mark_sent(application: Application, title: str, *, by: Actor, now: dt.datetime) -> None:
    if not application.reference:
        code = application.call.code
        application.reference = case_reference(code, next_number(f"application:{code}"))
    application.title = title
    application.status = ApplicationStatus.SUBMITTED
    application.status_since = application.submitted_at = now
    application.submitted_by_id = by.person_id
    application.save(update_fields=["reference", "title", "status", "status_since", "submitted_at", "submitted_by"])
