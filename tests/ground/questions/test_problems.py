"""What stands in the way of sending, what is shown, what the task list says. No database."""

import pytest

from grants.ground.questions.rules import (
    FileSpec,
    FormSpec,
    SectionSpec,
    is_writable,
    limit_problems,
    problems,
    section_state,
    visible_questions,
)
from tests.factories.questions import make_question

ROW = {"id": "6f0e4f0c-0000-4000-8000-000000000001"}
PDF = FileSpec(id=1, name="rules.pdf", size=9, sha256="a" * 64)
AMINA = ROW | {"name": "Amina", "email": "amina@example.org", "phone": ""}
TOM = ROW | {"name": "Tom", "email": "", "phone": "0161 496 0002"}


def form_with(*questions, **sections):
    asked = {"about": questions} | sections
    return FormSpec(
        1, "A form", "application", sections=tuple(SectionSpec(k, {"en": k}, {}, q) for k, q in asked.items())
    )


def sentences(type, value, **settings):
    return [str(b.sentence) for b in limit_problems(make_question(type, settings=settings), value, "GBP")]


@pytest.mark.parametrize(
    ("type", "settings", "value", "expected"),
    [
        ("long_text", {"most": 3}, "one two three", []),
        ("long_text", {"most": 3}, "a b c d", ["Your answer is 1 word too long. Shorten it to 3 words or fewer."]),
        ("long_text", {"most": 2}, "a b c d", ["Your answer is 2 words too long. Shorten it to 2 words or fewer."]),
        ("long_text", {"least": 3}, "one two", ["Write at least 3 words. You have written 2."]),
        ("short_text", {"most": 4}, "Larks", ["Shorten this to 4 characters or fewer. It has 5."]),
        ("number", {}, -1, ["Enter 0 or more."]),
        ("number", {"most": 5}, 6, ["Enter 5 or less."]),
        ("money", {"least": 5000}, 4999, ["Enter £50 or more."]),
        ("money", {"most": 50000}, 50001, ["Enter £500 or less."]),
        ("date", {"earliest": "2026-10-01"}, "2026-09-30", ["Enter a date on or after Thursday 1 October 2026."]),
        ("date", {"latest": "2026-10-01"}, "2026-10-02", ["Enter a date on or before Thursday 1 October 2026."]),
        ("terms", {"most": 1}, ["P01", "P02"], ["Choose 1 at most. You have 2."]),
        ("choices", {"most": 2}, ["a", "b", "c"], ["Choose up to 2. You have 3."]),
        ("choices", {"least": 2}, ["a"], ["Choose at least 2."]),
        ("file", {"most": 1}, [PDF, PDF], ["Keep 1 file and remove the rest."]),
        ("budget", {"most": 1}, [ROW | {"item": "a", "cost": 1}] * 2, ["Use 1 row at most."]),
        (
            "budget",
            {"least_total": 5000, "most_total": 50000},
            [ROW | {"item": "Tea", "cost": 4000}],
            ["Your costs add up to £40. Ask for £50 or more."],
        ),
        (
            "budget",
            {"least_total": 5000, "most_total": 50000},
            [ROW | {"item": "Bus", "cost": 50001}],
            ["Your costs add up to £500.01. Ask for £500 or less."],
        ),
        ("people", {}, [AMINA, TOM], []),
        ("people", {}, [AMINA], ["Tell us a second person we can talk to."]),
        ("people", {}, [AMINA, TOM | {"phone": ""}], ["Person 2: enter an email or a phone number."]),
        ("people", {}, [AMINA | {"name": ""}, TOM], ["Person 1: enter a name."]),
    ],
)
def test_limit_is_told_in_one_sentence(type, settings, value, expected):
    assert sentences(type, value, **settings) == expected


