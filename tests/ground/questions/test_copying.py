"""A form from a form: everything it asks, under the same keys; the source stays as it is."""

import pytest

from grants.desks.jobs.words import load_words
from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.questions import actions
from grants.ground.questions.models import Questionnaire
from grants.ground.questions.queries import description_of, form_of
from tests.factories.questions import NOW, make_builder, make_shipped, make_writer

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
