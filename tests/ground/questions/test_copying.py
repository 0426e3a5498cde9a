"""A form from a form: everything it asks, under the same keys; the source stays as it is."""

import json

import pytest

from grants.desks.jobs.words import load_words
from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.questions import actions
from grants.ground.questions.models import Questionnaire
from grants.ground.questions.queries import description_of, form_of
from grants.ground.questions.queries.translating import meters_of
from grants.ground.questions.rules import read_form_file
from tests.factories.questions import NOW, make_builder, make_shipped, make_version, make_writer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words(db):
    load_words()


def copy(version, title="Autumn grants", by=None):
    return actions.copy_form(version, title=title, by=by or make_builder(), now=NOW)


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def asked(version):
    return {name: value for name, value in description_of(version).items() if name != "title"}


@pytest.mark.parametrize("name", ["project", "doorstep_quiz"])
def test_copy_asks_the_same_under_the_same_keys_and_is_a_draft_of_its_own(name):
    source = make_shipped(name)
    made = copy(source)
    assert asked(made) == asked(source)
    assert (made.status, made.number, made.questionnaire.title) == ("draft", 1, "Autumn grants")
    assert (form_of(made).checks, made.questionnaire_id == source.questionnaire_id) == (form_of(source).checks, False)


def test_changing_the_copy_leaves_the_source_alone():
    source = make_shipped("doorstep")
    before = asked(source)
    made = copy(source)
    actions.change_question(made.questions.first(), label={"en-gb": "Other words"}, by=make_builder(), now=NOW)
    actions.remove_section(made.sections.last(), by=make_builder(), now=NOW)
    assert asked(source) == before


def test_copy_sent_twice_is_made_once():
    source = make_shipped("doorstep")
    copy(source)
    assert refused(lambda: copy(source, " autumn  GRANTS ")) == [("title_taken", "title")]
    assert Questionnaire.objects.count() == 2


def test_copy_needs_a_name_and_the_right():
    source = make_shipped("doorstep")
    assert refused(lambda: copy(source, " ")) == [("text_missing", "title")]
    assert refused(lambda: copy(source, by=make_writer())) == [("not_allowed", "")]


def test_copying_is_on_record_with_its_source():
    source = make_shipped("doorstep")
    made = copy(source)
    entry = Entry.objects.get(verb="questionnaire_copied")
    expected = (f"questionnaire:{made.questionnaire_id}", {"source": source.questionnaire_id, "number": 1})
    assert (entry.subject, entry.facts) == expected


PLAIN = {"key": "name", "type": "short_text", "label": "Its name?"}
SPENT = {"key": "spent", "type": "money", "label": "Spent?"}


def make_translated():
    """A draft in Spanish and Arabic with a check; its question was changed after it was translated."""
    draft = actions.new_draft_version(
        make_version(PLAIN, SPENT).questionnaire, by=make_builder(), now=NOW, reason="Languages"
    )
    draft = actions.choose_languages(draft, ["es", "ar"], by=make_builder(), now=NOW)
    sides = {"left": [{"answer": "spent"}], "op": "<=", "right": [{"constant": 100}], "at": "spent"}
    actions.set_check(draft, **sides, sentence={"en-gb": "Too much"}, by=make_builder(), now=NOW)
    draft.refresh_from_db()
    texts = {"question.name.label": "¿Su nombre?", f"check.{draft.checks[0]['id']}": "Demasiado"}
    actions.translate_version(draft, "es", texts, by=make_builder(), now=NOW)
    row = draft.questions.get(key="name")
    actions.change_question(row, label=row.label | {"en-gb": "What is it called?"}, by=make_builder(), now=NOW)
    draft.refresh_from_db()
    return draft


def meters(version):
    return [(row.language, row.total, row.done, row.stale) for row in meters_of(version)]


def test_a_file_brings_the_languages_and_what_is_out_of_date():
    source = make_translated()
    described = read_form_file(json.dumps(description_of(source)).encode())
    assert (described["languages"], sorted(described["translated"]["es"])) == (
        ["es", "ar"],
        ["check.1", "question.name.label"],
    )
    made = actions.import_form(described, title="From a file", by=make_builder(), now=NOW)
    assert made.languages == ["es", "ar"]
    assert meters(made) == meters(source) == [("es", 4, 2, 1), ("ar", 4, 0, 0)]
    assert asked(made) == asked(source)


def test_a_file_without_languages_is_as_good_and_unknown_languages_are_not_offered():
    described = description_of(make_version(PLAIN))
    assert {"languages", "translated"} & described.keys() == set()
    made = actions.import_form(described | {"languages": ["fr", "es"]}, title="A", by=make_builder(), now=NOW)
    assert (made.languages, made.translated) == (["es"], {})


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"languages": "es"}, "languages: This must be a list."),
        ({"languages": [7]}, "languages › 1: This is not the code of a language, like “en-gb”."),
        ({"translated": {"es": ["x"]}}, "translated › es: This must be an object with names and values."),
        (
            {"translated": {"es": {"section.about.title": 3}}},
            "translated › es › section.about.title: This must be text.",
        ),
    ],
)
def test_wrong_languages_in_a_file_are_told_with_their_place(wrong, sentence):
    described = description_of(make_version(PLAIN)) | wrong
    with pytest.raises(Refusal) as caught:
        actions.import_form(described, title="A", by=make_builder(), now=NOW)
    assert [blocker.sentence for blocker in caught.value.blockers] == [sentence]
