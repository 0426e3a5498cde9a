"""The words of letters and agreements, from templates with named fields: for preview and release alike."""

import datetime as dt
from decimal import Decimal

from django.utils import translation

from grants.ground.kit.money import format_minor
from grants.ground.notifications.queries import wording_of
from grants.ground.notifications.rendering import render_words
from grants.ground.notifications.rules import Rendered
from grants.ground.reference.queries import funder, installed_language
from grants.stages.applications.queries import Host
from grants.stages.applications.rules.hosting import Fee, fee_of
from grants.stages.assessment.models import Decision
from grants.stages.awards.models import LetterKind
from grants.stages.awards.queries.plans import plan_of, stated_facts
from grants.stages.awards.rules import DAYS_TO_ANSWER, Plan, signatures_needed

KINDS = {
    "fund": LetterKind.OFFER,
    "part": LetterKind.OFFER,
    "reserve": LetterKind.RESERVE,
    "no": LetterKind.DECLINE,
}


def letter_kind(verdict: str) -> LetterKind:
    """Which letter a verdict asks for."""
    return KINDS[verdict]


def letter_words(decision: Decision, *, today: dt.date) -> Rendered:
    """Subject and text of the letter that tells a group this decision."""
    application = decision.candidate.application
    language = installed_language(application.sheet.language)
    with translation.override(language):
        context = _fields(decision, today=today)
        if decision.amount:
            context |= _plan_fields(plan_of(decision, today=today))
    return _words(f"letters/{letter_kind(decision.verdict)}", language, context)


def agreement_words(decision: Decision, *, reference: str, today: dt.date, host: Host | None = None) -> Rendered:
    """Title and text of the agreement for an offer. A host that confirmed is named as the one who is paid."""
    application = decision.candidate.application
    language = installed_language(application.sheet.language)
    with translation.override(language):
        context = _fields(decision, today=today) | _plan_fields(plan_of(decision, today=today))
        context |= {"reference": reference} | _host_fields(decision, host)
    return _words("agreements/short", language, context)


def _host_fields(decision: Decision, host: Host | None) -> dict[str, object]:
    """The host, and what it keeps of this grant: as it was agreed, and never more than the call allows of it."""
    if host is None:
        return {"host": None}
    row, call = host.row, decision.candidate.application.call
    most = fee_of(Fee(percent=Decimal(call.host_fee_percent)), decision.amount)
    fee = min(fee_of(Fee(row.fee_percent, row.fee_amount), decision.amount), most)
    return {"host": row.organisation, "host_fee": format_minor(fee, funder().currency) if fee else ""}


def _words(name: str, language: str, context: dict[str, object]) -> Rendered:
    return render_words(name, context, language=language, wording=wording_of(name, language))


def _fields(decision: Decision, *, today: dt.date) -> dict[str, object]:
    application, giver = decision.candidate.application, funder()
    facts = stated_facts(application)
    return {
        "funder": giver,
        "organisation": application.organisation,
        "call": application.call,
        "reference": application.reference,
        "project": facts.title,
        "requested": format_minor(facts.requested_amount, giver.currency),
        "amount": format_minor(decision.amount, giver.currency),
        "is_part": decision.verdict == "part",
        "feedback": decision.feedback,
        "signatures": signatures_needed(decision.amount),
        "answer_by": today + dt.timedelta(days=DAYS_TO_ANSWER),
        "today": today,
    }


def _plan_fields(plan: Plan) -> dict[str, object]:
    currency = funder().currency
    return {
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "instalments": [
            {
                "amount": format_minor(part.amount, currency),
                "due_on": part.due_on,
                "after_report": plan.reports[part.after_report - 1] if part.after_report else None,
            }
            for part in plan.instalments
        ],
        "conditions": plan.conditions,
        "reports": plan.reports,
    }
