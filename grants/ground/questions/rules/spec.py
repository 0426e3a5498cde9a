"""A form as plain values: sections, questions, options. Queries build it from rows; every other rule reads it."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grants.ground.kit.text import count_words, digest, in_language

Texts = Mapping[str, str]
NO_TEXT: Texts = {}
SMALLEST_BUDGET_ROWS = 6
CONTACTS = 2


@dataclass(frozen=True)
class Option:
    """One thing to choose. In a quiz, choosing it goes on ("continue") or ends kindly ("stop", with `stop_text`).

    `result_text` is said at the end of a quiz when this was the last such option chosen. `is_offered` is False for
    a retired word or place: an old answer keeps its label, nobody can choose it anew.
    """

    code: str
    label: Texts
    next: str = "continue"
    stop_text: Texts = field(default_factory=dict)
    result_text: Texts = field(default_factory=dict)
    is_offered: bool = True


YES_AND_NO = (Option("yes", NO_TEXT), Option("no", NO_TEXT))


@dataclass(frozen=True)
class Condition:
    """Show a question only when the answer to an earlier one is, or contains, this code."""

    key: str
    code: str


@dataclass(frozen=True)
class FileSpec:
    """A file given as an answer. `id` is the stored file's, `answer_file_id` the row that removing takes away."""

    id: int
    name: str
    size: int
    sha256: str
    answer_file_id: int = 0


@dataclass(frozen=True)
class QuestionSpec:
    """One question. `least` and `most` count what the type counts:

    words (long text), characters (short text), the number itself, minor units (money), things chosen (choices,
    districts, terms), files, or rows (budget). `least_total` and `most_total` bound a budget's sum in minor units.
    `earliest` and `latest` are ISO dates. `kinds` names the kinds of file that are welcome.
    """

    key: str
    type: str
    label: Texts
    help: Texts = field(default_factory=dict)
    why: Texts = field(default_factory=dict)
    meaning: str = ""
    is_required: bool = True
    options: tuple[Option, ...] = ()
    least: int | None = None
    most: int | None = None
    least_total: int | None = None
    most_total: int | None = None
    earliest: str = ""
    latest: str = ""
    vocabulary: str = ""
    kinds: tuple[str, ...] = ()
    show_if: Condition | None = None

    def option(self, code: str) -> Option | None:
        """The option of that code, retired ones too."""
        return next((option for option in self.options if option.code == code), None)

    def label_in(self, language: str) -> str:
        """What is asked, in a language."""
        return in_language(self.label, language)


@dataclass(frozen=True)
class SectionSpec:
    """A few questions that belong together: one task on the applicant's list."""

    key: str
    title: Texts
    intro: Texts = field(default_factory=dict)
    questions: tuple[QuestionSpec, ...] = ()

    def title_in(self, language: str) -> str:
        """The task's name, in a language."""
        return in_language(self.title, language)


@dataclass(frozen=True)
class FormSpec:
    """A whole form. `id` is the version's; `digest` names exactly this state of it once published."""

    id: int
    title: str
    purpose: str
    currency: str = "GBP"
    digest: str = ""
    sections: tuple[SectionSpec, ...] = ()

    @property
    def questions(self) -> Iterator[QuestionSpec]:
        """Every question, in the order asked."""
        return (question for section in self.sections for question in section.questions)

    def question(self, key: str) -> QuestionSpec | None:
        """The question of that key."""
        return next((question for question in self.questions if question.key == key), None)

    def section(self, key: str) -> SectionSpec | None:
        """The section of that key."""
        return next((section for section in self.sections if section.key == key), None)

    @property
    def meanings(self) -> frozenset[str]:
        """Meanings this form can give. A budget gives the amount asked for, unless a question asks it outright."""
        given = {question.meaning for question in self.questions if question.meaning}
        return frozenset(given | {"amount_requested"} if "budget" in given else given)


def answer_code(value: Any) -> str:
    """The code of the option that an answer stands for: True and False are "yes" and "no"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""


def word_count(text: str) -> int:
    """Words, by the one rule that the browser's counter follows too."""
    return count_words(text)


def budget_total(rows: Sequence[Mapping[str, Any]]) -> int:
    """Sum of a budget's rows, in minor units."""
    return sum(row["cost"] for row in rows)


def form_digest(form: FormSpec) -> str:
    """SHA-256 of everything a form asks. Words and places of the funder's lists are not part of it."""
    content = dataclasses.asdict(
        dataclasses.replace(form, id=0, digest="", sections=tuple(map(_without_lists, form.sections))),
        dict_factory=lambda pairs: {name: _plain(value) for name, value in pairs},
    )
    return digest(content)


def _without_lists(section: SectionSpec) -> SectionSpec:
    asked = tuple(
        dataclasses.replace(question, options=()) if question.type in {"districts", "terms"} else question
        for question in section.questions
    )
    return dataclasses.replace(section, questions=asked)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value


def texts(value: str | Texts) -> Texts:
    """A `{language: text}` mapping, from one or from a plain text in English."""
    return {"en-gb": value} if isinstance(value, str) and value else (value or {})


def option_from_record(record: Mapping[str, Any]) -> Option:
    """An Option from its JSON."""
    return Option(
        code=record["code"],
        label=texts(record.get("label", "")),
        next=record.get("next", "continue"),
        stop_text=texts(record.get("stop_text", "")),
        result_text=texts(record.get("result_text", "")),
    )


@dataclass(frozen=True)
class Lists:
    """The funder's places and words, as options: what districts and terms questions offer."""

    districts: tuple[Option, ...] = ()
    terms: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)


def question_from_record(record: Mapping[str, Any], lists: Lists) -> QuestionSpec:
    """A QuestionSpec from the values of its row: key, type, label, help, why, meaning, settings, show_if …"""
    limits = record.get("settings") or {}
    condition = record.get("show_if") or {}
    return QuestionSpec(
        key=record["key"],
        type=record["type"],
        label=texts(record["label"]),
        help=texts(record.get("help") or ""),
        why=texts(record.get("why") or ""),
        meaning=record.get("meaning", ""),
        is_required=record.get("is_required", True),
        options=_options(record["type"], limits, lists),
        least=limits.get("least"),
        most=limits.get("most"),
        least_total=limits.get("least_total"),
        most_total=limits.get("most_total"),
        earliest=limits.get("earliest", ""),
        latest=limits.get("latest", ""),
        vocabulary=limits.get("vocabulary", ""),
        kinds=tuple(limits.get("kinds", ())),
        show_if=Condition(condition["key"], condition["is"]) if condition else None,
    )


def section_from_record(record: Mapping[str, Any], questions: Sequence[Mapping[str, Any]], lists: Lists) -> SectionSpec:
    """A SectionSpec from the values of its row and of its questions' rows, in order."""
    return SectionSpec(
        key=record["key"],
        title=texts(record["title"]),
        intro=texts(record.get("intro") or ""),
        questions=tuple(question_from_record(question, lists) for question in questions),
    )


def _options(kind: str, limits: Mapping[str, Any], lists: Lists) -> tuple[Option, ...]:
    if kind == "districts":
        return lists.districts
    if kind == "terms":
        return lists.terms.get(limits.get("vocabulary", ""), ())
    given = tuple(option_from_record(option) for option in limits.get("options", ()))
    return given or (YES_AND_NO if kind == "yes_no" else ())
