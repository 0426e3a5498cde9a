"""The types of several parts: what is typed, what is kept, what is told, how it reads. No database."""

import dataclasses
import uuid

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.questions.rules import Lists, Option, clean_answer, display, limit_problems, question_from_record
from tests.factories.questions import make_question

ID = "6f0e4f0c-0000-4000-8000-000000000001"
PLACES = (Option("D01", {"en-gb": "Harbour"}),)
SIGNS = (Option("I01", {"en-gb": "Different people"}), Option("I06", {"en-gb": "Feel part"}))
LISTS = Lists(districts=PLACES, indicators=SIGNS)

COLUMNS = [
    {"key": "heading", "type": "choice", "label": "Heading", "is_required": True,
     "options": [{"code": "pay", "label": "Pay"}, {"code": "running", "label": "Running costs"}]},
    {"key": "item", "type": "short_text", "label": "Item", "is_required": True, "most": 8},
    {"key": "cost", "type": "money", "label": "Cost", "is_required": True},
    {"key": "ours", "type": "money", "label": "From us", "least_total": 200_000, "most_total": 1_500_000},
    {"key": "people", "type": "number", "label": "People", "most": 9},
    {"key": "agreed", "type": "yes_no", "label": "Agreed"},
    {"key": "on", "type": "date", "label": "On"},
]  # fmt: skip
TABLE = {
    "columns": COLUMNS,
    "most": 2,
    "shares": [{"column": "cost", "choice": "heading", "code": "running", "most_percent": 15}],
}
ROW = {
    "heading": "pay",
    "item": "Leader",
    "cost": "£2,000",
    "ours": "2000",
    "people": "3",
    "agreed": "yes",
    "on": "27 3 2027",
}
KEPT = {
    "id": ID,
    "heading": "pay",
    "item": "Leader",
    "cost": 200_000,
    "ours": 200_000,
    "people": 3,
    "agreed": True,
    "on": "2027-03-27",
}


def question(type, **settings):
    return question_from_record({"key": "it", "type": type, "label": "What is it?", "settings": settings}, LISTS)


def table(**settings):
    return question("table", **(TABLE | settings))


def american(type, **settings):
    return dataclasses.replace(question(type, **settings), country="US")


def refused(asked, raw):
    with pytest.raises(Refusal) as caught:
        clean_answer(asked, raw)
    assert {blocker.field for blocker in caught.value.blockers} == {"it"}
    return [str(blocker.sentence) for blocker in caught.value.blockers]


def told(asked, value):
    return [str(blocker.sentence) for blocker in limit_problems(asked, value, "GBP")]


# Tables


def test_row_is_typed_by_its_columns_and_keeps_its_id():
    assert clean_answer(table(), [{"id": ID} | ROW, {"id": "", "item": " "}]) == [KEPT]
    assert clean_answer(table(), [KEPT]) == [KEPT]
    assert clean_answer(table(), [{}, {"item": ""}]) is None
    (made,) = clean_answer(table(), [{"item": "Tea"}])
    assert (str(uuid.UUID(made["id"])), made["cost"]) == (made["id"], None)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"cost": "ten"}, "Row 1: “Cost”: Enter an amount in numbers, like 1850 or 1,850.50."),
        ({"people": "1.5"}, "Row 1: “People”: Enter a whole number, with nothing after a point or comma, like 12."),
        ({"heading": "gold"}, "Row 1: “Heading”: Choose from the list."),
        ({"agreed": "maybe"}, "Row 1: “Agreed”: Choose yes or no."),
        ({"on": "31 2 2027"}, "Row 1: “On”: There is no such date as 31 2 2027. Check the day and the month."),
    ],
)
def test_cell_that_cannot_be_kept_is_told_with_its_row_and_column(cells, sentence):
    assert refused(table(), [ROW | cells]) == [sentence]


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        ([KEPT], []),
        ([KEPT, KEPT, KEPT], ["Use 2 rows at most."]),
        ([KEPT | {"cost": None}], ["Row 1: fill in “Cost”."]),
        ([KEPT | {"item": "Leadership"}], ["Row 1: “Item”: Shorten this to 8 characters or fewer. It has 10."]),
        ([KEPT | {"people": 10}], ["Row 1: “People”: Enter 9 or less."]),
        ([KEPT | {"ours": 199_999}], ["“From us” adds up to £1,999.99. It must come to £2,000 or more."]),
        ([KEPT | {"ours": 1_500_001}], ["“From us” adds up to £15,000.01. It must come to £15,000 or less."]),
    ],
)
def test_table_keeps_to_its_rows_cells_and_sums(rows, sentences):
    assert told(table(), rows) == sentences


