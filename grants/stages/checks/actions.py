"""Checking in: answering the lines of the checklist, and finding an application eligible or not."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import in_language, tidy
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actor import Actor
from grants.ground.people.queries import members_of
from grants.ground.reference.models import ReasonCode
from grants.ground.reference.queries import people_policy
from grants.ground.reference.rules import INELIGIBLE_CONFIRMED
from grants.stages.applications.actions import mark_eligible, mark_ineligible, mark_unchecked
from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.applications.queries import is_unconfirmed
from grants.stages.applications.rules import blockers_unconfirmed
from grants.stages.checks import permissions, queries, rules, verbs
from grants.stages.checks.models import Check, Finding


def answer_check(application: Application, line: str, *, answer: str, note: str, by: Actor, now: dt.datetime) -> Check:
    """Answers one line of the checklist, anew if it was answered before. The same answer again changes nothing."""
    note = tidy(note)
    with transaction.atomic():
        application = _lock(application, by=by)
        asked = rules.line_of(line, queries.requested_amount(application))
        refuse_if(rules.blockers_to_answer(line=asked, answer=answer, note=note, status=application.status))
        before = Check.objects.filter(application=application, line=line).first()
        if before and (before.answer, before.note) == (answer, note):
            return before
        given = {"answer": answer, "note": note, "answered_at": now, "answered_by_id": by.person_id}
        check, _made = Check.objects.update_or_create(application=application, line=line, defaults=given)
        record(verbs.LINE_ANSWERED, check, by=by, now=now, case=application, line=line, answer=answer)
        return check


def find_eligible(application: Application, *, by: Actor, now: dt.datetime) -> Finding:
    """Ends the check-in: every line is answered and none with "no"."""
    with transaction.atomic():
        application = _lock(application, by=by)
        finding = queries.live_finding(application)
        if finding and finding.is_eligible and application.status == ApplicationStatus.ELIGIBLE:
            return finding
        refuse_if(blockers_unconfirmed(is_unconfirmed=is_unconfirmed(application)))
        refuse_if(
            rules.blockers_to_find_eligible(
                lines=rules.checklist(queries.requested_amount(application)),
                answers={line: check.answer for line, check in queries.answers_of(application).items()},
                status=application.status,
                has_finding=finding is not None,
            )
        )
        finding = Finding.objects.create(
            application=application, is_eligible=True, found_at=now, found_by_id=by.person_id
        )
        mark_eligible(application, by=by, now=now)
        record(verbs.FOUND_ELIGIBLE, finding, by=by, now=now, case=application)
        return finding


def find_ineligible(
    application: Application, *, reason_code: ReasonCode | None, note: str, by: Actor, now: dt.datetime
) -> Finding:
    """Finds that the call's published rules leave the application out.

    Where the people-rules ask for a second person the group is told nothing until somebody else confirms.
    """
    with transaction.atomic():
        application = _lock(application, by=by)
        has_finding = queries.live_finding(application) is not None
        is_published = reason_code is not None and queries.ineligible_reasons().filter(pk=reason_code.pk).exists()
        refuse_if(
            rules.blockers_to_find_ineligible(
                status=application.status, has_finding=has_finding, has_reason=is_published
            )
        )
        finding = Finding.objects.create(
            application=application,
            is_eligible=False,
            reason_code=reason_code,
            note=tidy(note),
            found_at=now,
            found_by_id=by.person_id,
        )
        record(verbs.FOUND_INELIGIBLE, finding, by=by, now=now, case=application, reason=finding.reason_code.code)
        if not needs_confirmation(application):
            _tell_ineligible(application, finding, by=by, now=now)
        return finding


def confirm_ineligible(finding: Finding, *, by: Actor, now: dt.datetime) -> Finding:
    """The second person agrees: the application is not eligible, and the group is told kindly."""
    with transaction.atomic():
        application = _lock(finding.application, by=by)
        finding = Finding.objects.select_for_update(of=("self",)).select_related("reason_code").get(pk=finding.pk)
        if finding.confirmed_by_id == by.person_id and finding.confirmed_at:
            return finding
        refuse_if(
            rules.blockers_to_confirm(
                status=application.status,
                is_waiting=not finding.is_eligible and finding.undone_at is None,
                is_same_person=finding.found_by_id == by.person_id,
            )
        )
        finding.confirmed_at = now
        finding.confirmed_by_id = by.person_id
        finding.save(update_fields=["confirmed_at", "confirmed_by"])
        _tell_ineligible(application, finding, by=by, now=now)
        return finding


def undo_finding(finding: Finding, *, by: Actor, now: dt.datetime) -> Finding:
    """Takes the check-in up again: before the group was told, or before a panel has the application."""
    with transaction.atomic():
        application = _lock(finding.application, by=by)
        finding = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
        if finding.undone_at:
            return finding
        refuse_if(rules.blockers_to_undo(status=application.status, is_live=finding.undone_at is None))
        finding.undone_at = now
        finding.save(update_fields=["undone_at"])
        if application.status == ApplicationStatus.ELIGIBLE:
            mark_unchecked(application, by=by, now=now)
        record(verbs.FINDING_UNDONE, finding, by=by, now=now, case=application)
        return finding


def needs_confirmation(application: Application) -> bool:
    """Whether a second person must confirm that this application is not eligible."""
    return people_policy().needs_another(INELIGIBLE_CONFIRMED, amount=queries.requested_amount(application))


def _lock(application: Application, *, by: Actor) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("call", "organisation")
    locked = rows.get(pk=application.pk)
    if not permissions.can_check_application(by, locked):
        raise refuse("not_an_officer", _("Only an officer who is not part of the group can check this in."))
    return locked


def _tell_ineligible(application: Application, finding: Finding, *, by: Actor, now: dt.datetime) -> None:
    mark_ineligible(application, by=by, now=now)
    record(verbs.INELIGIBLE_CONFIRMED, finding, by=by, now=now, case=application, reason=finding.reason_code.code)
    for person in members_of(application.organisation):
        queue_mail(
            "application_not_eligible",
            to=person,
            key=str(finding.pk),
            context={
                "group": application.organisation.name,
                "call": application.call.title,
                "reference": application.reference,
                "reason": in_language(finding.reason_code.sentence, person.language),
                "path": reverse("portal:application", args=[application.pk]),
            },
            now=now,
            case=f"application:{application.pk}",
        )
