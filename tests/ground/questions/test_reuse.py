"""Answers from elsewhere: what fits a question, and why the rest does not."""

import pytest

from grants.ground.questions.rules import (
    FileSpec,
    FormSpec,
    Reused,
    ReusedFile,
    SectionSpec,
    carried_over,
    fitting_files,
    reused_answer,
    taken_words,
    unchanged_since,
)
from tests.factories.questions import make_question

PDF = {"id": 7, "name": "rules.pdf", "size": 9, "sha256": "a" * 64}
ROW = "5f0c3f5e-2b1c-4f6e-9a53-1f2d3c4b5a69"


def said(value=None, *, key="it", type="short_text", files=(), label="What is it?"):
    """One answer of a snapshot."""
    return {"key": key, "type": type, "label": label, "value": value, "files": list(files)}


def test_the_same_question_takes_the_same_answer():
    assert reused_answer(make_question(), said("Peer evening"), "GBP") == Reused("Peer evening")


def test_another_type_takes_nothing():
    assert reused_answer(make_question("long_text"), said("Peer evening"), "GBP") == Reused(is_whole=False)


def test_a_statement_is_never_taken_over():
    assert not reused_answer(make_question("declaration"), said(True, type="declaration"), "GBP").is_something


def test_a_choice_that_is_no_longer_offered_does_not_fit():
    options = {"options": [{"code": "a", "label": "A"}, {"code": "b", "label": "B"}]}
    question = make_question("choice", settings=options)
    assert reused_answer(question, said("a", type="choice"), "GBP") == Reused("a")
    assert reused_answer(question, said("gone", type="choice"), "GBP") == Reused(is_whole=False)


def test_over_long_text_fits_since_it_is_told_before_sending():
    question = make_question("long_text", settings={"max_words": 2})
    assert reused_answer(question, said("one two three", type="long_text"), "GBP").value == "one two three"


def test_what_is_asked_besides_does_not_make_an_answer_less_whole():
    question = make_question("people", settings={"asks": ["language"]})
    person = {"id": ROW, "name": "Amina", "email": "amina@lights.example", "phone": ""}
    found = reused_answer(question, said([person], type="people"), "GBP")
    assert found == Reused([person | {"language": ""}])


@pytest.mark.parametrize(
    ("settings", "names", "fits"),
    [
        ({}, ["rules.pdf", "photo.jpg"], ["rules.pdf", "photo.jpg"]),
        ({"kinds": ["pdf"]}, ["rules.pdf", "photo.jpg"], ["rules.pdf"]),
        ({"most": 1}, ["a.pdf", "b.pdf"], ["a.pdf"]),
        ({}, ["voice.mp3"], []),
    ],
)
def test_files_fit_by_kind_and_number(settings, names, fits):
    files = [ReusedFile(number, name) for number, name in enumerate(names)]
    assert [file.name for file in fitting_files(make_question("file", settings=settings), files)] == fits


def test_a_recording_fits_where_it_may_last_as_long():
    for seconds, count in [(60, 1), (61, 0)]:
        question = make_question("long_text", settings={"voice": 60})
        assert len(fitting_files(question, [ReusedFile(1, "said.mp3", seconds)])) == count


def form_of(*questions):
    return FormSpec(1, "A form", "application", sections=(SectionSpec("all", {"en-gb": "All"}, questions=questions),))


def test_a_whole_form_is_carried_over_by_key_and_what_is_left_is_told_with_its_reason():
    content = {
        "sections": [
            {
                "answers": [
                    said("Peer evening", key="title"),
                    said("Ten", key="count", label="How many?"),
                    said("Yes", key="gone", label="Anything else?"),
                    said(None, key="silent"),
                    said(None, key="rules", type="file", files=[PDF, PDF | {"id": 8, "name": "photo.jpg"}]),
                ]
            }
        ]
    }
    form = form_of(
        make_question(key="title"),
        make_question("number", key="count"),
        make_question(key="silent"),
        make_question("file", key="rules", settings={"kinds": ["pdf"]}),
    )
    found = carried_over(content, form)
    assert found.answers == {
        "title": Reused("Peer evening"),
        "rules": Reused(None, (ReusedFile(7, "rules.pdf"),), is_whole=False),
    }
    assert [(row.key, str(row.why), row.is_part) for row in found.left] == [
        ("count", "It is asked in another way here.", False),
        ("gone", "This form does not ask it.", False),
        ("rules", "Some of it cannot be chosen or added here.", True),
    ]


def test_a_source_is_told_in_words():
    assert str(taken_words("application:12")) == "taken from an earlier application"
    assert taken_words("") == ""


def asked(*questions):
    """A form of one section."""
    return FormSpec(1, "A form", "application", 1, "GBP", (SectionSpec("all", {}, questions=questions),))


def told(*answers):
    """A snapshot of one section."""
    return {"language": "en-gb", "sections": [{"key": "all", "title": "All", "answers": list(answers)}]}


@pytest.mark.parametrize(
    ("question", "answer", "value", "is_unchanged"),
    [
        (make_question(), said("Tea"), "Tea", True),
        (make_question(), said("Tea"), "Cake", False),
        (make_question(), said("Tea"), None, False),
        (make_question("long_text"), said("Tea"), "Tea", False),
        (make_question("declaration"), said(True, type="declaration"), True, False),
        (make_question(is_required=False), said(None), None, True),
        (make_question(is_required=True), said(None), None, False),
        (make_question(is_required=False), said(None), "Tea", False),
        (make_question("date", meaning="start"), said("2025-12-01", type="date"), "2025-12-01", False),
        (make_question("date"), said("2025-12-01", type="date"), "2025-12-01", True),
    ],
)
def test_what_stands_as_it_was_is_unchanged(question, answer, value, is_unchanged):
    found = unchanged_since(told(answer), asked(question), {"it": value}, {})
    assert found == ({"it"} if is_unchanged else frozenset())


def test_what_was_not_asked_then_is_not_unchanged():
    assert unchanged_since(told(said("Tea", key="other")), asked(make_question()), {"it": "Tea"}, {}) == frozenset()


def test_files_are_unchanged_only_when_all_of_them_stand():
    question, answer = make_question("file"), said(type="file", files=[PDF])
    kept, other = FileSpec(7, "rules.pdf", 9, "a" * 64), FileSpec(8, "more.pdf", 9, "b" * 64)
    standing = {"all": [kept], "none": [], "more": [kept, other], "other": [other]}
    found = {
        name: unchanged_since(told(answer), asked(question), {}, {"it": files}) for name, files in standing.items()
    }
    assert [name for name, keys in found.items() if keys] == ["all"]