@pytest.mark.parametrize(("running", "is_too_much"), [(35_294, False), (35_295, True)])
def test_share_is_exact_to_the_penny(running, is_too_much):
    rows = [KEPT, KEPT | {"heading": "running", "cost": running}]
    assert (100 * running > 15 * (200_000 + running)) is is_too_much
    sentence = "“Running costs” may be at most 15% of “Cost”."
    assert told(table(), rows) == ([sentence] if is_too_much else [])


def test_table_reads_with_its_sums():
    assert display(table(), [KEPT], "GBP", "en-gb") == [
        ["Pay", "Leader", "£2,000", "£2,000", "3", "Yes", "Saturday 27 March 2027"],
        ["Total", "", "£2,000", "£2,000", "", "", ""],
    ]


# Dates


def days(start, end):
    parts = {"start": start, "end": end}
    return {
        part: dict(zip(("day", "month", "year"), text.split(), strict=True)) for part, text in parts.items() if text
    }


def test_range_is_two_dates():
    asked = question("date_range")
    assert clean_answer(asked, days("1 3 2027", "30 June 2027")) == {"start": "2027-03-01", "end": "2027-06-30"}
    assert clean_answer(asked, days("1 3 2027", "")) == {"start": "2027-03-01", "end": ""}
    assert clean_answer(asked, {}) is None
    assert refused(asked, days("31 2 2027", "")) == ["There is no such date as 31 2 2027. Check the day and the month."]
    assert display(asked, {"start": "2027-03-01", "end": "2027-06-30"}, "GBP", "en-gb") == (
        "Monday 1 March 2027 to Wednesday 30 June 2027"
    )


@pytest.mark.parametrize(
    ("settings", "end", "sentences"),
    [
        ({}, "", ["Enter when it ends."]),
        ({}, "2027-02-28", ["The end must not be before the start. Check both dates."]),
        ({"most": 2}, "2027-03-02", []),
        ({"most": 2}, "2027-03-03", ["Make it at most 2 days long."]),
        ({"least": 2}, "2027-03-01", ["Make it at least 2 days long."]),
        ({"most_months": 18}, "2028-08-31", []),
        ({"most_months": 18}, "2028-09-01", ["Make it at most 18 months long."]),
        ({"latest": "2027-04-01"}, "2027-04-02", ["Enter a date on or before Thursday 1 April 2027."]),
    ],
)
def test_range_keeps_to_its_length(settings, end, sentences):
    assert told(question("date_range", **settings), {"start": "2027-03-01", "end": end}) == sentences


# Addresses and organisations

QUAY = {"line1": "1 Quay Street", "line2": "", "town": "Larkfield", "postcode": "m1 1ae"}


def test_address_is_written_as_its_country_does():
    asked = question("address", asks=["place"])
    value = clean_answer(asked, QUAY | {"place": "D01"})
    assert value == QUAY | {"postcode": "M1 1AE", "place": "D01"}
    assert display(asked, value, "GBP", "en-gb") == "1 Quay Street\nLarkfield\nM1 1AE\nHarbour"
    there = {"line1": "1 Main St", "line2": "Apt 2", "town": "Springfield", "state": "il", "postcode": "606011234"}
    value = clean_answer(american("address"), there)
    assert value == there | {"state": "IL", "postcode": "60601-1234"}
    assert display(american("address"), value, "USD", "en-us") == "1 Main St\nApt 2\nSpringfield, IL 60601-1234"


@pytest.mark.parametrize(
    ("asked", "parts", "sentence"),
    [
        (question("address"), {"postcode": "M1"}, "Enter a full postcode, like M1 1AE."),
        (question("address"), {"postcode": "60601"}, "Enter a full postcode, like M1 1AE."),
        (american("address"), {"postcode": "M1 1AE"}, "Enter a ZIP code, like 60601."),
        (american("address"), {"postcode": "60601", "state": "Illinois"}, "Enter the state in two letters, like IL."),
        (question("address", asks=["place"]), {"place": "D99"}, "Choose from the list."),
    ],
)
def test_postcode_state_and_place_must_be_possible(asked, parts, sentence):
    assert refused(asked, QUAY | {"postcode": ""} | parts) == [sentence]


def test_missing_lines_of_an_address_are_told():
    value = clean_answer(question("address", asks=["place"]), {"line2": "Flat 2"})
    assert told(question("address", asks=["place"]), value) == [
        "Enter the first line of the address.",
        "Enter the town or city.",
        "Enter the postcode.",
        "Choose the place it is in.",
    ]


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("GB", "1123456", "1123456"),
        ("GB", "sc 012345", "SC012345"),
        ("GB", "NIC101234", "NIC101234"),
        ("GB", "0123 4567", "01234567"),
        ("GB", "CE012345", "CE012345"),
        ("US", "91-1144442", "911144442"),
        ("DE", "HRB 123", "HRB123"),
    ],
)
def test_register_number_is_kept_as_the_register_writes_it(country, typed, kept):
    asked = dataclasses.replace(question("organisation"), country=country)
    assert clean_answer(asked, {"name": "Trust", "number": typed}) == {"name": "Trust", "number": kept}


