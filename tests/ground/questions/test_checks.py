"""Checks across questions: two sides that must agree, in whole numbers. No database."""

import datetime as dt
from dataclasses import replace

import pytest

from grants.ground.questions.rules import (
    FormSpec,
    Remark,
    SectionSpec,
    blockers_to_publish,
    check_from_record,
    check_in_words,
    form_digest,
    problems,
    remarks,
    routes,
)
from tests.factories.questions import make_question

ROW = {"id": "6f0e4f0c-0000-4000-8000-000000000001"}
MONEY = [{"key": key, "type": "money", "label": key.capitalize()} for key in ("cost", "ours", "theirs")]
TABLE = make_question("table", key="budget", settings={"columns": MONEY}, is_required=False)
ASKED = make_question("money", key="asked", is_required=False)
START = make_question("date", key="start", is_required=False)
COUNT = make_question("number", key="count", is_required=False)
SENTENCE = {"en-gb": "Put this right."}


def check(left, op, right, at="asked", **fields):
    return check_from_record(
        {"id": "c1", "left": left, "op": op, "right": right, "sentence": SENTENCE, "at": at} | fields
    )


def form_with(*checks, questions=(TABLE, ASKED, START, COUNT)):
    return FormSpec(
        1, "A form", "application", sections=(SectionSpec("all", {"en-gb": "All"}, {}, questions),), checks=checks
    )


def told(check, values, **form):
    return [
        (problem.code, problem.field, problem.sentence) for problem in problems(form_with(check, **form), values, {})
    ]


def row(**cells):
    return ROW | dict.fromkeys(("cost", "ours", "theirs")) | cells


BROKEN = [("answers_disagree", "asked", "Put this right.")]
ASKED_ABOVE = check({"answer": "asked"}, "<=", {"constant": 1_500_000})
OURS, THEIRS, COST = ({"column": key, "of": "budget"} for key in ("ours", "theirs", "cost"))


@pytest.mark.parametrize(
    ("op", "equal", "above", "below"),
    [
        ("<=", [], BROKEN, []),
        ("<", BROKEN, BROKEN, []),
        ("=", [], BROKEN, BROKEN),
        (">=", [], [], BROKEN),
        (">", BROKEN, [], BROKEN),
    ],
)
def test_sides_are_compared_exactly(op, equal, above, below):
    limit = check({"answer": "asked"}, op, {"constant": 1_500_000})
    assert [told(limit, {"asked": amount}) for amount in (1_500_000, 1_500_001, 1_499_999)] == [equal, above, below]


def test_columns_are_added_up():
    agree = check(COST, "=", [OURS, THEIRS])
    rows = [row(cost=1_003, ours=1_001, theirs=2), row(cost=10, ours=10)]
    assert told(agree, {"budget": rows}) == []
    assert told(agree, {"budget": [*rows, row(cost=1)]}) == BROKEN


def test_check_waits_for_an_answer_on_each_side():
    assert told(ASKED_ABOVE, {}) == []
    assert told(check({"answer": "asked"}, "<=", OURS), {"asked": 5}) == []


def test_dates_are_compared():
    late = check({"answer": "start"}, ">", {"constant": "2027-01-01"}, at="start")
    assert told(late, {"start": "2027-01-02"}) == []
    assert told(late, {"start": "2027-01-01"}) == [("answers_disagree", "start", "Put this right.")]


def test_hidden_answer_is_not_compared_and_the_check_is_told_where_it_can_be_seen():
    hidden = make_question("number", key="count", show_if={"all": [{"key": "asked", "test": "less_than", "value": 5}]})
    limit = check([{"answer": "asked"}, {"answer": "count"}], "<=", {"constant": 10}, at="count")
    questions = (ASKED, hidden)
    assert told(limit, {"asked": 9, "count": 9}, questions=questions) == []
    assert told(limit, {"asked": 11, "count": 9}, questions=questions) == BROKEN


