"""Forms as files: what goes out comes in the same, and what is wrong is told with its place."""

import json
from copy import deepcopy

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from grants.desks.jobs.words import load_words
from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.questions import actions
from grants.ground.questions.models import Purpose, Question, Questionnaire, Readers, Use
from grants.ground.questions.queries import description_of, form_of
from grants.ground.questions.rules import clean_settings, description_problems, read_form_file
from grants.ground.questions.rules.description import PURPOSES, READERS, USES, VOCABULARIES
from grants.ground.reference.models import Vocabulary
from tests.factories.questions import NOW, form_description, make_builder, make_shipped, make_writer

SHIPPED = ["doorstep", "doorstep_quiz", "doorstep_report", "project", "project_report", "small_grant"]
NAME = {"key": "name", "type": "short_text", "label": "Name?"}
HOLDER = {
    "key": "holder",
    "type": "choice",
    "label": "Who holds the money?",
    "settings": {"options": [{"code": "us", "label": "We do"}, {"code": "host", "label": "Another group"}]},
}


def form(*questions, **fields):
    section = {"key": "about", "title": "About you", "questions": list(questions or [NAME])}
    return {"title": "A form", "purpose": "application", "sections": [section]} | fields


def told(spec):
    return [str(blocker.sentence) for blocker in description_problems(spec)]


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def brought(spec, **fields):
    return actions.import_form(spec, by=make_builder(), now=NOW, **fields)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_forms_are_files_without_a_fault(name):
    assert told(form_description(name)) == []


@pytest.fixture
def words(db):
    load_words()


@pytest.mark.parametrize("name", SHIPPED)
def test_form_goes_out_and_comes_in_the_same(words, name):
    out = description_of(make_shipped(name))
    back = read_form_file(json.dumps(out).encode())
    made = brought(back, title="Brought back")
    assert description_of(made) == out | {"title": "Brought back"}
    assert made.status == "draft"


def test_brought_form_can_be_published_and_asks_what_the_first_asked(words):
    first = make_shipped("project")
    second = brought(description_of(first), title="Second")
    actions.publish_version(second, by=make_builder(), now=NOW)
    assert form_of(second).sections == form_of(first).sections


def test_file_names_no_person_and_no_id(words):
    out = json.dumps(description_of(make_shipped("project")))
    assert ("Ada" in out, '"id"' in out, "published" in out) == (False, False, False)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(lambda t: t.strip())
TEXTS = st.fixed_dictionaries({"en-gb": TEXT}, optional={"pt": TEXT, "ar": TEXT})
LIMITS = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(sorted)


@st.composite
def questions(draw, key):
    """A question of one of the types whose settings differ most."""
    kind = draw(st.sampled_from(["short_text", "long_text", "money", "date", "choice", "table", "note"]))
    least, most = draw(LIMITS)
    chosen = [{"code": "a", "label": draw(TEXTS)}, {"code": "b", "label": draw(TEXTS)}]
    settings = {
        "short_text": {"most": most},
        "long_text": {"least": least, "most": most, "voice": 120, "video": True},
        "money": {"least": least, "most": most},
        "date": {"earliest": "2027-01-01", "latest": "2028-01-01"},
        "choice": {"options": chosen},
        "table": {"columns": [{"key": "what", "type": "choice", "label": draw(TEXTS), "options": chosen}]},
        "note": {},
    }[kind]
    return {
        "key": key,
        "type": kind,
        "label": draw(TEXTS),
        "why": draw(TEXTS),
        "settings": settings,
        "is_required": draw(st.booleans()),
        "readers": draw(st.sampled_from(READERS)),
        "use": draw(st.sampled_from(["", *USES])),
    }


@st.composite
def forms(draw):
    asked = [draw(questions(f"question_{number}")) for number in range(draw(st.integers(0, 4)))]
    waits = {"show_if": {"any": [{"key": "question_0", "test": "answered"}]}} if asked else {}
    later = {"key": "later", "title": draw(TEXTS), "questions": [], **waits}
    return form(title=draw(TEXT), sections=[{"key": "first", "title": draw(TEXTS), "questions": asked}, later])


