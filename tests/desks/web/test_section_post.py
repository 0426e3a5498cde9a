"""Posting a section: what is valid is saved, the rest stays with its reason, nothing of others is overwritten."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import RequestFactory

from grants.desks.web.questions import autosave, handle_section_post, open_section
from grants.ground.questions import actions
from grants.ground.questions.queries import files_of, form_of, values_of
from tests.factories.files import pdf_bytes
from tests.factories.questions import NOW, make_lists, make_sheet, make_writer

NAME = {"key": "name", "type": "short_text"}
PEOPLE = {"key": "people", "type": "number"}
PLAN = {"key": "plan", "type": "long_text", "settings": {"most": 3}}
HOST = {"key": "host", "type": "yes_no", "is_required": False}
HOST_NAME = {
    "key": "host_name",
    "type": "short_text",
    "show_if": {"all": [{"key": "host", "test": "is", "value": "yes"}]},
}
COSTS = {"key": "costs", "type": "budget", "settings": {"most": 8}}
RULES = {"key": "rules", "type": "file", "settings": {"kinds": ["pdf"], "most": 2}}

pytestmark = pytest.mark.django_db


def send(sheet, data, *, bases=None, by=None, save_id="page"):
    form = form_of(sheet.version)
    section = form.sections[0]
    known = {f"base-{question.key}": 0 for question in section.questions}
    known |= {f"base-{key}": revision for key, revision in (bases or {}).items()}
    request = RequestFactory().post("/", known | {"save_id": save_id} | data)
    return handle_section_post(request, sheet, form, section, by=by or make_writer(), now=NOW)


def told(result):
    return [(error.text, error.target) for error in result.form.errors]


def change(sheet, key, value):
    """Somebody else saves."""
    by = make_writer("kim@neighbours.example")
    return actions.save_answer(sheet, key, value, base=None, save_id="kim", by=by, now=NOW)


def test_section_is_saved_and_goes_on():
    sheet = make_sheet(NAME, PEOPLE)
    result = send(sheet, {"q-name": "Larks", "q-people": "1,200"})
    assert (result.next, values_of(sheet)) == ("continue", {"name": "Larks", "people": 1200})


def test_unanswered_questions_may_wait():
    sheet = make_sheet(NAME, PEOPLE)
    assert (send(sheet, {"q-name": "Larks"}).next, values_of(sheet)) == ("continue", {"name": "Larks"})


def test_valid_answers_are_saved_beside_one_that_is_wrong():
    sheet = make_sheet(NAME, PEOPLE)
    result = send(sheet, {"q-name": "Larks", "q-people": "ten"})
    assert (result.next, values_of(sheet)) == ("stay", {"name": "Larks"})
    assert told(result) == [("Enter a number in digits, like 12.", "q-people")]
    assert result.form.field("people").state.raw == "ten"


def test_over_long_text_is_saved_and_told_and_may_be_left_for_later():
    sheet = make_sheet(PLAN)
    result = send(sheet, {"q-plan": "one two three four"})
    assert (result.next, values_of(sheet)) == ("stay", {"plan": "one two three four"})
    assert told(result) == [("Your answer is 1 word too long. Shorten it to 3 words or fewer.", "q-plan")]
    later = send(sheet, {"q-plan": "one two three four", "save_later": "1"})
    assert (later.next, told(later)) == ("later", [])


def test_same_post_twice_changes_nothing():
    sheet = make_sheet(NAME)
    assert [send(sheet, {"q-name": "Larks"}).next for _ in range(2)] == ["continue", "continue"]
    assert sheet.answers.get().revision == 1


def test_stale_answer_is_shown_beside_the_stored_one():
    sheet = make_sheet(NAME, PEOPLE, answers={"name": "First"})
    change(sheet, "name", "Theirs")
    result = send(sheet, {"q-name": "Mine", "q-people": "3"}, bases={"name": 1})
    assert (result.next, values_of(sheet)) == ("stay", {"name": "Theirs", "people": 3})
    assert told(result) == [("Someone changed this answer while you were writing. Choose which one to keep.", "q-name")]
    state = result.form.field("name").state
    assert (state.raw, state.conflict.text, state.conflict.revision, state.base) == ("Mine", "Theirs", 2, 1)
    assert 'name="keep-name"' in render_to_string("components/question/fields.html", {"section_form": result.form})


@pytest.mark.parametrize(
    ("keep", "next", "kept"), [("mine", "continue", "Mine"), ("theirs", "continue", "Theirs"), ("", "stay", "Theirs")]
)
def test_writer_chooses_which_answer_to_keep(keep, next, kept):
    sheet = make_sheet(NAME, answers={"name": "First"})
    change(sheet, "name", "Theirs")
    result = send(sheet, {"q-name": "Mine", "keep-name": keep, "stored-name": "2"}, bases={"name": 1})
    assert (result.next, values_of(sheet)) == (next, {"name": kept})


def test_old_page_does_not_undo_what_it_did_not_touch():
    sheet = make_sheet(NAME, PEOPLE, answers={"name": "First"})
    change(sheet, "name", "Theirs")
    result = send(sheet, {"q-name": "First", "q-people": "3"}, bases={"name": 1})
    assert (result.next, values_of(sheet)) == ("continue", {"name": "Theirs", "people": 3})


def test_tampered_revision_does_not_overwrite():
    sheet = make_sheet(NAME, answers={"name": "First"})
    assert send(sheet, {"q-name": "Mine"}, bases={"name": "x" * 50}).next == "stay"
    assert values_of(sheet) == {"name": "First"}


def test_question_that_an_answer_calls_for_is_asked_before_going_on():
    sheet = make_sheet(HOST, HOST_NAME)
    result = send(sheet, {"q-host": "yes"})
    assert (result.next, result.form.notice) == ("stay", "Because of your answer, there is something more to ask.")
    assert result.form.field("host_name").state.is_visible
    assert send(sheet, {"q-host": "yes", "q-host_name": "Trust"}, bases={"host": 1}).next == "continue"


def test_wrong_text_in_a_hidden_question_holds_nobody_up():
    sheet = make_sheet(
        HOST, {"key": "people", "type": "number", "show_if": {"all": [{"key": "host", "test": "is", "value": "yes"}]}}
    )
    assert send(sheet, {"q-host": "no", "q-people": "ten"}).next == "continue"


def test_row_is_added_and_what_was_typed_is_saved():
    sheet = make_sheet(COSTS)
    rows = {"q-costs-rows": "1", "q-costs-0-item": "Tea", "q-costs-0-cost": "4"}
    result = send(sheet, rows | {"add_row": "costs"})
    assert (result.next, [row["cost"] for row in values_of(sheet)["costs"]]) == ("stay", [400])
    assert len(result.form.field("costs").rows) == 7


def test_file_is_taken_in_once_and_removed_again():
    sheet = make_sheet(NAME, RULES)

    def upload():
        return SimpleUploadedFile("rules.pdf", pdf_bytes(), "application/pdf")

    assert send(sheet, {"q-rules": upload(), "upload": "rules"}).next == "again"
    assert send(sheet, {"q-rules": upload(), "q-name": "Larks"}).next == "continue"
    (file,) = files_of(sheet)["rules"]
    assert (file.name, send(sheet, {"remove_file": str(file.answer_file_id)}).next) == ("rules.pdf", "again")
    assert files_of(sheet) == {}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"MZ\x90\x00 a program",
            "We cannot take this kind of file, whatever its name says. Choose one of these: PDF.",
        ),
        (b"", "This file is empty. Check it on your device, then choose it again."),
    ],
)
def test_wrong_file_is_told_and_the_rest_is_saved(content, sentence):
    sheet = make_sheet(NAME, RULES)
    result = send(sheet, {"q-rules": SimpleUploadedFile("rules.pdf", content), "q-name": "Larks"})
    assert (result.next, values_of(sheet), files_of(sheet)) == ("stay", {"name": "Larks"}, {})
    assert told(result) == [(sentence, "q-rules")]


def test_file_of_another_sheet_cannot_be_removed():
    sheet, other = make_sheet(RULES), make_sheet(RULES)
    send(other, {"q-rules": SimpleUploadedFile("rules.pdf", pdf_bytes())})
    (file,) = files_of(other)["rules"]
    send(sheet, {"remove_file": str(file.answer_file_id)})
    assert [kept.id for kept in files_of(other)["rules"]] == [file.id]


def test_closed_sheet_says_so_and_shows_answers_as_text():
    sheet = make_sheet(NAME, answers={"name": "First"})
    form = form_of(sheet.version)
    actions.close_sheet(sheet)
    sheet.refresh_from_db()
    html = render_to_string(
        "components/question/fields.html", {"section_form": open_section(sheet, form, form.sections[0])}
    )
    assert ("First" in html, '<input type="text"' in html) == (True, False)


def test_sheet_that_closed_in_between_keeps_what_was_typed_on_the_screen():
    sheet = make_sheet(NAME)
    form = form_of(sheet.version)
    request = RequestFactory().post("/", {"save_id": "p", "base-name": "0", "q-name": "Late"})
    actions.close_sheet(sheet)
    result = handle_section_post(request, sheet, form, form.sections[0], by=make_writer(), now=NOW)
    assert told(result) == [("This can no longer be changed here. What you wrote was not saved.", "q-name")]
    assert (result.form.field("name").state.raw, values_of(sheet)) == ("Late", {})


@pytest.mark.parametrize("questions", [[NAME], [NAME, PEOPLE, PLAN]])
def test_opening_a_section_takes_the_same_queries_however_long(questions, django_assert_num_queries):
    sheet = make_sheet(*questions)
    form = form_of(sheet.version)
    with django_assert_num_queries(2):
        open_section(sheet, form, form.sections[0])


def test_problems_are_told_at_their_fields_when_asked():
    sheet = make_sheet(NAME, PLAN, answers={"plan": "one two three four"})
    form = form_of(sheet.version)
    made = open_section(sheet, form, form.sections[0], tell=True)
    assert [error.target for error in made.errors] == ["q-name", "q-plan"]


def keep(sheet, key, data, base=0):
    request = RequestFactory().post("/", {f"base-{key}": base, "save_id": "page"} | data)
    response = autosave(request, sheet, key, by=make_writer(), now=NOW)
    return response.status_code, json.loads(response.content)


def test_autosave_answers_with_the_new_revision():
    sheet = make_sheet(NAME)
    assert keep(sheet, "name", {"q-name": "Larks"}) == (200, {"revision": 1, "saved": "Saved at 11 am", "here": {}})
    assert values_of(sheet) == {"name": "Larks"}


def test_autosave_of_a_stale_page_answers_with_the_stored_text():
    sheet = make_sheet(NAME, answers={"name": "First"})
    change(sheet, "name", "Theirs")
    assert keep(sheet, "name", {"q-name": "Mine"}, base=1) == (
        409,
        {
            "sentence": "Someone changed this answer while you were writing. Choose which one to keep.",
            "theirs": "Theirs",
            "label": "What Sam wrote at 11 am:",
            "revision": 2,
        },
    )


def test_autosave_of_a_wrong_answer_says_why():
    assert keep(make_sheet(PEOPLE), "people", {"q-people": "ten"}) == (
        422,
        {"errors": ["Enter a number in digits, like 12."]},
    )
    assert keep(make_sheet(PEOPLE), "bank", {})[0] == 422


def test_autosave_takes_few_queries(django_assert_num_queries):
    sheet, writer = make_sheet(NAME, answers={"name": "First"}), make_writer()
    autosave(RequestFactory().post("/", {"base-name": 0, "q-name": ""}), sheet, "name", by=writer, now=NOW)
    request = RequestFactory().post("/", {"base-name": 1, "save_id": "page", "q-name": "Second"})
    with django_assert_num_queries(6):
        autosave(request, sheet, "name", by=writer, now=NOW)


def test_autosave_of_a_new_version_asks_its_own_question():
    first, second = make_sheet(NAME), make_sheet({**NAME, "type": "number"})
    assert keep(first, "name", {"q-name": "ten"})[0] == 200
    assert keep(second, "name", {"q-name": "ten"})[0] == 422


COLUMNS = [{"key": "who", "type": "choice", "label": "Who", "vocabulary": "populations"}]
# Statements of each save, the savepoint's two among them. The question was asked for before; the funder's currency or
# country is one more, and so is a list of its own.
SAVES = [
    ({"type": "money"}, {"q-it": "5"}, 7),
    ({"type": "date_range"}, {"q-it-start-day": "1", "q-it-start-month": "3", "q-it-start-year": "2027"}, 6),
    ({"type": "organisation"}, {"q-it-name": "Trust"}, 7),
    ({"type": "people"}, {"q-it-rows": "1", "q-it-0-name": "Amina"}, 6),
    ({"type": "address"}, {"q-it-line1": "1 Quay"}, 8),
    ({"type": "indicators"}, {"q-it-rows": "1", "q-it-0-how": "A list"}, 7),
    ({"type": "table", "settings": {"columns": COLUMNS}}, {"q-it-rows": "1", "q-it-0-who": "P01"}, 8),
]


@pytest.mark.parametrize(
    ("question", "typed", "count"), SAVES, ids=lambda part: part.get("type") if isinstance(part, dict) else None
)
def test_autosave_of_each_type_takes_few_queries(django_assert_num_queries, question, typed, count):
    make_lists()
    sheet, writer = make_sheet({"key": "it", **question}), make_writer()
    autosave(RequestFactory().post("/", {"base-it": 0, "save_id": "first", **typed}), sheet, "it", by=writer, now=NOW)
    changed = {name: "7" if name == "q-it" else text for name, text in typed.items()}
    changed |= {"q-it-name": "Harbour", "q-it-0-name": "Tom", "q-it-line1": "2 Quay", "q-it-0-how": "Asking"}
    changed |= {"q-it-start-day": "2", "q-it-0-who": "P02"}
    request = RequestFactory().post("/", {"base-it": 1, "save_id": "page", **changed})
    with django_assert_num_queries(count):
        answer = autosave(request, sheet, "it", by=writer, now=NOW)
    assert json.loads(answer.content)["revision"] == 2
