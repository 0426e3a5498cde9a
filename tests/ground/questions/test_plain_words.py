"""Plain words: sentences, syllables, grades, office words, and what is hinted beside a question."""

import pytest

from grants.ground.questions.rules import Reading, form_readings, word_hints
from grants.ground.questions.rules.jargon import JARGON
from grants.ground.questions.rules.plain_words import jargon_in, reading, sentences_of, syllables
from tests.ground.questions.test_burden import form, shipped

HARD = (
    "Applicants must provide appropriate documentation concerning organisational sustainability. "
    "Insufficient information regarding financial arrangements inevitably necessitates additional communication "
    "and considerable administrative complications."
)
EASY = "Tell us what you want to do. Say it like you would tell a friend. We will read it soon and write to you."


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1),
        ("make", 1),
        ("makes", 1),
        ("walked", 1),
        ("wanted", 2),
        ("table", 2),
        ("places", 2),
        ("money", 2),
        ("people", 2),
        ("different", 3),
        ("community", 4),
        ("safeguarding", 4),
        ("rhythm", 1),
        ("£500", 1),
        ("", 1),
    ],
)
def test_syllables_are_groups_of_vowels_that_are_spoken(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("One line", ["One line"]),
        ("First. Second! Third?", ["First", "Second", "Third"]),
        ("We pay £1.50 for it.", ["We pay £1.50 for it"]),
        ("“Yes.” They agreed.", ["“Yes", "They agreed"]),
        ("A line\n\nand another", ["A line", "and another"]),
        ("पहला। दूसरा।", ["पहला", "दूसरा"]),
        ("…", []),
    ],
)
def test_sentences_end_at_marks_and_lines(text, sentences):
    assert sentences_of(text) == sentences


def test_grade_is_flesch_and_kincaids():
    text = "The cat sat on the mat. The dog ran to the red house and sat in the sun all day."
    # 20 words, 2 sentences, 20 syllables: 0.39 × 10 + 11.8 × 1 − 15.59 = 0.11
    assert reading([text], "en-gb") == Reading(20, 2, 14, 0.1)


def test_grade_never_goes_below_nothing_and_few_words_have_none():
    assert reading(["Go. " * 30], "en-gb").grade == 0.0
    assert reading(["One two three."], "en-gb").grade is None


@pytest.mark.parametrize(("text", "is_plain"), [(EASY, True), (HARD, False)])
def test_easy_and_hard_are_told_apart(text, is_plain):
    assert reading([text], "en-gb").is_plain is is_plain


@pytest.mark.parametrize(
    ("language", "expected"),
    [("pt", Reading(24, 3, 9)), ("zh-hans", Reading(0, 0, 0)), ("en", Reading(24, 3, 9, 0.0))],
)
def test_grade_is_for_english_and_nothing_is_told_where_words_are_not_parted(language, expected):
    assert reading([EASY], language) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("How will you utilise the grant?", [("utilise", "use")]),
        ("Name the BENEFICIARIES and stakeholders.", ["beneficiaries", "stakeholders"]),
        ("We utilised it. We utilised it.", ["utilised"]),
        ("What is your theory of change?", ["theory of change"]),
        ("The impacting impactful robustness", []),
        ("What do you want to do?", []),
    ],
)
def test_office_words_are_found_as_whole_words(text, found):
    told = jargon_in(text)
    assert (told if found and isinstance(found[0], tuple) else [word for word, _plain in told]) == found


def test_every_office_word_is_found_by_itself():
    assert [word for word in JARGON if jargon_in(word) != [(word, JARGON[word])]] == []


def hints(label, help="", language="en-gb", **more):
    return word_hints(({language: label} | more, {language: help}, {}), language)


def test_plain_question_has_no_hints():
    assert hints("What do you want to do?", "Tell us like you would tell a friend.") == []


def test_long_sentence_hard_words_and_office_words_are_hinted():
    assert hints("Utilise " + "and do what you can " * 5)[0] == (
        "A sentence has 26 words. Make two of it: aim for 14 or fewer."
    )
    assert hints(HARD)[0] == "Reading grade 33.5: shorter words would help. Aim for 6 or less."
    assert hints("Name your stakeholders.") == ["“stakeholders” is an office word. You could say: people it touches."]


def test_other_languages_are_told_the_length_of_sentences_only():
    assert hints("impact " * 21, language="pt") == ["A sentence has 21 words. Make two of it: aim for 14 or fewer."]


def test_language_that_the_question_lacks_falls_back_to_english():
    assert word_hints(({"en-gb": "Your impact?"}, {}, {}), "pt") == hints("Your impact?")


def test_form_is_read_in_each_language_english_first():
    told = form_readings(form({"key": "a", "label": {"ar": "ما اسمك؟", "en-gb": "Your name?"}}))
    assert told == {"en-gb": Reading(3, 2, 2), "ar": Reading(2, 1, 2)}


@pytest.mark.parametrize("name", ["doorstep", "doorstep_quiz", "doorstep_report", "project", "project_report"])
def test_shipped_forms_are_plain(name):
    spec = shipped(name)
    assert form_readings(spec)["en-gb"].is_plain
    hinted = [word_hints((question.label, question.help, question.why)) for question in spec.questions]
    assert [hints for hints in hinted if hints] == []