class RoundTrip(TestCase):
    """Any form that the reader takes comes out as it went in."""

    @settings(max_examples=30, deadline=None)
    @given(forms())
    def test_what_comes_in_goes_out_and_in_again(self, spec):
        out = description_of(brought(spec, title="First"))
        again = description_of(brought(json.loads(json.dumps(out)), title="Second"))
        assert again == out | {"title": "Second"}
        asked = [question for section in spec["sections"] for question in section["questions"]]
        kept = [question.get("settings", {}) for section in out["sections"] for question in section["questions"]]
        assert kept == [clean_settings(question["type"], question["settings"]) for question in asked]

    @settings(max_examples=40, deadline=None)
    @given(st.deferred(lambda: damaged_forms()))
    def test_what_is_not_told_can_be_made_a_form(self, spec):
        if not description_problems(spec):
            with transaction.atomic():
                assert description_of(brought(spec, title="Made"))
                transaction.set_rollback(True)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def damaged_forms(draw):
    """A shipped form with one thing in it replaced by anything."""
    spec = form_description(draw(st.sampled_from(SHIPPED)))
    place = spec
    while True:
        step = draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[step], dict | list) or not place[step] or draw(st.booleans()):
            place[step] = draw(JSON)
            return spec
        place = place[step]


@settings(max_examples=300, deadline=None)
@given(JSON | damaged_forms())
def test_whatever_a_file_holds_is_read_or_told(spec):
    assert all(str(blocker.sentence).encode() for blocker in description_problems(spec))


LONG = {"key": "plan", "type": "long_text", "label": "Plan?"}
AMOUNT = {"key": "amount", "type": "money", "label": "How much?", "meaning": "amount_requested"}


FAULTS = [
    ([], ["This must be an object with names and values."]),
    ({"purpose": "application", "sections": []}, ["title: This is missing."]),
    (form(title=" "), ["title: Something must be written here."]),
    (form(purpose="loan"), ["purpose: This must be one of: quiz, application, report."]),
    (form(owner="Ada"), ["owner: We do not know this."]),
    (form(sections=[[]]), ["Section 1: This must be an object with names and values."]),
    (
        form(sections=[{"key": "a b", "title": "", "questions": []}]),
        [
            "Section 1, key: This must be a short name in small letters, digits and underscores, like “group_name”.",
            "Section 1, title: Something must be written here.",
        ],
    ),
    (form("x"), ["Question 1: This must be an object with names and values."]),
    (
        form(NAME, LONG, {"key": "third", "type": "essay", "label": "?"} | {"colour": "red"}),
        [
            "Question 3 (third), type: This must be one of: short_text, long_text, number, money, date, date_range, "
            "yes_no, choice, choices, declaration, email, phone, file, budget, table, people, districts, terms, "
            "address, organisation, indicators, note.",
            "Question 3 (third), colour: We do not know this.",
        ],
    ),
    (
        form(NAME, LONG | {"settings": {"most": "120"}}),
        ["Question 2 (plan), settings › most: This must be a whole number, from zero."],
    ),
    (
        form(LONG | {"settings": {"least": True}}),
        ["Question 1 (plan), settings › least: This must be a whole number, from zero."],
    ),
    (
        form(LONG | {"settings": {"least": 20, "most": 10}}),
        ["Question 1 (plan), most: The most must not be smaller than the least."],
    ),
    (
        form(LONG | {"settings": {"kinds": ["pdf"]}}),
        ["Question 1 (plan), settings › kinds: This type of question has no such setting."],
    ),
    (
        form(HOLDER | {"settings": {"options": [{"code": "us"}, {"code": "us"}]}}),
        ["Question 1 (holder), options: Two options have the same code: us."],
    ),
    (
        form(HOLDER | {"settings": {"options": [{"code": "us"}, {"label": "No code"}]}}),
        ["Question 1 (holder), settings › options › 2 › code: This is missing."],
    ),
    (
        form({"key": "who", "type": "terms", "label": "Who?", "settings": {"vocabulary": "animals"}}),
        [
            "Question 1 (who), settings › vocabulary: This must be one of: populations, activities, outcomes, barriers, "
            "partners, source_kinds."
        ],
    ),
    (
        form({"key": "rules", "type": "file", "label": "Rules?", "settings": {"kinds": ["exe"]}}),
        [
            "Question 1 (rules), settings › kinds › 1: This must be one of: pdf, image, office, text, audio, video.",
        ],
    ),
    (
        form(LONG | {"settings": {"voice": 601}}),
        ["Question 1 (plan), settings › voice: This must be at most 600."],
    ),
    (
        form({"key": "contacts", "type": "people", "label": "Who?", "settings": {"asks": ["age"]}}),
        ["Question 1 (contacts), settings › asks: This type of question cannot ask for “age”."],
    ),
    (form(NAME, NAME), ["Question 2 (name), key: “name” was given already: Question 1 (name)."]),
    (
        form(AMOUNT, AMOUNT | {"key": "again"}),
        ["Question 2 (again), meaning: “amount_requested” was given already: Question 1 (amount)."],
    ),
    (
        form(LONG | {"meaning": "amount_requested"}),
        ["Question 1 (plan), meaning: This type of question cannot carry that meaning."],
    ),
    (
        form(NAME | {"show_if": {"all": [{"key": "a", "test": "is"}], "any": []}}),
        ["Question 1 (name), show_if: This condition cannot be read. Choose it again."],
    ),
    (
        form(NAME | {"show_if": {"all": [{"key": "a", "test": "smells_of", "value": 1}]}}),
        [
            "Question 1 (name), show_if › all › 1 › test: This must be one of: is, is_not, contains, more_than, "
            "less_than, answered, not_answered."
        ],
    ),
    (
        form(checks=[{"left": {"answer": "a"}, "op": "<=", "right": [], "sentence": "No.", "at": "a"}]),
        ["Check 1, right: This must name an answer, a column of a question, or a constant."],
    ),
    (
        form(NAME | {"label": {"en-gb": "Name?", "../": "x"}}),
        ["Question 1 (name), label › ../: This is not the code of a language, like “en-gb”."],
    ),
    (form(NAME | {"label": "a\0b"}), ["Question 1 (name), label: This must be text."]),
    (form(NAME | {"label": "\ud800"}), ["Question 1 (name), label: This must be text."]),
    (form(NAME | {"\ud800": 1}), ["Question 1 (name), ?: We do not know this."]),
]


