"""How much work a form is, and which answers nobody uses."""

import pytest

from grants.ground.questions.models import QuestionType
from grants.ground.questions.rules import FormSpec, Lists, burden, checks_from_records, section_from_record, texts
from grants.ground.questions.rules.burden import Burden, minutes_of, unused_answers
from tests.factories.questions import form_description, make_question

COLUMNS = [{"key": "what", "type": "short_text", "label": "What"}, {"key": "cost", "type": "money", "label": "Cost"}]


def shipped(name):
    described = form_description(name)
    sections = (section_from_record(section, section["questions"], Lists()) for section in described["sections"])
    told = [check | {"sentence": texts(check["sentence"])} for check in described.get("checks", ())]
    return FormSpec(0, name, described["purpose"], sections=tuple(sections), checks=checks_from_records(told))


def form(*questions, checks=(), purpose="application", **section):
    described = {"key": "about", "title": "About"} | section
    asked = [{"label": "?", "type": "short_text"} | question for question in questions]
    made = section_from_record(described, asked, Lists())
    return FormSpec(0, "A form", purpose, sections=(made,), checks=checks_from_records(checks))


def minutes(type, **settings):
    return round(minutes_of(make_question(type, settings=settings)), 2)


@pytest.mark.parametrize(("name", "promised"), [("doorstep", 15), ("project", 180)])
def test_shipped_forms_take_what_was_promised(name, promised):
    assert burden(shipped(name)).minutes == pytest.approx(promised, rel=0.1)


def test_doorstep_asks_everybody_twelve_things():
    assert burden(shipped("doorstep")).questions == 12


@pytest.mark.parametrize("kind", [kind for kind in QuestionType.values if kind != "table"])
def test_every_type_takes_time(kind):
    assert 0 < minutes(kind) < 20


def test_first_words_are_quick_and_more_are_slow():
    told = [minutes("long_text", most=most) for most in (30, 120, 240)]
    assert (told, minutes("long_text")) == ([1.0, 4.0, 14.0], minutes("long_text", most=150))


def test_largest_band_counts_where_the_limit_depends_on_an_answer():
    bands = {"key": "amount", "limits": [{"up_to": 50_000, "most": 30}, {"up_to": None, "most": 120}]}
    assert minutes("long_text", bands=bands) == 4.0


def test_tables_take_half_their_rows():
    assert (minutes("table", columns=COLUMNS, most=4), minutes("table", columns=COLUMNS)) == (3.0, 4.5)


@pytest.mark.parametrize(
    ("kind", "settings", "expected"),
    [
        ("people", {}, 2.0),
        ("people", {"least": 1}, 1.0),
        ("file", {"least": 2}, 10.0),
        ("indicators", {"most": 3}, 7.5),
        ("budget", {"most": 4}, 1.5),
    ],
)
def test_what_is_given_several_times_takes_its_number(kind, settings, expected):
    assert minutes(kind, **settings) == expected


def test_what_only_some_are_asked_counts_half_and_is_no_question_for_everybody():
    waits = {"show_if": {"all": [{"key": "first", "test": "answered"}]}}
    plan = {"key": "plan", "type": "long_text", "settings": {"most": 120}}
    assert burden(form({"key": "first"}, plan)) == Burden(5, 2)
    assert burden(form({"key": "first"}, plan | waits)) == Burden(3, 1)
    assert burden(form(plan, **waits)) == Burden(2, 0)


def test_words_to_read_are_no_question():
    assert burden(form({"key": "note", "type": "note"})).questions == 0


@pytest.mark.parametrize(
    ("minutes", "told"), [(16, (0, 16)), (20, (0, 20)), (21, (0, 25)), (58, (1, 0)), (184, (3, 5))]
)
def test_time_is_told_to_five_minutes_above_twenty(minutes, told):
    assert Burden(minutes, 1).told == told


def test_money_for_an_hour_of_work():
    assert [Burden(minutes, 1).money_an_hour(50_000) for minutes in (15, 60, 0)] == [200_000, 50_000, 3_000_000]
    assert Burden(47, 1).money_an_hour(1_500_000, unit=100) == 1_914_800  # £19,148.93 in whole pounds


@pytest.mark.parametrize(
    ("questions", "amount", "is_much"),
    [(12, 200_000, False), (13, 200_000, True), (13, 200_001, False)],
)
def test_small_grant_is_worth_twelve_questions(questions, amount, is_much):
    assert Burden(15, questions).is_much_for(amount) is is_much


ASKED = [
    {"key": "plain"},
    {"key": "judged"},
    {"key": "meant", "meaning": "project_title"},
    {"key": "used", "use": "contact"},
    {"key": "note", "type": "note"},
    {"key": "waited_for"},
    {"key": "waits", "use": "judging", "show_if": {"all": [{"key": "waited_for", "test": "answered"}]}},
    {"key": "banding", "type": "money"},
    {"key": "banded", "use": "judging", "settings": {"bands": {"key": "banding", "limits": []}}},
    {"key": "checked", "type": "money"},
]
CHECK = {
    "left": {"answer": "checked"},
    "op": "<=",
    "right": {"constant": 1},
    "sentence": {"en-gb": "Less."},
    "at": "checked",
}


def unused(purpose):
    return [question.key for question in unused_answers(form(*ASKED, checks=[CHECK], purpose=purpose), {"judged"})]


def test_answer_is_unused_when_nobody_and_nothing_looks_at_it():
    assert (unused("application"), unused("report"), unused("quiz")) == (["plain"], ["plain"], [])
