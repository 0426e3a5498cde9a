"""From what a person typed to a typed answer, or to one clear sentence.

A typed answer is JSON: text, a whole number, minor units of money, an ISO date, a code, a list of codes, named parts
(an address), or rows with a UUID `id`; yes and no are True and False. None is no answer. Cleaning a typed answer gives
it back unchanged. What is over a limit (too long, too many, too much) is kept as a draft, and told by `limit_problems`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grants.ground.kit.errors import Blocker, Refusal
from grants.ground.questions.rules.spec import QuestionSpec
from grants.ground.questions.rules.types import TYPES
from grants.ground.questions.rules.types.raw import Display, Value


def clean_answer(question: QuestionSpec, raw: Any, currency: str = "GBP") -> Value:
    """The typed answer in what was posted for a question, or None when nothing was answered.

    Raises Refusal, at the question's key, for what cannot be kept as its type: "ten" for a number, 31 February,
    a code that was never offered. File answers live in their own rows and clean to None.
    """
    return TYPES[question.type].clean(question, raw, currency)


@dataclass(frozen=True)
class VersionedQuestion:
    """A question as some version asks it, with the currency: by this an answer of that time is read."""

    question: QuestionSpec
    currency: str
    is_gone: bool = False


def displayed(readings: Sequence[VersionedQuestion], value: Any, language: str) -> Display:
    """A typed answer as people read it, by the first of these that it fits: it may be from before the question became
    another.
    """
    for reading in readings:
        if fits(reading.question, value, reading.currency):
            return display(reading.question, value, reading.currency, language)
    return str(value)


def fits(question: QuestionSpec, value: Any, currency: str) -> bool:
    """Whether a typed answer is one to this question as it stands."""
    try:
        return bool(clean_answer(question, value, currency) == value)
    except Refusal:
        return False


def limit_problems(question: QuestionSpec, value: Any, currency: str) -> list[Blocker]:
    """What is wrong with a typed answer that is kept all the same: over or under a limit."""
    limits = TYPES[question.type].limits
    if limits is None or value is None:
        return []
    return [Blocker(code, sentence, question.key) for code, sentence in limits(question, value, currency)]


def missing(question: QuestionSpec) -> Blocker:
    """What is said of a question that must be answered and is not."""
    return Blocker("answer_missing", TYPES[question.type].missing(question), question.key)


def display(question: QuestionSpec, value: Any, currency: str, language: str) -> Display:
    """A typed answer as people read it; empty text for no answer."""
    if value is None:
        return ""
    show = TYPES[question.type].show
    return show(question, value, currency, language) if show else str(value)
