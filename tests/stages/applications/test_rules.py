"""The ask's rules, without a database."""

import datetime as dt

import pytest

from grants.ground.kit.errors import Blocker
from grants.stages.applications import rules
from grants.stages.applications.models import ApplicationStatus
from grants.stages.applications.rules import FactsRow, Told, facts_from_snapshot, told_status

NOW = dt.datetime(2026, 9, 7, 10, 0, tzinfo=dt.UTC)


def codes(blockers):
    return [blocker.code for blocker in blockers]


def snapshot(**by_meaning):
    answers = [
        {"key": f"q-{meaning}", "type": "short_text", "label": meaning, "meaning": meaning, "value": value, "files": []}
        | {"amount": sum(row["cost"] for row in value) if meaning == "budget" else None}
        for meaning, value in by_meaning.items()
    ]
    return {"sections": [{"key": "all", "title": "All", "answers": answers}]}


# Lifecycle and what the group is told


def test_the_lifecycle_knows_every_status():
    assert rules.LIFECYCLE.statuses == set(ApplicationStatus.values)


def test_every_status_has_words_for_the_group():
    assert set(rules.TOLD) == set(ApplicationStatus.values)


@pytest.mark.parametrize("status", ["submitted", "eligible", "in_review", "recommended", "decided"])
def test_before_release_every_inner_state_says_being_judged(status):
    assert told_status(status) == Told.BEING_JUDGED


def test_what_is_told_after_release_differs():
    told = [told_status(status) for status in ("offered", "reserved", "declined", "ineligible", "lapsed", "withdrawn")]
    assert told == [
        Told.OFFERED, Told.RESERVED, Told.DECLINED, Told.NOT_ELIGIBLE, Told.LAPSED, Told.WITHDRAWN,
    ]  # fmt: skip


def test_nobody_reads_that_they_were_rejected():
    assert [label for label in Told.labels if "reject" in label.lower() or "dismiss" in label.lower()] == []


# Starting, sending, taking back, withdrawing


def test_start_needs_a_call_that_takes_new_applications():
    assert codes(rules.blockers_to_start(accepts_new=True)) == []
    assert codes(rules.blockers_to_start(accepts_new=False)) == ["call_not_open"]


def test_submit_tells_all_reasons_at_once():
    missing = Blocker("answer_missing", "Tell us the name.", "name")
    found = rules.blockers_to_submit(accepts=False, problems=[missing], is_declared=False)
    assert codes(found) == ["call_closed", "answer_missing", "not_declared"]
    assert [blocker.field for blocker in found] == ["", "name", "declared"]


def test_submit_has_no_blockers_when_all_is_said():
    assert rules.blockers_to_submit(accepts=True, problems=[], is_declared=True) == []


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(4_999, ["amount_outside_limits"]), (5_000, []), (50_000, []), (50_001, ["amount_outside_limits"])],
)
def test_the_amount_stays_within_the_limits_of_the_call(amount, expected):
    found = rules.amount_problems(amount, smallest=5_000, largest=50_000, currency="GBP", field="budget")
    assert codes(found) == expected


def test_the_amount_is_never_nothing():
    assert codes(rules.amount_problems(0, smallest=0, largest=50_000, currency="GBP", field="budget")) == [
        "amount_outside_limits"
    ]


def test_the_sentence_about_the_amount_names_the_limits_at_the_question():
    [blocker] = rules.amount_problems(1, smallest=5_000, largest=50_000, currency="GBP", field="budget")
    assert str(blocker.sentence) == "This call gives between £50 and £500. Change the amount you ask for."
    assert blocker.field == "budget"


@pytest.mark.parametrize(
    ("status", "is_open", "has_other_draft", "expected"),
    [
        ("submitted", True, False, []),
        ("submitted", False, False, ["call_closed"]),
        ("submitted", True, True, ["other_draft"]),
        ("eligible", True, False, ["application_is_eligible"]),
        ("withdrawn", True, False, ["application_is_withdrawn"]),
    ],
)
def test_taking_back(status, is_open, has_other_draft, expected):
    found = rules.blockers_to_take_back(status=status, is_open=is_open, has_other_draft=has_other_draft)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("draft", []),
        ("submitted", []),
        ("in_review", []),
        ("recommended", []),
        ("decided", ["cannot_withdraw"]),
        ("offered", ["cannot_withdraw"]),
    ],
)
def test_withdrawing_until_a_decision(status, expected):
    assert codes(rules.blockers_to_withdraw(status=status)) == expected


