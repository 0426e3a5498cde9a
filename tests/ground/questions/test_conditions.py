"""Which sections and questions the answers call for. No database."""

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.questions.rules import (
    FileSpec,
    FormSpec,
    SectionSpec,
    blockers_to_publish,
    clean_condition,
    condition_from_record,
    problems,
    section_state,
    shown,
    visible_questions,
)
from tests.factories.questions import make_question

ROW = {"id": "6f0e4f0c-0000-4000-8000-000000000001"}
AB = {"options": [{"code": "a", "label": "A"}, {"code": "b", "label": "B"}]}
COLUMNS = {
    "columns": [{"key": "cost", "type": "money", "label": "Cost"}],
    "amount_column": "cost",
}
PDF = FileSpec(id=1, name="rules.pdf", size=9, sha256="a" * 64)


def clause(key, test, value=None):
    return {"key": key, "test": test} | ({} if value is None else {"value": value})


def section(key, *questions, show_if=None):
    return SectionSpec(key, {"en-gb": key}, {}, questions, condition_from_record(show_if))


def form_with(*sections):
    return FormSpec(1, "A form", "application", sections=sections)


def is_shown(asked, test, value, answer, files=None):
    """Whether a question that waits for this clause is shown after this answer."""
    form = form_with(section("about", asked, make_question(key="then", show_if={"all": [clause("it", test, value)]})))
    return "then" in shown(form, {"it": answer} if answer is not None else {}, files or {}).questions


@pytest.mark.parametrize(
    ("type", "settings", "test", "value", "met", "unmet"),
    [
        ("yes_no", {}, "is", "yes", True, False),
        ("yes_no", {}, "is_not", "yes", False, True),
        ("choice", AB, "is", "a", "a", "b"),
        ("choice", AB, "is_not", "a", "b", "a"),
        ("choices", AB, "contains", "a", ["a", "b"], ["b"]),
        ("short_text", {}, "is", "Hall", "hall", "halls"),
        ("short_text", {}, "contains", "online", "Mostly Online", "In the hall"),
        ("long_text", {}, "contains", "zoom", "We use Zoom.", "We meet."),
        ("number", {}, "more_than", 500, 501, 500),
        ("number", {}, "less_than", 500, 499, 500),
        ("number", {}, "is", 0, 0, 1),
        ("money", {}, "more_than", 50_000, 50_001, 50_000),
        ("date", {}, "more_than", "2027-01-01", "2027-01-02", "2027-01-01"),
        ("date", {}, "less_than", "2027-01-01", "2026-12-31", "2027-01-01"),
        ("budget", {}, "more_than", 50_000, [ROW | {"item": "Bus", "cost": 50_001}], [ROW | {"item": "a", "cost": 1}]),
        ("table", COLUMNS, "more_than", 50_000, [ROW | {"cost": 50_001}], [ROW | {"cost": 50_000}]),
    ],
)
def test_clause_compares_answers_by_their_type(type, settings, test, value, met, unmet):
    asked = make_question(type, settings=settings)
    assert [is_shown(asked, test, value, answer) for answer in (met, unmet, None)] == [True, False, False]


@pytest.mark.parametrize("type", ["short_text", "declaration", "people", "address", "date_range", "indicators"])
def test_any_answer_can_be_asked_whether_it_is_there(type):
    given = {"declaration": True, "people": [{}], "address": {"line1": "1 Quay"}}.get(type, "x")
    asked = make_question(type)
    assert [
        is_shown(asked, test, None, answer) for test in ("answered", "not_answered") for answer in (given, None)
    ] == [
        True,
        False,
        False,
        True,
    ]


def test_files_count_as_an_answer():
    asked = make_question("file")
    assert is_shown(asked, "answered", None, None, {"it": [PDF]}) is True
    assert is_shown(asked, "answered", None, None) is False


