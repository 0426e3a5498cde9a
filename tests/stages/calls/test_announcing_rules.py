"""What a call still needs, and what should make its officer think: one sentence each, at its field."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from grants.stages.calls.rules import (
    AnchorSpec,
    CallPlan,
    CriterionSpec,
    FormChoice,
    RubricSpec,
    blockers_to_announce,
    readiness,
    rubric_problems,
    warnings_to_announce,
)

NOW = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)
ALL_MEANINGS = frozenset({"project_title", "amount_requested", "contacts"})


def criterion(title="Can be done", weight=100, levels=range(5)):
    anchors = tuple(AnchorSpec(level, {"en-gb": "Enough"}, {"en-gb": f"Words {level}"}) for level in levels)
    return CriterionSpec(1, "done", {"en-gb": title}, {"en-gb": ""}, weight, False, anchors)


def rubric(*criteria):
    return RubricSpec(1, "Small grants", 4, 50, False, criteria)


READY = CallPlan(
    is_timed=True,
    is_rehearsal=False,
    has_summary=True,
    opens_at=NOW + timedelta(days=1),
    closes_at=datetime(2026, 12, 4, 17, 0, tzinfo=UTC),
    decision_by=date(2027, 1, 29),
    decision_working_days=None,
    smallest_amount=30_000,
    largest_amount=200_000,
    budget_amount=1_000_000,
    fund_name="Community Wellbeing Fund",
    fund_available=1_000_000,
    promised_elsewhere=0,
    restricted_to=frozenset(),
    form=FormChoice("Small grant", 1, ALL_MEANINGS),
    quiz=None,
    report_form=FormChoice("Small report", 2),
    rubric=rubric(criterion()),
    currency="GBP",
    zone="Europe/London",
    holidays=frozenset({date(2026, 12, 25)}),
)
ROLLING = replace(READY, is_timed=False, closes_at=None, decision_by=None, decision_working_days=10)


def told(blockers):
    return [(b.code, b.field, str(b.sentence)) for b in blockers]


@pytest.mark.parametrize("plan", [READY, ROLLING])
def test_complete_plan_has_nothing_against_it(plan):
    assert (blockers_to_announce(plan, now=NOW), warnings_to_announce(plan, now=NOW)) == ([], [])
    assert [(part.code, part.is_ready, part.warnings) for part in readiness(plan, now=NOW)] == [
        (code, True, ()) for code in ("words", "money", "dates", "form", "quiz", "report_form", "rubric")
    ]


BLOCKED = [
    ({"has_summary": False}, "summary_missing", "summary", "Say in a sentence or two what the call is for."),
    (
        {"largest_amount": 0, "smallest_amount": 0},
        "largest_missing",
        "largest_amount",
        "Say how much a group may ask for.",
    ),
    (
        {"budget_amount": 199_999},
        "budget_too_small",
        "budget_amount",
        "The budget of the call is smaller than its largest grant.",
    ),
    (
        {"fund_available": 999_999},
        "fund_short",
        "budget_amount",
        "Community Wellbeing Fund has £9,999.99 left in this year; this call needs £10,000.",
    ),
    ({"closes_at": None}, "closing_missing", "closes_at", "Say when the call closes."),
    (
        {"opens_at": NOW - timedelta(days=9), "closes_at": NOW},
        "closing_past",
        "closes_at",
        "The closing date is over, or before the opening date.",
    ),
    ({"decision_by": None}, "decision_missing", "decision_by", "Say by when groups hear from you."),
    (
        {"decision_by": date(2026, 12, 4)},
        "decision_before_closing",
        "decision_by",
        "The decision date must come after the closing date.",
    ),
    ({"form": None}, "form_missing", "form", "Choose the form that groups fill in."),
    (
        {"form": FormChoice("Small grant", None)},
        "form_unpublished",
        "form",
        "Publish the form “Small grant” first.",
    ),
    (
        {"quiz": FormChoice("Can you apply?", None)},
        "quiz_unpublished",
        "quiz",
        "Publish the form “Can you apply?” first.",
    ),
    ({"report_form": None}, "report_form_missing", "report_form", "Choose the form for reports."),
    (
        {"form": FormChoice("Small grant", 1, ALL_MEANINGS - {"project_title"})},
        "form_lacks_meaning",
        "form",
        "The form “Small grant” does not ask what the project or the group is called.",
    ),
    (
        {"form": FormChoice("Small grant", 1, ALL_MEANINGS - {"amount_requested"})},
        "form_lacks_meaning",
        "form",
        "The form “Small grant” does not ask how much money is needed.",
    ),
    (
        {"form": FormChoice("Small grant", 1, ALL_MEANINGS - {"contacts"})},
        "form_lacks_meaning",
        "form",
        "The form “Small grant” does not ask whom to contact.",
    ),
    ({"rubric": None}, "rubric_missing", "rubric", "Choose the rubric by which you judge."),
]


@pytest.mark.parametrize(("changes", "code", "field", "sentence"), BLOCKED)
def test_each_gap_is_told_at_its_field(changes, code, field, sentence):
    plan = replace(READY, **changes)
    assert told(blockers_to_announce(plan, now=NOW)) == [(code, field, sentence)]
    assert [part.code for part in readiness(plan, now=NOW) if not part.is_ready] != []


def test_rolling_call_needs_its_promise_in_working_days():
    assert told(blockers_to_announce(replace(ROLLING, decision_working_days=None), now=NOW)) == [
        (
            "decision_days_missing",
            "decision_working_days",
            "Say within how many working days groups hear from you.",
        )
    ]


def test_budget_table_or_group_name_will_do_for_amount_and_title():
    form = FormChoice("Doorstep", 1, frozenset({"group_name", "budget", "contacts"}))
    assert blockers_to_announce(replace(READY, form=form), now=NOW) == []


def test_rehearsal_needs_no_money():
    assert blockers_to_announce(replace(READY, is_rehearsal=True, fund_available=0), now=NOW) == []


def test_all_gaps_are_told_at_once():
    plan = replace(READY, has_summary=False, form=None, report_form=None, rubric=None, fund_available=0)
    assert [b.code for b in blockers_to_announce(plan, now=NOW)] == [
        "summary_missing",
        "fund_short",
        "form_missing",
        "report_form_missing",
        "rubric_missing",
    ]


WARNED = [
    (
        {"closes_at": datetime(2026, 12, 4, 0, 0, tzinfo=UTC)},
        "closes_at_midnight",
        "The call closes at midnight. Many people read the wrong day; 5 pm is clearer.",
    ),
    (
        {"closes_at": datetime(2026, 12, 5, 17, 0, tzinfo=UTC)},
        "closes_on_day_off",
        "The call closes on Saturday 5 December 2026, when nobody can help. Choose a working day.",
    ),
    (
        {"closes_at": datetime(2026, 12, 25, 17, 0, tzinfo=UTC)},
        "closes_on_day_off",
        "The call closes on Friday 25 December 2026, when nobody can help. Choose a working day.",
    ),
    (
        {"closes_at": datetime(2026, 9, 21, 16, 0, tzinfo=UTC), "opens_at": datetime(2026, 9, 9, 8, 0, tzinfo=UTC)},
        "open_too_briefly",
        "The call is open for less than two weeks. Groups that meet once a month will miss it.",
    ),
    (
        {"promised_elsewhere": 1},
        "fund_promised_twice",
        "Together with other open calls, more is promised from Community Wellbeing Fund than the £10,000 that it has left.",
    ),
    (
        {"restricted_to": frozenset({"districts"})},
        "restriction_not_asked",
        "Some of the fund's money is only for certain places, and the form does not ask where.",
    ),
]


@pytest.mark.parametrize(("changes", "code", "sentence"), WARNED)
def test_each_warning_says_what_may_go_wrong(changes, code, sentence):
    assert [(b.code, str(b.sentence)) for b in warnings_to_announce(replace(READY, **changes), now=NOW)] == [
        (code, sentence)
    ]


def test_restriction_that_the_form_asks_for_is_no_worry():
    form = FormChoice("Small grant", 1, ALL_MEANINGS | {"districts"})
    assert warnings_to_announce(replace(READY, restricted_to=frozenset({"districts"}), form=form), now=NOW) == []


def test_rubric_is_complete_when_weights_make_100_and_every_level_has_words():
    assert rubric_problems(rubric(criterion("A", 60), criterion("B", 40))) == []
    assert told(rubric_problems(rubric())) == [("rubric_empty", "rubric", "The rubric has no criteria yet.")]
    assert told(rubric_problems(rubric(criterion("A", 60), criterion("B", 39, levels=[0, 2, 3])))) == [
        ("rubric_weights", "rubric", "The weights of the rubric add up to 99. They must add up to 100."),
        ("rubric_anchors", "rubric", "“B” has no words for level 1, 4."),
    ]