@pytest.mark.parametrize(("country", "typed"), [("GB", "12"), ("GB", "ABC"), ("GB", "XX123456"), ("US", "07-1144442")])
def test_number_of_no_register_is_refused(country, typed):
    asked = dataclasses.replace(question("organisation"), country=country)
    assert len(refused(asked, {"name": "Trust", "number": typed})) == 1


def test_organisation_needs_a_name_and_a_number_only_where_it_is_asked():
    assert told(question("organisation"), {"name": "", "number": "1123456"}) == ["Enter the name of the organisation."]
    assert told(question("organisation"), {"name": "Larks", "number": ""}) == []
    assert told(question("organisation", asks=["number"]), {"name": "Larks", "number": ""}) == [
        "Enter the charity or company number."
    ]
    assert clean_answer(question("organisation"), {"name": " ", "number": ""}) is None


# People


def person(name, **cells):
    return {"id": ID, "name": name, "email": f"{name.lower()}@example.org", "phone": ""} | cells


def test_any_number_of_people_may_be_asked():
    one = question("people", least=1, most=1)
    assert told(one, [person("Amina")]) == []
    assert told(one, [person("Amina"), person("Tom")]) == ["Name 1 person."]
    three = question("people", least=3, most=4)
    assert told(three, [person("Amina"), person("Tom")]) == ["Tell us at least 3 people."]
    assert told(three, [person("Amina"), person("Tom"), person("Zoe", email="TOM@example.org")]) == [
        "Give two different people. Each needs their own email or phone: "
        "for example Amina on 0161 496 0001 and Tom on tom@example.org."
    ]


def test_people_tell_their_language_and_that_they_are_not_related():
    asked = question("people", asks=["language", "apart"])
    typed = [person("Amina", language=" Arabic "), person("Tom", is_apart="yes")]
    value = clean_answer(asked, typed)
    assert [(row["language"], row["is_apart"]) for row in value] == [("Arabic", False), ("", True)]
    assert clean_answer(asked, value) == value
    assert told(asked, value) == []
    assert told(asked, [value[0], value[1] | {"is_apart": False}]) == [
        "Tick that the people are not related and do not live together."
    ]
    assert display(asked, value, "GBP", "en-gb")[0] == ["Amina", "amina@example.org", "", "Arabic"]


# Signs of change


def sign(**cells):
    return {
        "id": ID,
        "indicator": "I01",
        "is_start_unknown": False,
        "start": "0",
        "target": "40",
        "how": "A list",
    } | cells


def test_target_is_kept_with_its_start_or_that_it_is_not_known():
    asked = question("indicators")
    typed = [
        {"id": ID, "indicator": "I01", "start": "", "is_start_unknown": "yes", "target": "1,200", "how": "A list"},
        {"id": ID, "indicator": "I06", "start": "3.40", "target": "60 %", "how": "We ask"},
        {"id": ID},
    ]
    value = clean_answer(asked, typed)
    assert [(row["start"], row["is_start_unknown"], row["target"]) for row in value] == [
        ("", True, "1200"),
        ("3.4", False, "60"),
    ]
    assert clean_answer(asked, value) == value
    assert display(asked, value, "GBP", "en-gb")[0] == ["Different people", "Not known yet", "1200", "A list"]


def test_tampered_sign_and_wordy_figure_are_refused():
    assert refused(question("indicators"), [sign(indicator="I99")]) == ["Row 1: Choose from the list."]
    assert refused(question("indicators"), [sign(target="many")]) == [
        "Row 1: Enter a number in digits, like 12 or 3.4."
    ]


def test_what_a_sign_lacks_is_told():
    asked = question("indicators", most=2)
    assert told(asked, [sign()]) == []
    assert told(asked, [sign(start=""), sign(target="", how="")]) == [
        "Row 1: enter where you start, or tick that you do not know yet.",
        "Row 2: enter what you hope for.",
        "Row 2: say how you will find out.",
        "Choose each sign once.",
    ]
    report = question("indicators", asks=["actual"])
    assert told(report, [sign(actual="", counted="")]) == ["Row 1: enter what came of it."]


# Statements


def test_declaration_is_ticked_or_not_answered():
    asked = make_question("declaration")
    assert [clean_answer(asked, raw) for raw in ("yes", True, "", "no", None)] == [True, True, None, None, None]
    assert display(asked, True, "GBP", "en-gb") == "Ticked"
