"""How each type of question is drawn and read back, without script and without a database."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from grants.desks.web.questions import preview_section, question_form
from grants.ground.questions.rules import FormSpec, SectionSpec
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
    return make_question(type, settings=OPTIONS if type in {"choice", "choices"} else {}, **fields)


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
