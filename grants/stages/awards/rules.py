"""Rules of awards: lifecycles, the plan of an offer, and what stands in the way of each step."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.clock import add_months
from grants.ground.kit.errors import Blocker
from grants.ground.kit.lifecycle import lifecycle

CHANGED = _("This grant has moved on since you opened the page. Look at it again.")

AWARD = lifecycle(
    "award",
    CHANGED,
    {
        "offered": {"accepted", "refused", "lapsed", "recalled"},
        "accepted": {"active", "terminated"},
        "active": {"suspended", "closed", "terminated"},
        "suspended": {"active", "terminated"},
        "closed": {"active"},
        "terminated": {"closed"},
    },
)

INSTALMENT = lifecycle(
    "instalment",
    _("This instalment has moved on since you opened the page. Look at it again."),
    {"planned": {"released", "cancelled"}, "released": {"paid", "planned", "cancelled"}, "paid": {"released"}},
)

ONE_SIGNATURE_UP_TO = 50_000
ONE_INSTALMENT_UP_TO = 500_000
DAYS_TO_ANSWER = 28
FINAL_REPORT_DAYS = 30
CODE_LASTS = dt.timedelta(minutes=15)
MOST_INSTALMENTS = 12


@dataclass(frozen=True)
class PlannedInstalment:
    """`after_report` is the number of the report that must be accepted first; 0 for none."""

    amount: int
    due_on: dt.date
    after_report: int = 0


@dataclass(frozen=True)
class PlannedReport:
    """Kind is "interim" or "final"; reports are numbered from 1 in the order of the plan."""

    kind: str
    due_on: dt.date


@dataclass(frozen=True)
class PlannedCondition:
    text: str
    due_on: dt.date | None = None


@dataclass(frozen=True)
class PlannedShare:
    source_id: int
    amount: int


@dataclass(frozen=True)
class Plan:
    """How a grant will run: dates, money in parts, what is asked before and after."""

    starts_on: dt.date
    ends_on: dt.date
    instalments: tuple[PlannedInstalment, ...]
    reports: tuple[PlannedReport, ...]
    conditions: tuple[PlannedCondition, ...] = ()
    shares: tuple[PlannedShare, ...] = ()


def signatures_needed(amount: int) -> int:
    """Two people of the group sign; one is enough up to £500."""
    return 1 if amount <= ONE_SIGNATURE_UP_TO else 2


def default_plan(amount: int, *, starts_on: dt.date, ends_on: dt.date, shares: Sequence[PlannedShare]) -> Plan:
    """One instalment at the start up to £5,000; above, half at the start and half after an interim report."""
    final = PlannedReport("final", ends_on + dt.timedelta(days=FINAL_REPORT_DAYS))
    if amount <= ONE_INSTALMENT_UP_TO:
        return Plan(starts_on, ends_on, (PlannedInstalment(amount, starts_on),), (final,), shares=tuple(shares))
    halfway = starts_on + (ends_on - starts_on) / 2
    first = amount - amount // 2
    return Plan(
        starts_on,
        ends_on,
        (PlannedInstalment(first, starts_on), PlannedInstalment(amount - first, halfway, after_report=1)),
        (PlannedReport("interim", halfway), final),
        shares=tuple(shares),
    )


def problems_of_plan(plan: Plan, amount: int) -> list[Blocker]:
    """Everything wrong with a plan for a grant of `amount` minor units."""
    found = []
    if plan.ends_on < plan.starts_on:
        found.append(Blocker("plan_dates", _("The end date is before the start date."), "ends_on"))
    if not 1 <= len(plan.instalments) <= MOST_INSTALMENTS:
        found.append(Blocker("plan_instalments", _("Plan between 1 and 12 instalments."), "instalments"))
    if any(part.amount <= 0 for part in plan.instalments):
        found.append(Blocker("plan_instalment_amount", _("Each instalment needs an amount."), "instalments"))
    if sum(part.amount for part in plan.instalments) != amount:
        found.append(Blocker("plan_sum", _("The instalments must add up to the grant."), "instalments"))
    if [part.due_on for part in plan.instalments] != sorted(part.due_on for part in plan.instalments):
        found.append(Blocker("plan_order", _("Put the instalments in order of their dates."), "instalments"))
    return found + _problems_of_reports(plan) + _problems_of_shares(plan, amount)


def _problems_of_reports(plan: Plan) -> list[Blocker]:
    found = []
    kinds = [report.kind for report in plan.reports]
    if kinds.count("final") != 1 or kinds[-1] != "final":
        found.append(Blocker("plan_final_report", _("Plan one final report, after all others."), "reports"))
    if any(part.after_report > len(plan.reports) for part in plan.instalments):
        found.append(Blocker("plan_gate", _("An instalment waits for a report that is not planned."), "instalments"))
    if any(
        part.after_report and kinds[part.after_report - 1 : part.after_report] == ["final"] for part in plan.instalments
    ):
        found.append(Blocker("plan_gate_final", _("No instalment may wait for the final report."), "instalments"))
    return found


def _problems_of_shares(plan: Plan, amount: int) -> list[Blocker]:
    if sum(share.amount for share in plan.shares) == amount and all(share.amount > 0 for share in plan.shares):
        return []
    return [Blocker("plan_shares", _("The sources must add up to the grant."), "sources")]


def plan_to_json(plan: Plan) -> dict[str, list[dict[str, object]]]:
    """The plan's lists as they are stored in OfferPlan columns; dates as ISO text."""

    def text(day: dt.date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "instalments": [
            {"amount": p.amount, "due_on": text(p.due_on), "after_report": p.after_report} for p in plan.instalments
        ],
        "reports": [{"kind": r.kind, "due_on": text(r.due_on)} for r in plan.reports],
        "conditions": [{"text": c.text, "due_on": text(c.due_on)} for c in plan.conditions],
        "sources": [{"source_id": s.source_id, "amount": s.amount} for s in plan.shares],
    }


