"""How each type of question is drawn and read back, without script and without a database."""

from dataclasses import replace

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from grants.desks.web.questions import preview_section, question_form
from grants.desks.web.questions.raw import raw_from_value
from grants.ground.questions.rules import FormSpec, Option, SectionSpec, clean_answer
from tests.factories.questions import make_question

OPTIONS = {"options": [{"code": "red", "label": "Red"}, {"code": "blue", "label": "Blue"}]}
ROW = "6f0e4f0c-0000-4000-8000-000000000001"
POSTED = {
    "short_text": {"q-it": ["Larks"]},
    "long_text": {"q-it": ["One\r\ntwo"]},
    "number": {"q-it": ["1,200"]},
    "money": {"q-it": ["£12.50"]},
    "date": {"q-it-day": ["7"], "q-it-month": ["9"], "q-it-year": ["2026"]},
    "yes_no": {"q-it": ["no"]},
    "choice": {"q-it": ["blue"]},
    "choices": {"q-it": ["red", "blue"]},
    "email": {"q-it": ["sam@example.org"]},
    "phone": {"q-it": ["0161 496 0001"]},
    "budget": {"q-it-rows": ["1"], "q-it-0-id": [ROW], "q-it-0-item": ["Tea"], "q-it-0-cost": ["4"]},
    "people": {
        "q-it-rows": ["2"],
        "q-it-0-id": [ROW],
        "q-it-0-name": ["Amina"],
        "q-it-0-email": ["amina@example.org"],
        "q-it-1-id": [ROW],
        "q-it-1-name": ["Tom"],
        "q-it-1-phone": ["0161 496 0002"],
    },
    "date_range": {
        "q-it-start-day": ["1"], "q-it-start-month": ["3"], "q-it-start-year": ["2027"],
        "q-it-end-day": ["30"], "q-it-end-month": ["6"], "q-it-end-year": ["2027"],
    },
    "declaration": {"q-it": ["yes"]},
    "table": {
        "q-it-rows": ["1"], "q-it-0-id": [ROW], "q-it-0-what": ["Tea"], "q-it-0-cost": ["12.50"],
        "q-it-0-agreed": ["no"], "q-it-0-on": ["7 9 2026"], "q-it-0-kind": ["red"],
    },
    "address": {"q-it-line1": ["1 Quay Street"], "q-it-line2": [""], "q-it-town": ["Larkfield"], "q-it-postcode": ["m11ae"]},
    "organisation": {"q-it-name": ["Harbour Trust"], "q-it-number": ["1123456"]},
    "indicators": {
        "q-it-rows": ["1"], "q-it-0-id": [ROW], "q-it-0-indicator": ["I01"], "q-it-0-is_start_unknown": ["yes"],
        "q-it-0-target": ["40"], "q-it-0-how": ["A list"],
    },
}  # fmt: skip
SETTINGS = {
    "table": {
        "columns": [
            {"key": "what", "type": "short_text", "label": "What for", "is_required": True},
            {"key": "cost", "type": "money", "label": "Cost"},
            {"key": "agreed", "type": "yes_no", "label": "Agreed"},
            {"key": "on", "type": "date", "label": "On"},
            {"key": "kind", "type": "choice", "label": "Kind", **OPTIONS},
        ]
    }
}
VALUES = {
    "short_text": "Larks",
    "long_text": "One\ntwo",
    "number": 1200,
    "money": 1250,
    "date": "2026-09-07",
    "yes_no": False,
    "choice": "blue",
    "choices": ["red", "blue"],
    "email": "sam@example.org",
    "phone": "0161 496 0001",
    "budget": [{"id": ROW, "item": "Tea", "cost": 400}],
    "people": [
        {"id": ROW, "name": "Amina", "email": "amina@example.org", "phone": ""},
        {"id": ROW, "name": "Tom", "email": "", "phone": "0161 496 0002"},
    ],
    "date_range": {"start": "2027-03-01", "end": "2027-06-30"},
    "declaration": True,
    "table": [{"id": ROW, "what": "Tea", "cost": 1250, "agreed": False, "on": "2026-09-07", "kind": "red"}],
    "address": {"line1": "1 Quay Street", "line2": "", "town": "Larkfield", "postcode": "M1 1AE"},
    "organisation": {"name": "Harbour Trust", "number": "1123456"},
    "indicators": [
        {"id": ROW, "indicator": "I01", "is_start_unknown": True, "start": "", "target": "40", "how": "A list"}
    ],
}


