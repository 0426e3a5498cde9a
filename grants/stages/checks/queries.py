"""Reads: the checklist of an application with its answers and signs, findings, and what waits for a second person."""

from dataclasses import dataclass

from django.db.models import QuerySet

from grants.ground.reference.models import ReasonCode
from grants.ground.reference.queries import known_districts, reasons
from grants.stages.applications.models import Application, ApplicationStatus, Facts
from grants.stages.applications.queries import current_facts
from grants.stages.checks import rules
from grants.stages.checks.models import Check, Finding


@dataclass(frozen=True)
class AnsweredLine:
    """A line of the checklist, its answer if there is one, and the sign that the application itself gives."""

    line: rules.CheckLine
    check: Check | None
    sign: rules.Sign | None


def requested_amount(application: Application) -> int:
    """What the current submission asks for, in minor units: it sets the tier."""
    facts = current_facts(application)
    return facts.requested_amount if facts else 0


def answers_of(application: Application) -> dict[str, Check]:
    """Answers by line."""
    rows = Check.objects.filter(application=application).select_related("answered_by")
    return {check.line: check for check in rows}


def answered_lines(application: Application, facts: Facts) -> list[AnsweredLine]:
    """The checklist as the officer sees it."""
    answers = answers_of(application)
    signs = {sign.line: sign for sign in _signs(application, facts)}
    return [
        AnsweredLine(line, answers.get(line.key), signs.get(line.key))
        for line in rules.checklist(facts.requested_amount)
    ]


def _signs(application: Application, facts: Facts) -> list[rules.Sign]:
    return rules.signs(
        emails=facts.contact_emails,
        phones=facts.contact_phones,
        amount=facts.requested_amount,
        limits=(application.call.smallest_amount, application.call.largest_amount),
        districts=facts.districts,
        known_districts=known_districts(),
    )


def live_finding(application: Application) -> Finding | None:
    """The finding in force, or None while the application is still to be checked in."""
    rows = Finding.objects.filter(application=application, undone_at=None)
    return rows.select_related("reason_code", "found_by", "confirmed_by").first()


def findings_to_confirm() -> QuerySet[Finding]:
    """Findings of "not eligible" that wait for a second person, oldest first."""
    waiting = Finding.objects.filter(is_eligible=False, undone_at=None, application__status=ApplicationStatus.SUBMITTED)
    return waiting.select_related("application__organisation", "application__call", "reason_code").order_by("id")


def ineligible_reasons() -> QuerySet[ReasonCode]:
    """The published reasons for leaving an application out."""
    return reasons(rules.REASON_PURPOSE)
