"""The eligibility quiz: one question at a time, a kind and early stop, a result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grants.ground.questions.rules.forms import visible_questions
from grants.ground.questions.rules.mending import form_changes
from grants.ground.questions.rules.spec import NO_TEXT, FormSpec, Option, QuestionSpec, Texts, answer_code


@dataclass(frozen=True)
class QuizStep:
    """Where a quiz stands. `kind` is "ask" (with the `question` to ask next), "stop" (the `question` whose answer
    ended it, and the `text` to say) or "done" (with the result `text`). `number` of `total` counts questions asked.
    """

    kind: str
    question: QuestionSpec | None
    text: Texts
    number: int
    total: int


def quiz_step(form: FormSpec, answers: Mapping[str, Any]) -> QuizStep:
    """The step that follows these answers ({key: code or typed answer}). An unknown code counts as none."""
    asked = visible_questions(form, answers)
    result: Texts = NO_TEXT
    for number, question in enumerate(asked, start=1):
        option = chosen_option(question, answers.get(question.key))
        if option is None:
            return QuizStep("ask", question, NO_TEXT, number, len(asked))
        if option.next == "stop":
            return QuizStep("stop", question, option.stop_text, number, len(asked))
        result = option.result_text or result
    return QuizStep("done", None, result, len(asked), len(asked))


def chosen_option(question: QuestionSpec, code: Any) -> Option | None:
    """The option that was chosen, if that is one of the question's."""
    return question.option(answer_code(code))


def quiz_record(form: FormSpec, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was asked and chosen, in every language, as JSON that outlives the quiz."""
    chosen = [(asked, chosen_option(asked, answers.get(asked.key))) for asked in visible_questions(form, answers)]
    return [
        {"key": asked.key, "label": dict(asked.label), "code": option.code, "answer": dict(option.label)}
        for asked, option in chosen
        if option
    ]


def still_answered(before: FormSpec, after: FormSpec, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Of answers to one version of a quiz those that still count in another: their questions are asked as they were."""
    changes = form_changes(before, after)
    changed = {*changes.keys_to_look_at, *changes.keys_set_aside}
    return {key: code for key, code in answers.items() if key not in changed}
