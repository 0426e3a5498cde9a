"""Limits by bands, earlier answers repeated, signs narrowed by outcomes: the form as it is asked now. No database."""

import pytest

from grants.ground.questions.rules import (
    FormSpec,
    Lists,
    Option,
    SectionSpec,
    blockers_to_publish,
    form_as_asked,
    problems,
    question_from_record,
    snapshot_content,
)
from tests.factories.questions import make_question

ROW = {"id": "6f0e4f0c-0000-4000-8000-000000000001"}
BANDS = {"key": "amount", "limits": [{"up_to": 50_000, "most": 2}, {"up_to": 200_000, "most": 4}, {"most": 6}]}
AMOUNT = make_question("money", key="amount")
PLAN = make_question("long_text", key="plan", settings={"most": 3, "bands": BANDS})


def form_with(*questions, **fields):
    return FormSpec(
        1, "A form", "application", sections=(SectionSpec("all", {"en-gb": "All"}, {}, questions),), **fields
    )


def label(form, values, key="then", language="en-gb"):
    return form_as_asked(form, values).question(key).label_in(language)


@pytest.mark.parametrize(
    ("amount", "most"), [(None, 3), (0, 2), (50_000, 2), (50_001, 4), (200_000, 4), (200_001, 6), (10**9, 6)]
)
def test_limit_follows_the_amount_exactly(amount, most):
    form = form_with(AMOUNT, PLAN)
    values = {"plan": "word " * 7} | ({} if amount is None else {"amount": amount})
    assert form_as_asked(form, values).question("plan").most == most
    assert [str(p.sentence) for p in problems(form, values, {}) if p.field == "plan"] == [
        f"Your answer is {7 - most} word{'s' if most < 6 else ''} too long. Shorten it to {most} words or fewer."
    ]


def test_bands_bound_rows_too():
    rows = make_question("budget", key="costs", settings={"bands": BANDS})
    value = [ROW | {"item": "a", "cost": 1}] * 3
    found = problems(form_with(AMOUNT, rows), {"amount": 100, "costs": value}, {})
    assert [str(problem.sentence) for problem in found] == ["Use 2 rows at most."]


@pytest.mark.parametrize(
    ("bands", "code"),
    [
        ({"key": "gone", "limits": [{"most": 1}]}, "band_without_question"),
        ({"key": "amount", "limits": [{"up_to": 5, "most": 1}, {"up_to": 5, "most": 2}]}, "bands_cross"),
        ({"key": "amount", "limits": [{"most": 1}, {"up_to": 5, "most": 2}]}, "bands_cross"),
    ],
)
def test_bands_that_cannot_hold_are_not_published(bands, code):
    plan = make_question("long_text", key="plan", settings={"bands": bands})
    assert [b.code for b in blockers_to_publish(form_with(AMOUNT, plan))] == [code]


THEN = make_question(key="then", label={"en-gb": "You asked for {{amount}}. Why?", "cy": "Gofynnoch am {{ amount }}."})


def test_earlier_answer_is_repeated_in_every_language():
    form = form_with(AMOUNT, THEN)
    assert label(form, {"amount": 185_050}) == "You asked for £1,850.50. Why?"
    assert label(form, {"amount": 185_050}, language="cy") == "Gofynnoch am £1,850.50."
    assert label(form, {}) == "You asked for (not answered yet). Why?"


def test_hidden_answer_is_not_repeated():
    amount = make_question("money", key="amount", show_if={"all": [{"key": "ask", "test": "is", "value": "yes"}]})
    form = form_with(make_question("yes_no", key="ask"), amount, THEN)
    assert label(form, {"ask": False, "amount": 5}) == "You asked for (not answered yet). Why?"


def test_what_an_answer_contains_is_never_read_as_a_mention():
    name, then = make_question(key="name"), make_question(key="then", label="Hello {{name}}")
    form = form_with(name, make_question(key="secret"), then)
    values = {"name": "{{secret}} <b>", "secret": "hidden"}
    assert label(form, values) == "Hello {{secret}} <b>"


def test_receipt_keeps_the_words_as_they_were_read():
    form = form_with(AMOUNT, THEN)
    content = snapshot_content(form, {"amount": 5_000, "then": "For tea"}, {}, "en-gb")
    assert [answer["label"] for answer in content["sections"][0]["answers"]] == [
        "What is it?",
        "You asked for £50. Why?",
    ]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (make_question("money", key="later"), "mention_without_question"),
        (make_question("people", key="amount"), "mention_without_question"),
        (make_question("money", key="amount", readers="finance"), "mention_tells"),
        (AMOUNT, None),
    ],
)
def test_repeating_what_cannot_or_may_not_be_read_is_not_published(asked, code):
    assert [b.code for b in blockers_to_publish(form_with(asked, THEN))] == ([code] if code else [])


def test_what_the_panel_is_shown_anyway_cannot_be_kept_from_it():
    title = make_question(key="title", meaning="project_title", readers="office")
    assert [b.code for b in blockers_to_publish(form_with(title))] == ["readers_of_meaning"]


SIGNS = (
    Option("I01", {"en-gb": "People"}),
    Option("I06", {"en-gb": "Belonging"}, serves=("O01",)),
    Option("I08", {"en-gb": "Friends"}, serves=("O02",)),
)
LISTS = Lists(terms={"outcomes": (Option("O01", {}), Option("O02", {}))}, indicators=SIGNS)


def test_signs_follow_the_outcomes_that_were_chosen():
    outcomes = {"key": "outcomes", "type": "terms", "label": "What", "settings": {"vocabulary": "outcomes"}}
    targets = {"key": "targets", "type": "indicators", "label": "How", "settings": {"outcomes_key": "outcomes"}}
    form = form_with(*(question_from_record(record, LISTS) for record in (outcomes, targets)))

    def offered(values):
        return [option.code for option in form_as_asked(form, values).question("targets").options]

    assert offered({}) == ["I01", "I06", "I08"]
    assert offered({"outcomes": ["O02"]}) == ["I01", "I08"]