@pytest.mark.parametrize(("spec", "sentences"), FAULTS)
def test_fault_is_told_with_its_place(spec, sentences):
    assert told(spec) == sentences


def test_sections_count_their_questions_through_the_form():
    second = {"key": "second", "title": "Second", "questions": [LONG | {"label": ""}]}
    spec = form(sections=[*form(NAME, HOLDER)["sections"], second])
    assert told(spec) == ["Question 3 (plan), label: Something must be written here."]


def test_two_sections_of_one_name_are_told():
    assert told(form(sections=form()["sections"] * 2))[0] == "Section 2, key: “about” was given already: Section 1."


def test_many_faults_are_told_up_to_thirty():
    faults = told(form(*[{"key": f"q{number}", "type": "note"} for number in range(40)]))
    assert (len(faults), faults[29:]) == (31, ["Question 30 (q29), label: This is missing.", "And 10 more."])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "form_file_unreadable"),
        (b"\xff\xfe\x00", "form_file_unreadable"),
        (b"[" * 100_000, "form_file_unreadable"),
        (b'{"format": ' + b"9" * 5_000 + b"}", "form_file_unreadable"),
        (b"[]", "form_file_other"),
        (b'{"title": "A form"}', "form_file_other"),
        (b'{"format": "community-grants-form", "format_version": 2}', "form_file_version"),
        (b" " * 1_000_001, "form_file_large"),
    ],
)
def test_file_that_is_no_form_is_refused_at_the_file(content, code):
    assert refused(lambda: read_form_file(content)) == [(code, "file")]


def test_file_that_a_windows_editor_saved_is_read():
    content = b"\xef\xbb\xbf" + json.dumps(form_description("doorstep")).encode()
    assert read_form_file(content) == form_description("doorstep")


@pytest.mark.django_db
def test_form_with_a_fault_leaves_nothing_behind():
    spec = deepcopy(form_description("doorstep"))
    spec["sections"][-1]["questions"][-1]["type"] = "essay"
    assert refused(lambda: brought(spec)) == [("form_description", "file")]
    assert (Questionnaire.objects.count(), Question.objects.count(), Entry.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_file_sent_twice_is_made_one_form():
    brought(form())
    assert refused(lambda: brought(form())) == [("title_taken", "title")]
    assert Questionnaire.objects.count() == 1


@pytest.mark.django_db
def test_bringing_a_form_in_needs_the_right_and_is_on_record():
    with pytest.raises(Refusal):
        actions.import_form(form(), by=make_writer(), now=NOW)
    made = brought(form())
    assert Entry.objects.get(verb="questionnaire_imported").subject == f"questionnaire:{made.questionnaire_id}"


def test_rules_know_the_words_of_the_model():
    known = (Purpose, Use, Readers, Vocabulary)
    assert tuple(tuple(words.values) for words in known) == (PURPOSES, USES, READERS, VOCABULARIES)
