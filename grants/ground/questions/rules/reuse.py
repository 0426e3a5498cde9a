"""Answers from elsewhere: which of them fit a question, and why others do not.

Where an answer was taken from is recorded beside it as `taken_from`: a word of TAKEN_FROM, a colon, the id of what it
names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from grants.ground.files.rules import kind_of
from grants.ground.kit.errors import Refusal, Words
from grants.ground.questions.rules.answers import clean_answer
from grants.ground.questions.rules.spec import FileSpec, FormSpec, QuestionSpec

TAKEN_FROM: Mapping[str, Words] = {
    "application": _("taken from an earlier application"),
    "profile": _("taken from what you say about your group"),
    "paper": _("taken from your papers"),
}

# Said anew each time: a tick under a statement is worth nothing when it is copied.
NEVER_REUSED = frozenset({"declaration", "note"})
# Meanings of answers that another year has anew, however they were answered.
OF_THEIR_TIME = frozenset({"start", "end", "period"})


def taken_words(taken_from: str) -> Words:
    """Where an answer was taken from, in words; empty where it was typed."""
    return TAKEN_FROM.get(taken_from.partition(":")[0], "")


@dataclass(frozen=True)
class ReusedFile:
    """A stored file that may stand as an answer again."""

    id: int
    name: str
    seconds: int | None = None


@dataclass(frozen=True)
class Reused:
    """What of an earlier answer fits a question now: its value, its files, and whether that is all of it."""

    value: Any = None
    files: tuple[ReusedFile, ...] = ()
    is_whole: bool = True

    @property
    def is_something(self) -> bool:
        """Whether anything fits."""
        return self.value is not None or bool(self.files)


@dataclass(frozen=True)
class Offer:
    """An answer that a person may take with one press. `name` tells the offers at one question apart."""

    name: str
    told: Words
    taken_from: str
    answer: Reused


def reused_answer(question: QuestionSpec, said: Mapping[str, Any], currency: str) -> Reused:
    """What of one answer of a snapshot fits a question of the same type. Over-long text fits: it is told before
    sending, as any other.
    """
    if question.type != said["type"] or question.type in NEVER_REUSED:
        return Reused(is_whole=False)
    value = reused_value(question, said["value"], currency)
    files = fitting_files(question, [ReusedFile(f["id"], f["name"], f.get("seconds")) for f in said["files"]])
    is_whole = _is_same(value, said["value"]) and len(files) == len(said["files"])
    return Reused(value, files, is_whole)


def reused_value(question: QuestionSpec, value: Any, currency: str) -> Any:
    """A typed answer as this question takes it; None when it does not."""
    if value is None:
        return None
    try:
        return clean_answer(question, value, currency)
    except Refusal:
        return None


def _is_same(value: Any, before: Any) -> bool:
    """Whether nothing was lost on the way: what the new question asks besides does not count."""
    if isinstance(before, list) and before and isinstance(before[0], Mapping):
        rows = value or []
        return len(rows) == len(before) and all(
            {part: row.get(part) for part in old} == old for row, old in zip(rows, before, strict=True)
        )
    return bool(value == before)


def fitting_files(question: QuestionSpec, files: Sequence[ReusedFile]) -> tuple[ReusedFile, ...]:
    """Those files that a question takes: by kind and number for files, by length for a recording."""
    if question.voice:
        wanted = {"audio", "video"} if question.video else {"audio"}
        return tuple(f for f in files if kind_of(f.name) in wanted and (f.seconds or 0) <= question.voice)[-1:]
    if question.type != "file":
        return ()
    kinds = set(question.kinds) or {"pdf", "image", "office"}
    return tuple(file for file in files if kind_of(file.name) in kinds)[: question.most]


@dataclass(frozen=True)
class LeftBehind:
    """An earlier answer that has no place, or not all of it, in another form: what was asked, and why."""

    key: str
    label: str
    why: Words
    is_part: bool = False


@dataclass(frozen=True)
class CarriedOver:
    """What of a snapshot fits another form, by question key, and what could not come over."""

    answers: Mapping[str, Reused]
    left: Sequence[LeftBehind]


def carried_over(content: Mapping[str, Any], form: FormSpec) -> CarriedOver:
    """A whole snapshot for another form, question by question, by key. Unanswered questions are not mentioned."""
    answers: dict[str, Reused] = {}
    left = []
    for said in answers_in(content):
        question = form.question(said["key"])
        fits = reused_answer(question, said, form.currency) if question else Reused(is_whole=False)
        if fits.is_something:
            answers[said["key"]] = fits
        if not fits.is_whole:
            left.append(LeftBehind(said["key"], said["label"], _why_left(question, said), fits.is_something))
    return CarriedOver(answers, left)


def answers_in(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The answers of a snapshot in which anything was said."""
    every = (answer for section in content["sections"] for answer in section["answers"])
    return (answer for answer in every if answer["value"] is not None or answer["files"])


def _why_left(question: QuestionSpec | None, said: Mapping[str, Any]) -> Words:
    if question is None:
        return _("This form does not ask it.")
    if question.type in NEVER_REUSED:
        return _("You say this anew each time.")
    if question.type != said["type"]:
        return _("It is asked in another way here.")
    return _("Some of it cannot be chosen or added here.")


def unchanged_since(
    content: Mapping[str, Any], form: FormSpec, values: Mapping[str, Any], files: Mapping[str, Sequence[FileSpec]]
) -> frozenset[str]:
    """Keys of the questions of a form that are answered now just as in a snapshot, which had all of it. What was left
    out then, and may be left out now, is unchanged too; what is never reused, or was true for its time only, is not.
    """
    every = (answer for section in content["sections"] for answer in section["answers"])
    return frozenset(
        said["key"]
        for said in every
        for question in [form.question(said["key"])]
        if question and _stands(question, said, values.get(said["key"]), files.get(said["key"], ()), form.currency)
    )


def _stands(
    question: QuestionSpec, said: Mapping[str, Any], value: Any, files: Sequence[FileSpec], currency: str
) -> bool:
    if question.type != said["type"] or question.type in NEVER_REUSED or question.meaning in OF_THEIR_TIME:
        return False
    if said["value"] is None and not said["files"]:
        return value is None and not files and not question.is_required
    fits = reused_answer(question, said, currency)
    same_files = {file.id for file in files} == {file.id for file in fits.files}
    return fits.is_whole and bool(value == fits.value) and same_files
