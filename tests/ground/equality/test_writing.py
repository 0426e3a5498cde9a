"""Writing the equality questions: words change, codes and counts stay, small numbers stay hidden."""

import datetime as dt

import pytest

from grants.desks.jobs.words import load_words
from grants.ground.audit.models import Entry
from grants.ground.equality import actions, queries
from grants.ground.equality.models import EqualityCount, EqualityQuestion
from grants.ground.equality.rules.writing import free_code, moved, wording_problems
from grants.ground.kit.errors import Refusal
from grants.ground.people.actor import Actor
from grants.ground.people.roles import ROLES, Role
from tests.factories.questions import NOW, make_builder, make_writer

TODAY = dt.date(2026, 9, 7)
MONTH = dt.date(2026, 9, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shipped(db):
    load_words()


def acting():
    return {"by": make_builder(), "now": NOW}


def gender():
    return EqualityQuestion.objects.get(key="gender")


def codes(question=None):
    return [option["code"] for option in (question or gender()).options]


def refused(act, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        act(*args, **kwargs)
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def count(number, **given):
    for turn in range(number):
        actions.count_answers(given, call_code="doorstep", nonce=f"{given}-{turn}", today=TODAY)


def shown():
    (found,) = queries.tables(make_builder(), "doorstep", MONTH, MONTH)
    return [(row.label, row.count) for row in found.rows]


def facts():
    return [entry.facts for entry in Entry.objects.filter(verb="equality_questions_changed").order_by("pk")]


def test_codes_are_made_of_words_and_never_twice():
    assert free_code("Women & girls", ["x"]) == "women_girls"
    assert free_code("Women", ["women", "women_2"]) == "women_3"
    assert (free_code("نساء", []), len(free_code("x" * 99, [])) <= 40) == ("answer", True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Women", []), ("", ["text_missing"]), ("x" * 121, ["text_too_long"]), ("MÉN", ["text_taken"])],
)
def test_words_are_short_and_new(text, expected):
    assert [problem.code for problem in wording_problems(text, ["Men"], "label", 120)] == expected


def test_prefer_not_to_say_stays_last_wherever_something_moves():
    options = [{"code": "a"}, {"code": "b"}, {"code": "prefer_not_to_say"}]
    assert [o["code"] for o in moved(options, "a", 9)] == ["b", "a", "prefer_not_to_say"]
    assert [o["code"] for o in moved(options, "prefer_not_to_say", 0)] == ["a", "b", "prefer_not_to_say"]


def ask(label="Do you meet online?", options=("Yes", "No"), **more):
    return actions.add_question(label=label, options=list(options), is_several=False, **more, **acting())


def test_a_question_is_added_behind_the_others_and_adding_it_again_adds_none():
    row = ask(options=["Yes", " ", "No"], help="Sometimes is yes.")
    assert ask().pk == row.pk
    assert (row.key, codes(row), row.is_several) == ("do_you_meet_online", ["yes", "no", "prefer_not_to_say"], False)
    assert queries.questions("en-gb")[-1].key == row.key
    assert facts() == [{"question": "do_you_meet_online", "act": "added"}]


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"label": " "}, ("text_missing", "label")),
        ({"label": "x" * 201}, ("text_too_long", "label")),
        ({"label": "how old are the people who run your group?"}, ("text_taken", "label")),
        ({"help": "x" * 301}, ("text_too_long", "help")),
        ({"options": ["Yes"]}, ("options_missing", "options")),
        ({"options": ["Yes", "yes"]}, ("text_taken", "options")),
        ({"options": ["Yes", "x" * 121]}, ("text_too_long", "options")),
    ],
)
def test_what_is_wrong_is_told_at_its_field(wrong, expected):
    assert refused(ask, **wrong) == [expected]
    assert EqualityQuestion.objects.count() == 5


def test_other_words_are_counted_under_the_same_code():
    count(12, gender=["women"])
    actions.word_option(gender(), "women", label="Women and girls", **acting())
    actions.word_option(gender(), "women", label="Women and girls", **acting())
    count(3, gender=["women"], age=["18_to_29"])
    assert EqualityCount.objects.get(question="gender", answer="women").count == 15
    assert facts() == [{"question": "gender", "act": "worded", "option": "women"}]
    assert refused(actions.word_option, gender(), "women", label="Men", **acting()) == [("text_taken", "label")]
    assert refused(actions.word_option, gender(), "nobody", label="X", **acting()) == [("no_such_option", "")]


