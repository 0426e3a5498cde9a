"""The plan of an offer: the one that was saved, or the default."""

import datetime as dt
from collections.abc import Sequence

from grants.stages.applications.models import Application, Facts
from grants.stages.applications.queries import current_facts
from grants.stages.assessment.models import Decision
from grants.stages.awards.models import OfferPlan
from grants.stages.awards.rules import (
    Plan,
    PlannedCondition,
    PlannedInstalment,
    PlannedReport,
    PlannedShare,
    default_plan,
    project_dates,
)
from grants.stages.funds.queries import sources_with_money
from grants.stages.funds.rules import propose_split


def stated_facts(application: Application) -> Facts:
    """What an application that was sent says. Raises ValueError for a draft."""
    facts = current_facts(application)
    if facts is None:
        raise ValueError(f"{application} was never sent")
    return facts


def plan_of(decision: Decision, *, today: dt.date) -> Plan:
    """The plan that was saved for a decision, or the default one."""
    saved = OfferPlan.objects.filter(decision=decision).first()
    return _saved_plan(saved) if saved else _default_plan_of(decision, today=today)


def _saved_plan(saved: OfferPlan) -> Plan:
    def day(text: str) -> dt.date:
        return dt.date.fromisoformat(text)

    return Plan(
        saved.starts_on,
        saved.ends_on,
        tuple(PlannedInstalment(p["amount"], day(p["due_on"]), p["after_report"]) for p in saved.instalments),
        tuple(PlannedReport(r["kind"], day(r["due_on"])) for r in saved.reports),
        tuple(PlannedCondition(c["text"], day(c["due_on"]) if c["due_on"] else None) for c in saved.conditions),
        tuple(PlannedShare(s["source_id"], s["amount"]) for s in saved.sources),
    )


def _default_plan_of(decision: Decision, *, today: dt.date) -> Plan:
    application = decision.candidate.application
    facts = stated_facts(application)
    starts_on, ends_on = project_dates(
        facts.starts_on, facts.ends_on, today=today, longest_months=application.call.longest_months
    )
    shares = [PlannedShare(source, part) for source, part in proposed_shares(application, decision.amount)]
    return default_plan(decision.amount, starts_on=starts_on, ends_on=ends_on, shares=shares)


def proposed_shares(application: Application, amount: int) -> Sequence[tuple[int, int]]:
    """Which sources of the call's fund could pay this, restricted ones that match first."""
    facts = stated_facts(application)
    codes = {
        "districts": facts.districts,
        "populations": facts.populations,
        "activities": facts.activities,
        "outcomes": facts.outcomes,
    }
    return propose_split(amount, sources_with_money(application.call.fund_id, application.call.financial_year), codes)