def test_a_message_needs_words_and_not_too_many():
    assert codes(rules.blockers_to_message("")) == ["message_empty"]
    assert codes(rules.blockers_to_message("x" * 5_000)) == []
    assert codes(rules.blockers_to_message("x" * 5_001)) == ["message_too_long"]


# Dates


def test_a_draft_of_a_rolling_call_lapses_after_six_idle_months():
    assert rules.lapses_before(NOW) == dt.datetime(2026, 3, 7, 10, 0, tzinfo=dt.UTC)


def test_six_months_before_the_end_of_august_is_the_end_of_february():
    august = dt.datetime(2028, 8, 31, 10, 0, tzinfo=dt.UTC)
    assert rules.lapses_before(august) == dt.datetime(2028, 2, 29, 10, 0, tzinfo=dt.UTC)


def test_the_promised_day_is_the_calls_own_date():
    day = dt.date(2026, 12, 4)
    assert rules.promised_on(decision_by=day, working_days=10, sent_on=NOW.date(), holidays=()) == day


def test_the_promised_day_counts_working_days_from_sending():
    sent, holiday = dt.date(2026, 12, 18), dt.date(2026, 12, 25)
    found = rules.promised_on(decision_by=None, working_days=10, sent_on=sent, holidays={holiday})
    assert found == dt.date(2027, 1, 4)


def test_nothing_is_promised_where_the_call_says_nothing():
    assert rules.promised_on(decision_by=None, working_days=None, sent_on=NOW.date(), holidays=()) is None


# Facts


def test_facts_are_read_by_meaning():
    content = snapshot(
        project_title="Quiet Hour",
        public_summary="A calm hour after school.",
        amount_requested=45_000,
        smallest_amount=30_000,
        start="2026-10-01",
        end="2027-03-31",
        districts=["harbour"],
        populations=["P05"],
        activities=["A11"],
        outcomes=["O07"],
        contacts=[
            {"id": "1", "name": "Ana", "email": "ana@example.org", "phone": ""},
            {"id": "2", "name": "Bo", "email": "", "phone": "0161 496 0000"},
        ],
        excluded_reviewers="Jo March\n\n Sam Lee ",
        host="own_account",
        safeguarding="with_family",
    )
    assert facts_from_snapshot(content) == FactsRow(
        title="Quiet Hour",
        public_summary="A calm hour after school.",
        requested_amount=45_000,
        smallest_amount=30_000,
        starts_on=dt.date(2026, 10, 1),
        ends_on=dt.date(2027, 3, 31),
        districts=("harbour",),
        populations=("P05",),
        activities=("A11",),
        outcomes=("O07",),
        contact_emails=("ana@example.org",),
        contact_phones=("0161 496 0000",),
        excluded_reviewers=("Jo March", "Sam Lee"),
        host_choice="own_account",
        safeguarding_choice="with_family",
    )


def test_facts_of_a_form_without_an_amount_take_the_budgets_total():
    rows = [{"id": "1", "item": "Hall", "cost": 30_000}, {"id": "2", "item": "Tea", "cost": 1_550}]
    assert facts_from_snapshot(snapshot(budget=rows)).requested_amount == 31_550


def test_facts_of_a_form_without_a_title_take_the_groups_name():
    assert facts_from_snapshot(snapshot(group_name="Quiet Hour")).title == "Quiet Hour"


def test_facts_of_an_empty_snapshot_are_empty():
    assert facts_from_snapshot(snapshot(start=None, contacts=None, districts=None)) == FactsRow()


def test_a_long_title_fits_its_column():
    assert len(facts_from_snapshot(snapshot(project_title="é" * 400)).title) == 160


def test_the_amounts_question_is_found_by_the_first_meaning_that_is_there():
    assert rules.key_by_meaning(snapshot(budget=[]), "amount_requested", "budget") == "q-budget"
    assert rules.key_by_meaning(snapshot(host=""), "amount_requested", "budget") == ""