def test_a_retired_answer_is_offered_no_more_and_its_numbers_stay():
    count(14, gender=["women"])
    count(6, gender=["men"])
    for _twice in range(2):
        actions.switch_option(gender(), "men", is_active=False, **acting())
    assert "men" not in dict(queries.questions("en-gb")[-2].options)
    count(1, gender=["men", "women"])
    assert dict(shown())["Men"] == 6
    assert facts() == [{"question": "gender", "act": "retired", "option": "men"}]
    actions.switch_option(gender(), "men", is_active=True, **acting())
    assert codes()[1] == "men"


def test_a_small_number_of_a_retired_answer_hides_with_its_neighbour():
    count(14, gender=["women"])
    count(6, gender=["men"])
    count(3, gender=["another"])
    actions.switch_option(gender(), "another", is_active=False, **acting())
    numbers = dict(shown())
    assert (numbers["People who use another word"], list(numbers.values()).count(None) >= 2) == (None, True)
    actions.switch_option(gender(), "non_binary", is_active=False, **acting())
    assert "Non-binary people" not in dict(shown())


def test_some_answers_always_stay():
    assert refused(actions.switch_option, gender(), "prefer_not_to_say", is_active=False, **acting()) == [
        ("prefer_not_stays", "")
    ]
    row = ask()
    assert refused(actions.switch_option, row, "yes", is_active=False, **acting()) == [("last_in_use", "")]


def test_answers_are_added_and_moved():
    actions.add_option(gender(), label="Two-spirit people", **acting())
    assert codes()[-2:] == ["two_spirit_people", "prefer_not_to_say"]
    for _twice in range(2):
        actions.move_option(gender(), "two_spirit_people", to_position=0, **acting())
    assert (codes()[0], len(facts())) == ("two_spirit_people", 2)
    assert refused(actions.add_option, gender(), label="two-spirit people", **acting()) == [("text_taken", "label")]


def test_questions_move_retire_and_come_back():
    for _twice in range(2):
        actions.move_question(gender(), to_position=0, **acting())
    assert [row.key for row in queries.written_questions(make_builder())][:2] == ["gender", "age"]
    count(12, gender=["women"])
    for _twice in range(2):
        actions.switch_question(gender(), is_active=False, **acting())
    assert "gender" not in [spec.key for spec in queries.questions("en-gb")]
    assert dict(shown())["Women"] == 12
    actions.switch_question(gender(), is_active=True, **acting())
    assert [fact["act"] for fact in facts()] == ["moved", "retired", "restored"]


def test_words_of_a_question_change_and_translations_are_out_of_date():
    texts = {"gender.label": "¿Qué género tienen?", "gender.option.women": "Mujeres"}
    for _twice in range(2):
        actions.translate_questions("es", texts, **acting())
    assert [spec.label for spec in queries.questions("es") if spec.key == "gender"] == ["¿Qué género tienen?"]
    actions.word_question(gender(), label="Which gender are they?", help="", **acting())
    (spanish,) = [row for row in queries.question_meters([gender()]) if row.language == "es"]
    assert spanish.stale == 1
    actions.translate_questions("es", {}, still_right=["gender.label"], **acting())
    (spanish,) = [row for row in queries.question_meters([gender()]) if row.language == "es"]
    assert spanish.stale == 0
    wrong = {"gender.option.women": "x" * 121}
    assert refused(actions.translate_questions, "es", wrong, **acting()) == [("text_too_long", "gender.option.women")]
    assert refused(actions.translate_questions, "fr", {}, **acting()) == [("no_such_language", "")]


def test_only_those_who_build_forms_write_them():
    auditor = Actor(kind="person", person_id=make_writer().person_id, permissions=ROLES[Role.AUDITOR])
    who = {"by": auditor, "now": NOW}
    for act in (
        lambda: actions.add_question(label="X", options=["a", "b"], is_several=True, **who),
        lambda: actions.word_question(gender(), label="X", **who),
        lambda: actions.move_question(gender(), to_position=0, **who),
        lambda: actions.switch_question(gender(), is_active=False, **who),
        lambda: actions.add_option(gender(), label="X", **who),
        lambda: actions.word_option(gender(), "women", label="X", **who),
        lambda: actions.move_option(gender(), "women", to_position=0, **who),
        lambda: actions.switch_option(gender(), "women", is_active=False, **who),
        lambda: actions.translate_questions("es", {"gender.label": "X"}, **who),
    ):
        assert refused(act) == [("not_allowed", "")]
    assert list(queries.written_questions(auditor)) == []
