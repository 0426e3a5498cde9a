"""The forms that are shipped say exactly what they should, and can be published and filled in."""

import pytest

from grants.desks.jobs.words import load_words
from grants.ground.questions import actions
from grants.ground.questions.actions import take_snapshot
from grants.ground.questions.queries import draft_of_sheet, form_of, problems_of_sheet, warnings_of_draft
from grants.ground.questions.rules import problems, snapshot_content, values_by_meaning
from grants.ground.reference.models import District
from tests.factories.funds import make_funder
from tests.factories.questions import NOW, fill, form_description, make_builder, make_writer

pytestmark = pytest.mark.django_db

BUDGET = {
    "heading": "pay_and_fees",
    "item": "Leader",
    "cost": "4000",
    "from_us": "3000",
    "from_others": "1000",
    "in_kind": "",
}
PERSON = {"name": "Amina", "email": "amina@example.org", "phone": "", "language": "Arabic"}
SIGN = {"indicator": "I06", "is_start_unknown": "yes", "start": "", "target": "60", "how": "We ask people"}
PROJECT = {
    "talked": "no",
    "group": {"name": "Harbour Lights", "number": "1123456"},
    "group_kind": "association",
    "income": "50000",
    "group_address": {"line1": "1 Quay", "town": "Larkfield", "postcode": "M1 1AE", "place": "D01"},
    "contacts": [PERSON, {"name": "Tom", "email": "", "phone": "0161 496 0002", "is_apart": "yes"}],
    "leaders": "People who live here.",
    "record": "We ran the open day.",
    "holder": "own_account",
    "title": "Quay choir",
    "summary": "A choir for everyone.",
    "plan": "We sing on Tuesdays.",
    "activities": ["A01"],
    "districts": ["D01"],
    "when": {"start": "2027-01-01", "end": "2028-06-30"},
    "who_for": ["P06"],
    "how_many": [{"who": "P06", "people": "40"}],
    "need": "Forty people asked.",
    "shaped": "They chose the songs.",
    "barriers": ["B01"],
    "barriers_plan": "It is free.",
    "outcomes": ["O01"],
    "targets": [SIGN],
    "risks": [{"risk": "Nobody comes", "answer": "We ring people"}],
    "budget": [BUDGET],
    "could_be_smaller": "no",
    "safety": "adults_alone",
}


@pytest.fixture(autouse=True)
def words():
    make_funder()
    load_words()
    District.objects.get_or_create(code="D01", defaults={"name": "Harbour", "position": 1})


def published(name):
    return actions.build_questionnaire(form_description(name), by=make_builder(), now=NOW)


def wrong(sheet):
    return [(blocker.code, blocker.field) for blocker in problems_of_sheet(sheet)]


@pytest.fixture
def project():
    return fill(actions.open_sheet(published("project"), by=make_writer(), now=NOW), PROJECT)


def test_project_form_is_filled_in_and_states_its_facts(project):
    assert wrong(project) == []
    form = form_of(project.version)
    values = dict(project.answers.values_list("key", "value"))
    told = values_by_meaning(snapshot_content(form, values, {}, "en-gb"))
    facts = ("group_name", "amount_requested", "start", "end", "districts", "outcomes")
    assert [told[name] for name in facts] == ["Harbour Lights", 300_000, "2027-01-01", "2028-06-30", ["D01"], ["O01"]]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"when": {"start": "2027-01-01", "end": "2028-07-01"}}, [("too_long", "when")]),
        ({"budget": [BUDGET | {"from_us": "1999.99", "from_others": "2000.01"}]}, [("sum_too_small", "budget")]),
        ({"budget": [BUDGET | {"heading": "running_costs"}]}, [("share_too_large", "budget")]),
        ({"budget": [BUDGET | {"from_others": "999.99"}]}, [("answers_disagree", "budget")]),
        ({"who_for": ["P05"]}, [("answer_missing", "safety_way")]),
        ({"safety": "children_alone"}, [("answer_missing", "safety_way")]),
        ({"who_for": ["P01"], "safety_way": "write"}, [("answer_missing", "safety_plan")]),
        ({"who_for": ["P01"], "safety_way": "file"}, [("answer_missing", "safety_file")]),
        ({"activities": ["A05"]}, [("answer_missing", "event_size")]),
        ({"activities": ["A05"], "event_size": "501"}, [("answer_missing", "event_plan")]),
        ({"activities": ["A05"], "event_size": "500"}, []),
        ({"activities": ["A08"]}, [("answer_missing", "online_safety")]),
        ({"holder": "another_group"}, [("answer_missing", "host"), ("answer_missing", "host_fee")]),
        ({"could_be_smaller": "yes", "smallest": "3000.01"}, [("smallest_above_asked", "smallest")]),
    ],
)
def test_project_form_keeps_to_its_limits(project, answers, expected):
    assert wrong(fill(project, answers)) == expected


def test_office_and_finance_answers_of_the_project_form_are_marked():
    form = form_of(published("project"))
    marked = {question.key: question.readers for question in form.questions if question.readers != "panel"}
    assert marked == {
        "talked": "office",
        "call_phone": "office",
        "income": "office",
        "group_address": "office",
        "access_costs": "finance",
        "not_review": "office",
    }


def test_report_between_asks_five_things_and_the_last_one_all():
    form = form_of(published("project_report"))

    def asked(which):
        return {problem.field for problem in problems(form, {"report_kind": which}, {})}

    between = {"progress", "done", "people", "attendances", "break_down", "targets", "changes"}
    assert asked("interim") == between
    assert asked("final") == between | {
        "spend", "by_heading", "over_500", "money_left", "worried", "lasts", "story", "may_publish", "rating",
    }  # fmt: skip


def test_project_form_notes_for_the_office_what_is_more_than_half_of_a_years_income(project):
    def notes(income):
        fill(project, {"income": income})
        return take_snapshot(project, by=make_writer(), now=NOW).content.get("remarks", [])

    assert notes("6000") == []
    assert [(note["key"], note["weight"]) for note in notes("5999.99")] == [("budget", "notes")]
    assert wrong(project) == []


def test_doorstep_warns_when_the_money_is_needed_before_we_decide():
    sheet = actions.open_sheet(published("doorstep"), by=make_writer(), now=NOW)

    def warned(day):
        draft = draft_of_sheet(fill(sheet, {"when": day}))
        return [(row.key, row.sentence) for row in warnings_of_draft(draft, now=NOW)]

    assert warned("2026-09-21") == []
    assert warned("2026-09-20") == [
        ("when", "We decide in 10 working days, so the money may come later than you need it.")
    ]


@pytest.mark.parametrize("name", ["doorstep", "doorstep_quiz", "doorstep_report", "small_grant"])
def test_other_shipped_forms_can_be_published(name):
    assert published(name).status == "published"