@pytest.mark.parametrize(
    "second",
    [
        AMINA,
        AMINA | {"name": "Tom", "email": "AMINA@example.org"},
        {**ROW, "name": "amina", "email": "", "phone": "0161 496 0009"},
    ],
)
def test_same_contact_twice_is_told_with_an_example(second):
    assert sentences("people", [AMINA, second]) == [
        "Give two different people. Each needs their own email or phone: "
        "for example Amina on 0161 496 0001 and Tom on tom@example.org."
    ]


def test_required_answers_are_missing_until_given_and_optional_ones_never():
    form = form_with(
        make_question(key="name"), make_question(key="more", is_required=False), make_question("file", key="rules")
    )
    assert [(p.code, p.field) for p in problems(form, {}, {})] == [
        ("answer_missing", "name"),
        ("answer_missing", "rules"),
    ]
    assert problems(form, {"name": "Larks"}, {"rules": [PDF]}) == []


def test_no_to_a_yes_or_no_question_is_an_answer():
    assert problems(form_with(make_question("yes_no", key="asked")), {"asked": False}, {}) == []


def test_hidden_question_is_not_asked_and_its_old_answer_does_not_count():
    form = form_with(
        make_question("yes_no", key="host"),
        make_question(
            key="host_name", show_if={"all": [{"key": "host", "test": "is", "value": "yes"}]}, settings={"most": 3}
        ),
    )
    kept = {"host": False, "host_name": "Larkfield Trust"}
    assert [q.key for q in visible_questions(form, kept)] == ["host"]
    assert problems(form, kept, {}) == []
    assert [p.field for p in problems(form, kept | {"host": True}, {})] == ["host_name"]


def test_condition_is_met_when_several_choices_contain_it():
    form = form_with(
        make_question("choices", key="what", settings={"options": [{"code": "a"}, {"code": "b"}]}),
        make_question(key="b_more", show_if={"all": [{"key": "what", "test": "contains", "value": "b"}]}),
    )
    assert [q.key for q in visible_questions(form, {"what": ["a", "b"]})] == ["what", "b_more"]


def test_end_before_start_is_told_at_the_end():
    form = form_with(make_question("date", key="from", meaning="start"), make_question("date", key="to", meaning="end"))
    wrong = problems(form, {"from": "2027-01-02", "to": "2027-01-01"}, {})
    assert [(p.code, p.field) for p in wrong] == [("ends_before_start", "to")]
    assert problems(form, {"from": "2027-01-02", "to": "2027-01-02"}, {}) == []


def test_smallest_amount_may_not_be_above_the_budget():
    form = form_with(
        make_question("budget", key="costs", meaning="budget"),
        make_question("money", key="least", meaning="smallest_amount"),
    )
    values = {"costs": [ROW | {"item": "Tea", "cost": 5000}], "least": 5001}
    assert [(p.code, p.field) for p in problems(form, values, {})] == [("smallest_above_asked", "least")]


def test_budget_gives_the_amount_asked_for():
    assert form_with(make_question("budget", meaning="budget")).meanings == {"budget", "amount_requested"}


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "not_started"),
        ({"a": "x"}, "in_progress"),
        ({"a": "x", "b": "too long"}, "in_progress"),
        ({"a": "x", "b": "ok"}, "completed"),
    ],
)
def test_task_list_says_how_far_a_section_is(values, state):
    form = form_with(make_question(key="a"), make_question(key="b", settings={"most": 3}))
    assert section_state(form.sections[0], form, values, {}) == state


def test_optional_section_is_not_started_until_something_is_given():
    form = form_with(make_question(key="a", is_required=False))
    assert section_state(form.sections[0], form, {}, {}) == "not_started"
    assert section_state(form.sections[0], form, {"a": "x"}, {}) == "completed"


def test_sheet_takes_all_some_or_no_answers():
    assert [is_writable(how, ["a"], "a") for how in ("all", "keys", "none")] == [True, True, False]
    assert [is_writable(how, ["a"], "b") for how in ("all", "keys", "none")] == [True, False, False]