def form_of(*questions):
    return FormSpec(1, "A form", "application", sections=(SectionSpec("about", {"en-gb": "About"}, {}, questions),))


def post(lists):
    data = QueryDict(mutable=True)
    for name, values in lists.items():
        data.setlist(name, values)
    return data


def shown(question, data=None):
    form = form_of(question)
    made = preview_section(form, form.sections[0], data=post(data) if data is not None else None)
    return made, render_to_string("components/question/fields.html", {"section_form": made})


def question(type, **fields):
    settings = OPTIONS if type in {"choice", "choices"} else SETTINGS.get(type, {})
    made = make_question(type, settings=settings, **fields)
    return replace(made, options=(Option("I01", {"en-gb": "People"}),)) if type == "indicators" else made


@pytest.mark.parametrize("type", sorted(POSTED))
def test_posted_controls_become_the_typed_answer(type):
    made, _html = shown(question(type), POSTED[type])
    assert (made.values, made.errors) == ({"it": VALUES[type]}, [])


@pytest.mark.parametrize("type", sorted(POSTED))
def test_label_and_error_target_lead_to_a_control(type):
    made, html = shown(question(type))
    assert f'id="{made.fields[0].target}"' in html
    assert "What is it?" in html


@pytest.mark.parametrize(
    ("type", "data", "kept", "sentence"),
    [
        ("number", {"q-it": ["ten"]}, 'value="ten"', "Enter a number in digits, like 12."),
        ("money", {"q-it": ["1,5"]}, 'value="1,5"', "Enter an amount in numbers, like 1850 or 1,850.50."),
        (
            "date",
            {"q-it-day": ["31"], "q-it-month": ["2"], "q-it-year": ["2027"]},
            'value="31"',
            "There is no such date as 31 2 2027. Check the day and the month.",
        ),
        (
            "budget",
            {"q-it-rows": ["1"], "q-it-0-item": ["Tea"], "q-it-0-cost": ["ten"]},
            'value="ten"',
            "Row 1: Enter an amount in numbers, like 1850 or 1,850.50.",
        ),
        (
            "people",
            {"q-it-rows": ["1"], "q-it-0-name": ["Amina"], "q-it-0-email": ["amina"]},
            'value="amina"',
            "Enter an email address, like name@example.org.",
        ),
    ],
)
def test_wrong_answer_stays_in_its_control_under_its_sentence(type, data, kept, sentence):
    made, html = shown(question(type), data)
    assert [(error.text, error.target) for error in made.errors] == [(sentence, made.fields[0].target)]
    assert kept in html
    assert sentence in html
    assert 'id="q-it-error"' in html


def test_budget_offers_six_rows_and_no_more_than_its_limit():
    assert len(shown(make_question("budget"))[0].fields[0].rows) == 6
    limited = shown(make_question("budget", settings={"most": 4}))[0].fields[0]
    assert (len(limited.rows), limited.can_add_row) == (4, False)


def test_hostile_row_counts_are_cut():
    for count in ("999999999", "9" * 5000, "-1", "x"):
        assert len(shown(make_question("budget"), {"q-it-rows": [count]})[0].fields[0].rows) <= 61


def test_text_is_escaped_and_runs_in_its_own_direction():
    _made, html = shown(make_question("short_text"), {"q-it": ['"><script>حديقة']})
    assert "&quot;&gt;&lt;script&gt;حديقة" in html
    assert 'dir="auto"' in html


