"""The eligibility quiz: a kind and early stop, a result. No database."""

from grants.ground.questions.rules import FormSpec, Lists, SectionSpec, quiz_step, section_from_record
from tests.factories.questions import form_description, make_question

ALL_YES = {"place": "yes", "two_people": "yes", "connects": "yes", "not_yet": "yes", "for_a_group": "yes"}


def shipped_quiz():
    described = form_description("doorstep_quiz")
    sections = tuple(section_from_record(s, s["questions"], Lists()) for s in described["sections"])
    return FormSpec(1, described["title"], "quiz", sections=sections)


def test_quiz_asks_one_question_at_a_time():
    step = quiz_step(shipped_quiz(), {"place": "yes"})
    assert (step.kind, step.question.key, step.number, step.total) == ("ask", "two_people", 2, 7)


def test_quiz_stops_early_and_says_what_to_do():
    step = quiz_step(shipped_quiz(), {"place": "yes", "two_people": "no"})
    assert (step.kind, step.question.key) == ("stop", "two_people")
    assert step.text == {"en-gb": "Find one more person, then come back. A neighbour or a friend is fine."}


def test_quiz_ends_with_its_result():
    step = quiz_step(shipped_quiz(), ALL_YES | {"no_politics": "yes", "how_much": "up_to_500"})
    assert (step.kind, step.question) == ("done", None)
    assert step.text == {
        "en-gb": "It looks like you can apply for a Doorstep Grant. It has 11 questions and takes about 15 minutes."
    }


def test_quiz_asks_again_after_an_answer_it_does_not_know():
    assert quiz_step(shipped_quiz(), {"place": "perhaps"}).question.key == "place"


def test_quiz_reads_typed_answers_too():
    form = FormSpec(1, "Quiz", "quiz", sections=(SectionSpec("s", {}, {}, (make_question("yes_no"),)),))
    assert quiz_step(form, {"it": True}).kind == "done"
