"""The question pack: everything a call asks and judges by, as data, as PDF and as a Word file."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from grants.outputs.documents.pack import pack_content, pack_languages, pack_pdf
from grants.outputs.documents.word import pack_docx
from tests.factories.calls import NOW, make_call, make_form, make_rubric
from tests.factories.questions import make_question, make_shipped
from tests.outputs.documents.test_receipts import words_of
from tests.pdfs import accessible_facts, missing_glyphs, tags_of

pytestmark = pytest.mark.django_db

QUESTIONS = [
    {"key": "title", "type": "short_text", "label": "What is it called?", "meaning": "project_title", "settings": {"most": 80}},
    {"key": "amount", "type": "money", "label": "How much?", "meaning": "amount_requested", "settings": {"least": 10_000, "most": 200_000}},
    {
        "key": "doings", "type": "long_text", "label": "What will you do?", "settings": {"most": 150},
        "help": "Dots are fine.", "why": "To see if it can work.",
    },
    {"key": "children", "type": "yes_no", "label": "Do children come?"},
    {"key": "lead", "type": "short_text", "label": "Who looks after them?", "show_if": {"all": [{"key": "children", "test": "is", "value": True}]}, "is_required": False},
    {"key": "contacts", "type": "people", "label": "Who can we talk to?", "meaning": "contacts"},
]  # fmt: skip


def make_asking_call(**terms):
    """A call whose rubric reads two of its questions."""
    rubric = make_rubric()
    first = rubric.criteria.order_by("position").first()
    first.question_keys = ["doings", "amount"]
    first.save()
    return make_call(form=make_form(questions=QUESTIONS).questionnaire, rubric=rubric, **terms)


@pytest.fixture
def content():
    return pack_content(make_asking_call(), "en-gb")


def question(content, number):
    return next(asked for part in content["sections"] for asked in part["questions"] if asked["number"] == number)


def test_each_question_comes_with_limits_condition_reason_and_criterion(content):
    assert question(content, 3) == {
        "number": 3,
        "key": "doings",
        "room": {"kind": "lines", "lines": list(range(1, 18))},
        "label": "What will you do?",
        "help": "Dots are fine.",
        "why": "To see if it can work.",
        "is_required": True,
        "limits": ["Up to 150 words."],
        "conditions": [],
        "options": [],
        "more_options": 0,
        "criteria": [f"{content['criteria'][0]['title']} ({content['criteria'][0]['weight']} of 100 points)"],
    }
    assert question(content, 1)["limits"] == ["at most 80 characters"]
    assert question(content, 2)["limits"] == ["from £100 to £2,000"]
    assert question(content, 4)["options"] == [["Yes", "", ""], ["No", "", ""]]
    assert question(content, 5)["conditions"] == ["“Do children come?” is “Yes”"]


def test_the_facts_say_who_decides_and_when(content):
    facts = dict(content["facts"])
    assert facts["You hear from us"] == "By Friday 30 October 2026"
    assert facts["Who decides"] == "A panel of local people, and our board confirms it"
    assert facts["How much"] == "£300 to £2,000"


def test_the_quiz_says_which_answer_ends_it(content):
    (asked,) = content["quiz"][0]["questions"]
    assert asked["options"] == [["Yes", "", ""], ["No", "This fund is for Larkfield.", ""]]


def test_weights_are_those_of_the_rubric(content):
    assert sum(criterion["weight"] for criterion in content["criteria"]) == 100


@pytest.mark.parametrize(
    ("asked", "limits"),
    [
        ({"type": "number", "settings": {"least": 2, "most": 9}}, ["from 2 to 9"]),
        ({"type": "number", "settings": {"least": 2}}, ["at least 2"]),
        ({"type": "date", "settings": {"earliest": "2027-01-01"}}, ["not before Friday 1 January 2027"]),
        ({"type": "date", "settings": {"latest": "2027-01-02"}}, ["not after Saturday 2 January 2027"]),
        ({"type": "budget", "settings": {"most": 12, "most_total": 50_000}}, ["at most 12 rows", "In all: at most £500"]),
        ({"type": "email"}, []),
    ],
)  # fmt: skip
def test_limits_are_said_in_words(asked, limits):
    from grants.outputs.documents.pack_words import limits_in_words

    assert limits_in_words(make_question(**asked), "GBP", "en-gb") == limits


def test_a_language_needs_all_its_words(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    from grants.ground.questions.queries import form_of

    version = make_form(questions=[{"key": "a", "type": "date", "label": {"en-gb": "When?", "cy": "Pryd?"}}])
    assert pack_languages(form_of(version)) == ["en-gb", "cy"]
    half = make_form(questions=[{"key": "a", "type": "date", "label": {"en-gb": "When?"}}])
    assert pack_languages(form_of(half)) == ["en-gb"]


def test_the_pdf_can_be_read_by_everybody(content):
    pdf = pack_pdf(content)
    assert accessible_facts(pdf) == {
        "tagged": True,
        "language": "en-gb",
        "title": "Doorstep Grants: all our questions",
        "shows_title": True,
        "standard": True,
    }
    assert missing_glyphs(pdf) == 0
    assert {"H1", "H2", "H3", "L", "LI"} <= set(tags_of(pdf))
    words = words_of(pdf)
    told = (
        "What will you do?",
        "Up to 150 words.",
        "To see if it can work.",
        "“Do children come?” is “Yes”",
        "£100 to £2,000",
    )
    assert [said for said in told if said not in words] == []


def test_the_word_file_has_headings_lists_table_headers_language_and_title(content):
    document = Document(io.BytesIO(pack_docx(content, now=NOW)))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Heading 1"
    assert {"Heading 2", "Heading 3", "List Bullet"} <= set(styles)
    headers = [table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables]
    assert headers == [True, True]
    facts = document.core_properties
    assert (facts.title, facts.language) == ("Doorstep Grants: all our questions", "en-gb")
    languages = {mark.get(qn("w:val")) for mark in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Only asked if: “Do children come?” is “Yes”" in words
    assert words.count("Your answer:") == 6


def test_the_word_file_keeps_odd_characters_out(content):
    content["sections"][0]["questions"][0]["label"] = "A\x0bB\x00C =1+1 🙂"
    document = Document(io.BytesIO(pack_docx(content, now=NOW)))
    assert "1. ABC =1+1 🙂" in [paragraph.text for paragraph in document.paragraphs]


def test_the_word_file_holds_no_macro_and_no_link_outside(content):
    with zipfile.ZipFile(io.BytesIO(pack_docx(content, now=NOW))) as archive:
        names = archive.namelist()
        links = b"".join(archive.read(name) for name in names if name.endswith(".rels"))
    assert [name for name in names if "vba" in name.lower()] == []
    assert b'TargetMode="External"' not in links


def test_a_shipped_form_makes_a_whole_pack():
    content = pack_content(make_call(form=make_shipped("small_grant").questionnaire), "en-gb")
    assert sum(len(part["questions"]) for part in content["sections"]) > 15
    assert pack_docx(content, now=NOW)[:2] == b"PK"