def test_conditional_question_is_hidden_until_its_answer_is_given():
    form = form_of(
        make_question("yes_no", key="host"),
        make_question(show_if={"all": [{"key": "host", "test": "is", "value": "yes"}]}),
    )
    hidden = preview_section(form, form.sections[0], data=post({"q-host": ["no"]}))
    given = preview_section(form, form.sections[0], data=post({"q-host": ["yes"]}))
    assert [made.field("it").state.is_visible for made in (hidden, given)] == [False, True]
    html = render_to_string("components/question/fields.html", {"section_form": hidden})
    box = html[html.index('id="question-it"') :]
    assert (box[: box.index(">")].endswith(" hidden"), "data-show-if=" in box) == (True, True)


def test_retired_word_is_shown_only_where_it_was_chosen():
    retired = make_question("choices", settings=OPTIONS)
    options = (retired.options[0], type(retired.options[0])("blue", {"en-gb": "Blue"}, is_offered=False))
    retired = type(retired)(**{**retired.__dict__, "options": options})
    assert [choice.code for choice in shown(retired)[0].fields[0].choices] == ["red"]
    assert [choice.code for choice in shown(retired, {"q-it": ["blue"]})[0].fields[0].choices] == ["red", "blue"]


def test_question_of_its_own_page_is_the_heading_and_must_be_answered():
    quiz = form_of(make_question("yes_no"))
    asked = question_form(quiz, quiz.sections[0].questions[0], data=post({}))
    assert [(error.text, error.target) for error in asked.errors] == [("Choose yes or no.", "q-it-0")]
    assert "<h1>What is it?</h1>" in render_to_string("components/question/fields.html", {"section_form": asked})
    answered = question_form(quiz, quiz.sections[0].questions[0], data=post({"q-it": ["yes"]}))
    assert (answered.is_valid, answered.values) == (True, {"it": True})


def test_limits_are_said_in_words():
    assert shown(make_question("long_text", settings={"most": 120}))[0].fields[0].limit == "Up to 120 words."
    assert shown(make_question("file", settings={"most": 3}))[0].fields[0].limit == "Up to 3 files."


@pytest.mark.parametrize("type", sorted(POSTED))
def test_typed_answer_stands_in_its_controls_as_it_would_be_posted(type):
    asked = question(type)
    raw = raw_from_value(asked, VALUES[type], "GBP")
    assert clean_answer(asked, raw, "GBP") == VALUES[type]


@pytest.mark.parametrize(
    ("fields", "use"),
    [
        ({}, ""),
        ({"use": "judging"}, "We use this to judge your application."),
        (
            {"use": "payment", "readers": "finance"},
            "We use this to pay you. Only officers and finance read this. The people who judge do not.",
        ),
        ({"readers": "office"}, "Only the office reads this. The people who judge do not."),
    ],
)
def test_group_reads_what_an_answer_is_for_and_who_reads_it(fields, use):
    made, html = shown(make_question(**fields))
    assert made.fields[0].use == use
    assert use in html


def test_words_to_read_have_no_control():
    made, html = shown(make_question("note", label="Bring a friend.", help="Or two."), {})
    assert ("Bring a friend." in html, '<input type="text"' in html, made.values) == (True, False, {"it": None})


def test_earlier_answer_in_a_label_is_escaped():
    name, then = make_question(key="name"), make_question(label="Hello {{name}}")
    form = form_of(name, then)
    made = preview_section(form, form.sections[0], data=post({"q-name": ["<b>Larks</b>"]}))
    html = render_to_string("components/question/fields.html", {"section_form": made})
    assert ("Hello &lt;b&gt;Larks&lt;/b&gt;" in html, "<b>Larks" in html) == (True, False)


def test_table_shows_its_least_rows_and_adds_up():
    settings = SETTINGS["table"] | {"least": 3, "most": 3}
    made, html = shown(make_question("table", settings=settings), POSTED["table"])
    field = made.fields[0]
    assert (len(field.rows), field.can_add_row, field.sums) == (3, False, [("cost", "Cost", 1250, True)])
    assert "£12.50</output>" in html