def project_dates(
    asked_start: dt.date | None, asked_end: dt.date | None, *, today: dt.date, longest_months: int
) -> tuple[dt.date, dt.date]:
    """Start and end of a grant from what the group asked for: never before today, at most `longest_months`."""
    start = max(asked_start or today, today)
    latest = add_months(start, longest_months)
    end = min(asked_end, latest) if asked_end and asked_end >= start else latest
    return start, end


@dataclass(frozen=True)
class AwardFacts:
    """What guards need to know about an award, gathered by a query."""

    status: str
    is_agreement_complete: bool
    unmet_conditions: int
    has_verified_account: bool
    bank_details_held_outside: bool
    open_holds: int
    open_reports: int
    unpaid_instalments: int
    unsettled_payments: int = 0


def blockers_to_activate(facts: AwardFacts) -> list[Blocker]:
    """Written agreement, conditions met, a verified account or bank details held outside: none can be waived."""
    found = []
    if not facts.is_agreement_complete:
        found.append(Blocker("agreement_open", _("The agreement is not signed by everyone who must sign it.")))
    if facts.unmet_conditions:
        found.append(Blocker("conditions_open", _("Not every condition is met yet.")))
    if not (facts.has_verified_account or facts.bank_details_held_outside):
        found.append(Blocker("account_not_verified", _("The bank account is not verified yet.")))
    return found


def blockers_to_release_instalment(
    facts: AwardFacts, *, is_gate_open: bool, due_on: dt.date, today: dt.date
) -> list[Blocker]:
    """An active award, no hold, the gate open, the day come."""
    found = []
    if facts.status != "active":
        found.append(Blocker("award_not_active", _("The grant is not active.")))
    if facts.open_holds:
        found.append(Blocker("award_on_hold", _("Payments of this grant are on hold.")))
    if not is_gate_open:
        found.append(Blocker("gate_closed", _("This instalment waits for a report to be read and answered.")))
    if due_on > today:
        found.append(Blocker("not_due", _("This instalment is not due yet.")))
    return found


def blockers_to_close(facts: AwardFacts) -> list[Blocker]:
    """Every report read and answered or waived, every instalment paid or cancelled, no hold."""
    found = []
    if facts.open_reports:
        found.append(Blocker("reports_open", _("A report is still to be read and answered.")))
    if facts.unpaid_instalments:
        found.append(Blocker("instalments_open", _("An instalment is still to be paid or cancelled.")))
    if facts.unsettled_payments:
        found.append(Blocker("payments_open", _("A payment has not arrived yet.")))
    if facts.open_holds:
        found.append(Blocker("award_on_hold", _("Payments of this grant are on hold.")))
    return found


def blockers_to_pay_through_host(status: str, *, has_host: bool, has_signature: bool) -> list[Blocker]:
    """Who is paid stands in the agreement: it changes only before anybody has signed it."""
    if not has_host:
        return [Blocker("no_host", _("No other organisation has confirmed that it holds the money."))]
    if status != "offered":
        return [Blocker("offer_not_open", _("This offer is no longer open, so who is paid stays as it is."))]
    if has_signature:
        sentence = _("Somebody has signed already. Recall the offer first, or ask finance to hold the payments.")
        return [Blocker("already_signed", sentence)]
    return []


OVER = frozenset({"refused", "lapsed", "recalled", "closed", "terminated"})


def is_over(status: str) -> bool:
    """Whether nothing is owed on this grant any more, in either direction: a report still open is not late."""
    return status in OVER


OFFER_OVER = frozenset({"refused", "lapsed", "recalled"})


def told_offer_over(status: str) -> str:
    """What became of an offer that is no grant and will be none; empty for every other."""
    return told_award_status(status) if status in OFFER_OVER else ""


def told_award_status(status: str, *, all_reports_in: bool = False) -> str:
    """What the group reads about its grant."""
    words = {
        "offered": _("We would like to fund you: please answer"),
        "accepted": _("You accepted: we are getting the first payment ready"),
        "active": _("Running"),
        "suspended": _("Paused: we will talk with you"),
        "closed": _("Finished: thank you"),
        "terminated": _("Ended early"),
        "refused": _("You turned this offer down"),
        "lapsed": _("This offer has lapsed"),
        "recalled": _("We recalled this offer"),
    }
    return str(_("All reports are in: we are reading") if status == "active" and all_reports_in else words[status])
