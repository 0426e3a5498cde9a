"""What a person types becomes a typed answer or one clear sentence. No database."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.ground.kit.errors import Refusal
from grants.ground.questions.rules import clean_answer
from tests.factories.questions import make_question

OPTIONS = {"options": [{"code": "red", "label": "Red"}, {"code": "blue", "label": "Blue"}]}
ROW = "6f0e4f0c-0000-4000-8000-000000000001"


def sentence_for(question, raw):
    with pytest.raises(Refusal) as caught:
        clean_answer(question, raw)
    assert [blocker.field for blocker in caught.value.blockers] == ["it"] * len(caught.value.blockers)
    return [str(blocker.sentence) for blocker in caught.value.blockers]


@pytest.mark.parametrize(
    ("type", "raw", "value"),
    [
        ("short_text", "  Harbour   lunch ", "Harbour lunch"),
        ("short_text", "one\ttwo\nthree", "one two three"),
        ("short_text", "   ", None),
        ("short_text", "حديقة الجيران 🌻", "حديقة الجيران 🌻"),
        ("short_text", "=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("long_text", "Name\tCost\r\nTea\t4\x07\x00", "Name\tCost\nTea\t4"),
        ("long_text", "e\u0301te\u0301", "été"),
        ("number", "12", 12),
        ("number", " 10,000 ", 10000),
        ("number", "1 200", 1200),
        ("number", "\u200b7", 7),
        ("number", "", None),
        ("money", "£1,850", 185000),
        ("money", "10,000", 1000000),
        ("money", "12.5", 1250),
        ("money", "", None),
        ("date", {"day": "29", "month": "2", "year": "2028"}, "2028-02-29"),
        ("date", {"day": "7", "month": "September", "year": "2026"}, "2026-09-07"),
        ("date", {"day": "", "month": "", "year": ""}, None),
        ("date", "2026-09-07", "2026-09-07"),
        ("yes_no", "yes", True),
        ("yes_no", "no", False),
        ("yes_no", "", None),
        ("email", " Sam@Example.ORG ", "Sam@example.org"),
        ("email", "sam @example.org\u200b", "sam@example.org"),
        ("phone", "+44 (0)7700 900-123", "+44 (0)7700 900-123"),
        ("file", "anything", None),
    ],
)
def test_answer_becomes_typed(type, raw, value):
    assert clean_answer(make_question(type), raw) == value


@pytest.mark.parametrize(
    ("type", "raw", "sentence"),
    [
        ("number", "ten", "Enter a number in digits, like 12."),
        ("number", "1.5", "Enter a whole number, with nothing after a point or comma, like 12."),
        ("number", "10,00", "Enter a whole number, with nothing after a point or comma, like 12."),
        ("number", "9" * 5000, "This number is too large. Check it."),
        ("money", "ten", "Enter an amount in numbers, like 1850 or 1,850.50."),
        ("money", "1,5", "Enter an amount in numbers, like 1850 or 1,850.50."),
        ("money", "-5", "Enter an amount of 0 or more."),
        ("money", "9" * 5000, "This amount is too large. Check the number of zeros."),
        (
            "date",
            {"day": "31", "month": "2", "year": "2027"},
            "There is no such date as 31 2 2027. Check the day and the month.",
        ),
        (
            "date",
            {"day": "3", "month": "Smarch", "year": "2027"},
            "There is no such date as 3 Smarch 2027. Check the day and the month.",
        ),
        ("date", {"day": "3", "month": "", "year": "2027"}, "Enter a day, a month and a year, like 27 3 2027."),
        ("date", {"day": "3", "month": "4", "year": "27"}, "Enter the year in four digits, like 2027."),
        ("yes_no", "maybe", "Choose yes or no."),
        ("email", "sam.example.org", "Enter an email address, like name@example.org."),
        ("phone", "call me", "Enter a phone number, like 0161 496 0000 or +44 7700 900123."),
        ("phone", "12345", "Enter a phone number, like 0161 496 0000 or +44 7700 900123."),
        ("short_text", "x" * 1001, "This is far too long for one line. Shorten it."),
        (
            "long_text",
            "x" * 50001,
            "This is too long for us to keep: 50,000 characters at most. Shorten it and save again.",
        ),
    ],
)
def test_answer_that_cannot_be_kept_is_refused_with_a_sentence(type, raw, sentence):
    assert sentence_for(make_question(type), raw) == [sentence]


def test_text_over_its_word_limit_is_kept_as_a_draft():
    assert clean_answer(make_question("long_text", settings={"most": 2}), "one two three") == "one two three"


def test_choice_keeps_only_offered_codes():
    one, several = make_question("choice", settings=OPTIONS), make_question("choices", settings=OPTIONS)
    assert clean_answer(one, "blue") == "blue"
    assert clean_answer(several, ["blue", "red", "blue"]) == ["red", "blue"]
    assert clean_answer(several, []) is None
    assert sentence_for(one, "green") == ["Choose from the list."]
    assert sentence_for(several, ["red", "green"]) == ["Choose from the list."]


def test_budget_rows_keep_their_id_and_empty_rows_fall_away():
    rows = [{"id": ROW, "item": " Tea  and cake", "cost": "40"}, {"id": "", "item": "", "cost": " "}]
    assert clean_answer(make_question("budget"), rows) == [{"id": ROW, "item": "Tea and cake", "cost": 4000}]


def test_budget_gives_new_rows_an_id():
    (row,) = clean_answer(make_question("budget"), [{"id": "tampered", "item": "Tea", "cost": "1"}])
    assert str(uuid.UUID(row["id"])) == row["id"]


def test_budget_names_each_row_that_is_wrong():
    rows = [
        {"item": "Tea", "cost": ""},
        {"item": "", "cost": "12"},
        {"item": "Hall", "cost": "ten"},
        {"item": "Cups", "cost": "3"},
    ]
    assert sentence_for(make_question("budget"), rows) == [
        "Row 1: enter what “Tea” costs.",
        "Row 2: say what the money is for.",
        "Row 3: Enter an amount in numbers, like 1850 or 1,850.50.",
    ]


def test_budget_takes_no_flood_of_rows():
    assert sentence_for(make_question("budget"), [{"item": "x", "cost": "1"}] * 61) == [
        "There are too many rows. Join some of them together."
    ]


def test_people_are_kept_half_written():
    rows = [{"id": ROW, "name": "Amina", "email": "", "phone": ""}, {"name": "", "email": "", "phone": ""}]
    assert clean_answer(make_question("people"), rows) == [{"id": ROW, "name": "Amina", "email": "", "phone": ""}]


def test_person_with_a_wrong_email_is_refused():
    rows = [{"name": "Amina", "email": "amina", "phone": ""}]
    assert sentence_for(make_question("people"), rows) == ["Enter an email address, like name@example.org."]


@pytest.mark.parametrize("type", ["budget", "people", "choices", "date", "short_text", "number"])
@pytest.mark.parametrize("raw", [None, {"a": 1}, [[1]], [None], []])
def test_strange_shapes_count_as_nothing(type, raw):
    assert clean_answer(make_question(type), raw) is None


@given(st.text())
def test_cleaning_text_twice_changes_nothing(text):
    for type in ("short_text", "long_text"):
        once = clean_answer(make_question(type), text)
        assert clean_answer(make_question(type), once) == once


@given(st.integers(min_value=0, max_value=10**9), st.dates())
def test_typed_answers_come_back_unchanged(number, day):
    row = [{"id": ROW, "item": "Tea", "cost": number}]
    assert clean_answer(make_question("money"), number) == number
    assert clean_answer(make_question("date"), day.isoformat()) == day.isoformat()
    assert clean_answer(make_question("budget"), row) == row