@pytest.mark.parametrize(
    ("way", "answers", "expected"),
    [
        ("all", {"one": True, "two": True}, True),
        ("all", {"one": True, "two": False}, False),
        ("any", {"one": True, "two": False}, True),
        ("any", {"one": False, "two": False}, False),
    ],
)
def test_clauses_hold_all_together_or_any_of_them(way, answers, expected):
    show_if = {way: [clause("one", "is", "yes"), clause("two", "is", "yes")]}
    form = form_with(
        section("about", make_question("yes_no", key="one"), make_question("yes_no", key="two")),
        section("more", make_question(key="then", show_if=show_if)),
    )
    assert ("then" in shown(form, answers).questions) is expected


def test_hidden_question_counts_as_not_answered_down_the_chain():
    form = form_with(
        section(
            "about",
            make_question("yes_no", key="one"),
            make_question("yes_no", key="two", show_if={"all": [clause("one", "is", "yes")]}),
            make_question(key="three", show_if={"all": [clause("two", "is", "yes")]}),
            make_question(key="else", show_if={"all": [clause("two", "not_answered")]}),
        )
    )
    kept = {"one": False, "two": True, "three": "Old"}
    assert shown(form, kept).questions == {"one", "else"}
    assert shown(form, kept | {"one": True}).questions == {"one", "two", "three"}


def test_section_is_for_some_kinds_of_group_only():
    form = form_with(
        section("about", make_question("choice", key="kind", settings=AB)),
        section("only_a", make_question(key="a_more"), show_if={"all": [clause("kind", "is", "a")]}),
    )
    assert [question.key for question in visible_questions(form, {"kind": "b"})] == ["kind"]
    assert [problem.field for problem in problems(form, {"kind": "b"}, {})] == []
    assert [problem.field for problem in problems(form, {"kind": "a"}, {})] == ["a_more"]
    states = [section_state(form.sections[1], form, {"kind": kind}, {}) for kind in ("a", "b")]
    assert states == ["not_started", "hidden"]


def test_words_to_read_ask_nothing():
    form = form_with(section("about", make_question("note", key="hint"), make_question(key="name")))
    assert [problem.field for problem in problems(form, {}, {})] == ["name"]
    assert section_state(form.sections[0], form, {"name": "Larks"}, {}) == "completed"


@pytest.mark.parametrize(
    "given",
    [
        {"key": "host", "is": "yes"},
        {"all": [{"key": "host", "test": "sounds_like", "value": "x"}]},
        {"all": [{"key": "host", "test": "is"}]},
        {"all": [{"test": "answered"}]},
        {"all": [], "any": []},
        {"all": "host"},
    ],
)
def test_other_shapes_of_condition_are_refused(given):
    with pytest.raises(Refusal) as caught:
        clean_condition(given)
    assert [blocker.code for blocker in caught.value.blockers] == ["condition_shape"]


@pytest.mark.parametrize(
    ("type", "given", "code"),
    [
        ("yes_no", clause("later", "is", "yes"), "condition_without_question"),
        ("yes_no", clause("it", "more_than", 3), "condition_without_question"),
        ("choice", clause("it", "is", "c"), "condition_without_answer"),
        ("number", clause("it", "more_than", "3"), "condition_value"),
        ("date", clause("it", "more_than", 3), "condition_value"),
    ],
)
def test_condition_that_fits_no_earlier_answer_is_not_published(type, given, code):
    asked = make_question(type, settings=AB if type == "choice" else {})
    waits = make_question(key="then", show_if={"all": [given]})
    form = form_with(section("about", asked, waits, make_question("yes_no", key="later")))
    assert [(blocker.code, blocker.field) for blocker in blockers_to_publish(form)] == [(code, "then")]


def test_condition_of_a_section_is_checked_too():
    form = form_with(section("about", make_question(), show_if={"all": [clause("it", "answered")]}))
    assert [(b.code, b.field) for b in blockers_to_publish(form)] == [("condition_without_question", "about")]