def after_monday(count):
    """Days from Monday 7 September 2026; ten working days are two weeks."""
    return dt.date(2026, 9, 7) + dt.timedelta(days=count // 5 * 7 + count % 5)


def noticed(*checks, **values):
    return remarks(form_with(*checks), values, after_monday)


def test_only_some_checks_stop_the_sending():
    warns, notes = (check({"answer": "asked"}, "<=", {"constant": 5}, weight=weight) for weight in ("warns", "notes"))
    assert problems(form_with(notes, warns), {"asked": 6}, {}) == []
    assert noticed(notes, warns, asked=6) == [Remark("asked", "warns", SENTENCE), Remark("asked", "notes", SENTENCE)]
    assert noticed(notes, warns, asked=5) == []
    assert noticed(ASKED_ABOVE, asked=1_500_001) == []


def test_date_is_compared_with_working_days_from_today():
    soon = check({"answer": "start"}, ">=", {"working_days": 10}, at="start", weight="warns")
    assert noticed(soon, start="2026-09-20") == [Remark("start", "warns", SENTENCE)]
    assert noticed(soon, start="2026-09-21") == []
    assert noticed(soon) == []
    assert check_in_words(soon, form_with(soon), "en-gb") == "“What is it?” ≥ 10 working days from today"


def test_sum_that_stands_twice_is_compared_with_a_half():
    half = check([OURS, OURS], "<=", {"answer": "asked"}, at="budget", weight="notes")
    assert noticed(half, budget=[row(ours=50)], asked=100) == []
    assert noticed(half, budget=[row(ours=51)], asked=101) == [Remark("budget", "notes", SENTENCE)]


def test_check_reads_as_words():
    form = form_with(ASKED_ABOVE)
    assert check_in_words(ASKED_ABOVE, form, "en-gb") == "“What is it?” ≤ £15,000"
    assert check_in_words(check(OURS, "<=", [COST, THEIRS]), form, "en-gb") == (
        "sum of “Ours” in “What is it?” ≤ sum of “Cost” in “What is it?” + sum of “Theirs” in “What is it?”"
    )


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (check({"answer": "gone"}, "<=", {"constant": 1}), "check_without_question"),
        (check({"column": "gone", "of": "budget"}, "<=", {"constant": 1}), "check_without_question"),
        (check({"answer": "budget"}, "<=", {"constant": 1}), "check_without_question"),
        (ASKED_ABOVE, None),
        (check({"answer": "asked"}, "<=", {"constant": 1}, at="gone"), "check_without_question"),
        (check({"constant": 2}, "<=", {"constant": 1}), "check_without_answer"),
        (check({"answer": "asked"}, "<=", {"answer": "start"}), "check_unlike"),
        (check({"answer": "asked"}, "<=", {"answer": "count"}), "check_unlike"),
        (check({"answer": "start"}, "<=", {"constant": 1}), "check_unlike"),
        (check({"answer": "asked"}, "<=", {"constant": 1}, sentence={}), "check_without_sentence"),
        (check({"answer": "asked"}, "<=", {"constant": 1}, weight="shouts"), "check_weight"),
        (check({"answer": "start"}, ">=", {"working_days": 1}, weight="warns"), None),
        (check({"answer": "start"}, ">=", {"working_days": 1}), "check_moves"),
        (check({"answer": "asked"}, ">=", {"working_days": 1}, weight="warns"), "check_unlike"),
    ],
)
def test_check_that_names_what_is_not_there_is_not_published(check, code):
    found = [(blocker.code, blocker.field) for blocker in blockers_to_publish(form_with(check))]
    assert found == ([(code, "c1")] if code else [])


SAFETY = make_question(
    "choice",
    key="safety",
    is_required=False,
    settings={"options": [{"code": "family", "label": "With family"}, {"code": "alone", "label": "On their own"}]},
)
NEVER_ALONE = ({"answer": "safety"}, "!=", {"constant": "alone"})


def about_safety(**fields):
    return check(*NEVER_ALONE, at="safety", **fields)


def led_to(*checks, **values):
    form = form_with(*checks, questions=(SAFETY, ASKED))
    return [(route.key, route.weight, route.call) for route in routes(form, values)]


@pytest.mark.parametrize(("answer", "expected"), [("family", []), (None, []), ("alone", True)])
def test_a_choice_can_be_what_may_not_be_chosen(answer, expected):
    found = told(about_safety(), {"safety": answer}, questions=(SAFETY,))
    assert found == ([("answers_disagree", "safety", "Put this right.")] if expected else [])


def test_a_check_leads_to_another_call_the_one_where_it_belongs_first():
    offer = check({"answer": "asked"}, "<=", {"constant": 50_000}, weight="offers", call="small")
    move = about_safety(weight="moves", call="CWF-SMALL")
    assert led_to(offer, move, asked=50_000, safety="family") == []
    assert led_to(offer, move, asked=50_001, safety="alone") == [
        ("safety", "moves", "CWF-SMALL"),
        ("asked", "offers", "small"),
    ]
    form = form_with(offer, move, questions=(SAFETY, ASKED))
    found = problems(form, {"asked": 50_001, "safety": "alone"}, {})
    assert [problem.field for problem in found] == ["safety"]  # an offer stops nobody


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (about_safety(weight="moves"), "check_without_call"),
        (check({"answer": "safety"}, "<=", {"constant": "alone"}, at="safety"), "check_unlike"),
        (check({"answer": "safety"}, "!=", {"constant": "gone"}, at="safety"), "check_unlike"),
        (check({"answer": "safety"}, "=", {"answer": "asked"}), "check_unlike"),
        (check({"answer": "start"}, ">=", {"working_days": 10}, at="start", weight="offers", call="x"), "check_moves"),
    ],
)
def test_what_leads_to_another_call_must_fit_the_form(broken, code):
    form = form_with(broken, questions=(SAFETY, ASKED, START))
    assert [blocker.code for blocker in blockers_to_publish(form)] == [code]


def test_only_an_application_leads_to_another_call():
    form = form_with(about_safety(weight="offers", call="small"), questions=(SAFETY,))
    assert blockers_to_publish(form) == []
    assert [blocker.code for blocker in blockers_to_publish(replace(form, purpose="report"))] == ["check_route"]


def test_a_check_of_a_choice_reads_as_words():
    form = form_with(questions=(SAFETY,))
    assert check_in_words(about_safety(), form, "en-gb") == "“What is it?” ≠ “On their own”"


def test_what_a_check_leads_to_is_part_of_the_digest_and_nothing_else_moved():
    plain, led = (form_with(check(*NEVER_ALONE, at="safety", **more), questions=(SAFETY,)) for more in ({}, LED))
    assert form_digest(plain) != form_digest(led)
    assert form_digest(form_with(questions=(SAFETY,))) == form_digest(form_with(questions=(SAFETY,)))


LED = {"weight": "moves", "call": "small"}
