"""The plan of an offer, and what stands in the way of each step. No database."""

import datetime as dt
from dataclasses import replace

import pytest

from grants.stages.awards.rules import (
    AWARD,
    AwardFacts,
    Plan,
    PlannedInstalment,
    PlannedReport,
    PlannedShare,
    blockers_to_activate,
    blockers_to_close,
    blockers_to_release_instalment,
    default_plan,
    is_over,
    problems_of_plan,
    project_dates,
    signatures_needed,
    told_award_status,
)

START, MIDDLE, END = dt.date(2026, 10, 1), dt.date(2027, 1, 1), dt.date(2027, 4, 2)
FINAL = PlannedReport("final", dt.date(2027, 5, 2))
INTERIM = PlannedReport("interim", MIDDLE)
PLAN = Plan(START, END, (PlannedInstalment(100_000, START),), (FINAL,), shares=(PlannedShare(1, 100_000),))
FACTS = AwardFacts(
    status="active",
    is_agreement_complete=True,
    unmet_conditions=0,
    has_verified_account=True,
    bank_details_held_outside=False,
    open_holds=0,
    open_reports=0,
    unpaid_instalments=0,
)


def codes(blockers):
    return [blocker.code for blocker in blockers]


def test_a_small_grant_is_paid_at_once_and_asks_for_one_report():
    plan = default_plan(100_000, starts_on=START, ends_on=END, shares=[PlannedShare(1, 100_000)])
    assert plan == PLAN


def test_a_larger_grant_is_paid_in_halves_and_the_odd_penny_comes_first():
    plan = default_plan(500_001, starts_on=START, ends_on=END, shares=[])
    assert plan.instalments == (
        PlannedInstalment(250_001, START),
        PlannedInstalment(250_000, dt.date(2026, 12, 31), after_report=1),
    )
    assert [report.kind for report in plan.reports] == ["interim", "final"]


@pytest.mark.parametrize("amount", [1, 999, 100_000, 500_000, 500_001, 1_234_567])
def test_the_default_plan_has_no_problems(amount):
    plan = default_plan(amount, starts_on=START, ends_on=END, shares=[PlannedShare(1, amount)])
    assert problems_of_plan(plan, amount) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ends_on": dt.date(2026, 9, 30)}, ["plan_dates"]),
        ({"instalments": ()}, ["plan_instalments", "plan_sum"]),
        ({"instalments": (PlannedInstalment(99_999, START),)}, ["plan_sum"]),
        (
            {"instalments": (PlannedInstalment(100_001, START), PlannedInstalment(-1, MIDDLE))},
            ["plan_instalment_amount"],
        ),
        ({"instalments": (PlannedInstalment(60_000, MIDDLE), PlannedInstalment(40_000, START))}, ["plan_order"]),
        ({"instalments": (PlannedInstalment(100_000, START, after_report=1),)}, ["plan_gate_final"]),
        ({"instalments": (PlannedInstalment(100_000, START, after_report=2),)}, ["plan_gate"]),
        ({"reports": (INTERIM,)}, ["plan_final_report"]),
        ({"reports": ()}, ["plan_final_report"]),
        ({"reports": (FINAL, INTERIM)}, ["plan_final_report"]),
        ({"shares": ()}, ["plan_shares"]),
        ({"shares": (PlannedShare(1, 60_000), PlannedShare(2, 30_000))}, ["plan_shares"]),
        ({"shares": (PlannedShare(1, 100_001), PlannedShare(2, -1))}, ["plan_shares"]),
    ],
)
def test_problems_of_a_plan(changes, expected):
    assert codes(problems_of_plan(replace(PLAN, **changes), 100_000)) == expected


def test_thirteen_instalments_are_too_many():
    parts = tuple(PlannedInstalment(10, START) for _ in range(13))
    plan = replace(PLAN, instalments=parts, shares=(PlannedShare(1, 130),))
    assert codes(problems_of_plan(plan, 130)) == ["plan_instalments"]


@pytest.mark.parametrize(("amount", "needed"), [(1, 1), (50_000, 1), (50_001, 2), (900_000, 2)])
def test_two_people_sign_above_five_hundred_pounds(amount, needed):
    assert signatures_needed(amount) == needed


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((None, None), (START, dt.date(2027, 10, 1))),
        ((dt.date(2026, 9, 1), END), (START, END)),
        ((MIDDLE, dt.date(2030, 1, 1)), (MIDDLE, dt.date(2028, 1, 1))),
        ((MIDDLE, START), (MIDDLE, dt.date(2028, 1, 1))),
    ],
)
def test_a_grant_runs_as_asked_and_never_from_the_past_or_for_too_long(asked, expected):
    assert project_dates(*asked, today=START, longest_months=12) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"is_agreement_complete": False}, ["agreement_open"]),
        ({"unmet_conditions": 1}, ["conditions_open"]),
        ({"has_verified_account": False}, ["account_not_verified"]),
        ({"has_verified_account": False, "bank_details_held_outside": True}, []),
        ({"is_agreement_complete": False, "unmet_conditions": 2}, ["agreement_open", "conditions_open"]),
    ],
)
def test_what_keeps_a_grant_from_starting(changes, expected):
    assert codes(blockers_to_activate(replace(FACTS, **changes))) == expected


@pytest.mark.parametrize(
    ("changes", "is_gate_open", "due_on", "expected"),
    [
        ({}, True, START, []),
        ({"status": "suspended"}, True, START, ["award_not_active"]),
        ({"open_holds": 1}, True, START, ["award_on_hold"]),
        ({}, False, START, ["gate_closed"]),
        ({}, True, MIDDLE, ["not_due"]),
        ({"status": "accepted", "open_holds": 1}, False, MIDDLE,
         ["award_not_active", "award_on_hold", "gate_closed", "not_due"]),
    ],
)  # fmt: skip
def test_what_keeps_an_instalment_from_being_paid(changes, is_gate_open, due_on, expected):
    found = blockers_to_release_instalment(
        replace(FACTS, **changes), is_gate_open=is_gate_open, due_on=due_on, today=START
    )
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"open_reports": 1}, ["reports_open"]),
        ({"unpaid_instalments": 1}, ["instalments_open"]),
        ({"unsettled_payments": 1}, ["payments_open"]),
        ({"open_holds": 1}, ["award_on_hold"]),
    ],
)
def test_what_keeps_a_grant_from_being_closed(changes, expected):
    assert codes(blockers_to_close(replace(FACTS, **changes))) == expected


@pytest.mark.parametrize(
    ("status", "all_reports_in", "words"),
    [
        ("offered", False, "We would like to fund you: please answer"),
        ("active", False, "Running"),
        ("active", True, "All reports are in: we are reading"),
        ("closed", True, "Finished: thank you"),
        ("lapsed", False, "This offer has lapsed"),
    ],
)
def test_what_the_group_reads_about_its_grant(status, all_reports_in, words):
    assert told_award_status(status, all_reports_in=all_reports_in) == words


def test_a_grant_is_over_when_its_offer_ended_or_it_ran_its_course():
    assert [status for status in sorted(AWARD.statuses) if is_over(status)] == [
        "closed",
        "lapsed",
        "recalled",
        "refused",
        "terminated",
    ]
