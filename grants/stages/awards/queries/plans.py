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
from grants.stages.funds.rules import Room, propose_split


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


def plans_of(decisions: Sequence[Decision], *, today: dt.date) -> dict[int, Plan]:
    """As `plan_of` for decisions of one panel that give money, by decision, in a constant number of queries."""
    funded = [decision for decision in decisions if decision.amount]
    if not funded:
        return {}
    saved = {row.decision_id: row for row in OfferPlan.objects.filter(decision__in=funded)}
    applications = [decision.candidate.application for decision in funded]
    facts = Facts.objects.filter(application__in=applications, is_current=True)
    stated = {row.application_id: row for row in facts}
    call = applications[0].call
    sources = sources_with_money(call.fund_id, call.financial_year)

    def plan(decision: Decision) -> Plan:
        if decision.pk in saved:
            return _saved_plan(saved[decision.pk])
        return _default_plan(decision, stated[decision.candidate.application_id], sources, today=today)

    return {decision.pk: plan(decision) for decision in funded}


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
    sources = sources_with_money(application.call.fund_id, application.call.financial_year)
    return _default_plan(decision, stated_facts(application), sources, today=today)


def _default_plan(decision: Decision, facts: Facts, sources: Sequence[Room], *, today: dt.date) -> Plan:
    """Dates as the group asked for them; restricted sources that match pay first."""
    longest = decision.candidate.application.call.longest_months
    starts_on, ends_on = project_dates(facts.starts_on, facts.ends_on, today=today, longest_months=longest)
    codes = {
        "districts": facts.districts,
        "populations": facts.populations,
        "activities": facts.activities,
        "outcomes": facts.outcomes,
    }
    shares = [PlannedShare(source, part) for source, part in propose_split(decision.amount, sources, codes)]
    return default_plan(decision.amount, starts_on=starts_on, ends_on=ends_on, shares=shares)
