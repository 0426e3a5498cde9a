"""The bank of questions: kept under a name with all their words, put as copies into drafts, taken out."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.questions import actions
from grants.ground.questions.models import BankedQuestion
from grants.ground.questions.queries import banked_questions
from tests.factories.questions import NOW, make_banked, make_builder, make_version, make_writer

pytestmark = pytest.mark.django_db

HOLDER = {
    "key": "holder",
    "type": "choice",
    "label": {"en-gb": "Who can hold the money?", "pt": "Quem guarda o dinheiro?"},
    "help": "We ask for bank details later.",
    "why": "We pay groups, not people.",
    "meaning": "host",
    "is_required": False,
    "use": "payment",
    "readers": "office",
    "settings": {"options": [{"code": "us", "label": "We can"}, {"code": "other", "label": "Another group"}]},
}
WORDS = ("key", "type", "label", "help", "why", "meaning", "is_required", "use", "readers", "settings")


@pytest.fixture
def by():
    return make_builder()


@pytest.fixture
def section(by):
    draft = actions.create_questionnaire("New form", "application", by=by, now=NOW).versions.get()
    return actions.add_section(draft, title={"en-gb": "Money"}, by=by, now=NOW)


def values(asked):
    return {name: getattr(asked, name) for name in WORDS}


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def asked(**fields):
    return make_version(HOLDER | fields).questions.get()


def keep(question, by, name="Who holds the money", **fields):
    return actions.keep_question(question, name=name, by=by, now=NOW, **fields)


def put(banked, section, by):
    return actions.put_question(banked, section, by=by, now=NOW)


def test_question_goes_into_the_bank_and_from_there_into_a_form_with_all_it_has(by, section):
    question = asked()
    banked = keep(question, by)
    assert values(banked) == values(question)
    assert values(put(banked, section, by)) == values(question)


def test_condition_stays_behind(by, section):
    version = make_version({"key": "first", "type": "yes_no"}, HOLDER | {"show_if": {"all": [CLAUSE]}})
    banked = keep(version.questions.get(key="holder"), by)
    assert put(banked, section, by).show_if == {}


CLAUSE = {"key": "first", "test": "answered"}


def test_changing_the_form_leaves_the_bank_as_it_is(by, section):
    banked = keep(asked(), by)
    made = put(banked, section, by)
    actions.change_question(made, label={"en-gb": "Other words"}, settings=made.settings, by=by, now=NOW)
    banked.refresh_from_db()
    assert banked.label == HOLDER["label"]


def test_kept_twice_and_put_twice_is_once(by, section):
    question = asked()
    assert keep(question, by) == keep(question, by)
    banked = BankedQuestion.objects.get()
    assert put(banked, section, by) == put(banked, section, by)
    assert (section.questions.count(), Entry.objects.filter(verb__in=["question_kept", "question_put"]).count()) == (
        1,
        2,
    )


def test_name_that_is_taken_is_refused_unless_it_is_replaced(by):
    keep(asked(), by)
    other = asked(label="Who has an account?")
    assert refused(lambda: keep(other, by, " who  HOLDS the money ")) == [("name_taken", "name")]
    assert keep(other, by, replaces=True).label == {"en-gb": "Who has an account?"}
    assert BankedQuestion.objects.count() == 1


def test_name_must_be_there_and_short_enough(by):
    question = asked()
    assert refused(lambda: keep(question, by, " ")) == [("text_missing", "name")]
    assert refused(lambda: keep(question, by, "n" * 121)) == [("text_too_long", "name")]


def test_short_name_that_means_something_else_in_the_form_is_refused(by, section):
    actions.add_question(section, type="short_text", key="holder", label={"en-gb": "Whose hall?"}, by=by, now=NOW)
    banked = keep(asked(), by)
    assert refused(lambda: put(banked, section, by)) == [("key_taken", "key")]


def test_meaning_that_another_question_has_is_not_taken_from_it(by, section):
    label, settings = {"en-gb": "Host?"}, HOLDER["settings"]
    add = {"type": "choice", "key": "host", "label": label, "settings": settings, "meaning": "host"}
    actions.add_question(section, **add, by=by, now=NOW)
    made = put(keep(asked(), by), section, by)
    assert (made.meaning, section.questions.get(key="host").meaning) == ("", "host")


def test_published_form_takes_nothing(by):
    published = make_version({"key": "name", "type": "short_text"})
    assert refused(lambda: put(make_banked(), published.sections.get(), by)) == [("version_published", "")]


def test_taking_out_leaves_copies_and_is_done_once(by, section):
    banked = keep(asked(), by)
    made = put(banked, section, by)
    actions.remove_banked_question(banked, by=by, now=NOW)
    actions.remove_banked_question(BankedQuestion(pk=banked.pk or 1), by=by, now=NOW)
    made.refresh_from_db()
    assert Entry.objects.filter(verb="banked_question_removed").count() == 1


def test_bank_is_for_those_who_build(section):
    banked, writer = make_banked(), make_writer()
    for act in (
        lambda: keep(asked(), writer),
        lambda: put(banked, section, writer),
        lambda: actions.remove_banked_question(banked, by=writer, now=NOW),
    ):
        assert refused(act) == [("not_allowed", "")]
    assert list(banked_questions(writer)) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Café", "Money"]),
        ("cafe", ["Café"]),
        ("MONEY hold", ["Money"]),
        ("dinheiro", ["Money"]),
        ("hold café", []),
        ("bank details", ["Money"]),
        ("100%", []),
    ],
)
def test_every_word_must_be_there_in_some_language(by, words, found):
    keep(asked(), by, "Money")
    make_banked("Café", key="cafe", label="Which café?")
    assert [row.name for row in banked_questions(by, words=words).order_by("sort_name")] == found
