"""A form as plain values: sections, questions, options. Queries build it from rows; every other rule reads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.text import count_words, in_language

Texts = Mapping[str, str]
NO_TEXT: Texts = {}
SMALLEST_BUDGET_ROWS = 6
CONTACTS = 2
REPORT_KIND = "report_kind"


@dataclass(frozen=True)
class Option:
    """One thing to choose. In a quiz, choosing it goes on ("continue") or ends kindly ("stop", with `stop_text`).

    `result_text` is said at the end of a quiz when this was the last such option chosen. `is_offered` is False for
    a retired word or place: an old answer keeps its label, nobody can choose it anew. `serves` narrows a sign of
    change to the outcomes that it shows; without any it suits all. `hint` explains a word or place of the site's lists.
    """

    code: str
    label: Texts
    next: str = "continue"
    stop_text: Texts = field(default_factory=dict)
    result_text: Texts = field(default_factory=dict)
    is_offered: bool = True
    serves: tuple[str, ...] = ()
    hint: Texts = field(default_factory=dict)


YES_AND_NO = (Option("yes", NO_TEXT), Option("no", NO_TEXT))


@dataclass(frozen=True)
class Clause:
    """One thing that a condition looks at: an earlier question, a test of `conditions.TESTS`, a value of its type."""

    key: str
    test: str
    value: Any = None


@dataclass(frozen=True)
class Condition:
    """Clauses of which all must hold, or any."""

    way: str
    clauses: tuple[Clause, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The questions that it looks at."""
        return frozenset(clause.key for clause in self.clauses)


@dataclass(frozen=True)
class Column:
    """A column of a table. `type` is one of `types.tables.COLUMN_TYPES`; limits are those of that type."""

    key: str
    type: str
    label: Texts
    is_required: bool = False
    options: tuple[Option, ...] = ()
    least: int | None = None
    most: int | None = None
    least_total: int | None = None
    most_total: int | None = None
    vocabulary: str = ""


@dataclass(frozen=True)
class Share:
    """At most so many percent of a column's sum may stand in rows whose choice column says `code`."""

    column: str
    choice: str
    code: str
    most_percent: int


@dataclass(frozen=True)
class Band:
    """Limits that hold while the answer they depend on is at most `up_to`; None is for all above."""

    up_to: int | None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Bands:
    """Limits by the size of an earlier answer, smallest first."""

    key: str
    limits: tuple[Band, ...]


@dataclass(frozen=True)
class Measure:
    """One part of a check: the answer to `key`, the sum of its `column`, or with no key a constant `value`, or the day
    that is `working_days` from today.
    """

    key: str = ""
    column: str = ""
    value: int | str | None = None
    working_days: int | None = None


@dataclass(frozen=True)
class Check:
    """Two sides that must agree, each a sum of measures; otherwise `sentence` is said at the question `at`.

    `weight` is what that means: it "stops" the sending, it "warns" and one may go on, or it "notes" for the office,
    and the group is told nothing. Or it leads to another call, named by its code or that of its programme in `call`: it
    "offers" that one and one may go on here, or it "moves" there and this one cannot be sent.
    """

    id: str
    left: tuple[Measure, ...]
    op: str
    right: tuple[Measure, ...]
    sentence: Texts
    at: str
    weight: str = "stops"
    call: str = ""


@dataclass(frozen=True)
class Route:
    """A way to another call, from a check that was not met. `key` is the question that it is said at."""

    key: str
    weight: str
    sentence: Texts
    call: str


@dataclass(frozen=True)
class Remark:
    """A check that was not met and does not stop the sending. `key` is the question that it is said at."""

    key: str
    weight: str
    sentence: Texts


@dataclass(frozen=True)
class FileSpec:
    """A file given as an answer. `id` is the stored file's, `answer_file_id` the row that removing takes away.

    `seconds` is how long a recording lasts. `scan_state` is "waiting" while it is being checked, "infected" when it was
    refused.
    """

    id: int
    name: str
    size: int
    sha256: str
    answer_file_id: int = 0
    seconds: int | None = None
    scan_state: str = ""


@dataclass(frozen=True)
class TextSpec:
    """What somebody wrote about an original, which is a recording or a written answer: `rules.beside` says how.

    `kind` is "transcript" or "translation"; `side` says for whom it was written: "group", "office".
    """

    kind: str
    language: str
    text: str
    side: str
    on: str
    is_machine: bool = False
    original: str = ""


@dataclass(frozen=True)
class QuestionSpec:
    """One question. `least` and `most` count what the type counts:

    words (long text), characters (short text), the number itself, minor units (money), things chosen (choices,
    districts, terms), files, rows (budget, table, indicators), people, or days (date range). `least_total` and
    `most_total` bound a budget's sum in minor units. `earliest` and `latest` are ISO dates. `kinds` names the kinds
    of file that are welcome. `asks` names what a type asks besides (a person's language, an address's place).
    `voice` is how many seconds a recording may last that stands for a long text, with pictures where `video` says so.
    `amount_column` is the column whose sum is what is asked for. `country` shapes addresses and register numbers.
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
    most_months: int | None = None
    earliest: str = ""
    latest: str = ""
    vocabulary: str = ""
    kinds: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    shares: tuple[Share, ...] = ()
    amount_column: str = ""
    outcomes_key: str = ""
    bands: Bands | None = None
    show_if: Condition | None = None
    use: str = ""
    readers: str = "panel"
    country: str = "GB"
    voice: int = 0
    video: bool = False

    def option(self, code: str) -> Option | None:
        """The option of that code, retired ones too."""
        return next((option for option in self.options if option.code == code), None)

    def column(self, key: str) -> Column | None:
        """The column of that key."""
        return next((column for column in self.columns if column.key == key), None)

    def label_in(self, language: str) -> str:
        """What is asked, in a language."""
        return in_language(self.label, language)

    @property
    def takes_answer(self) -> bool:
        """Whether anything is asked: words to read ask nothing."""
        return self.type != "note"


@dataclass(frozen=True)
class SectionSpec:
    """A few questions that belong together: one task on the applicant's list."""

    key: str
    title: Texts
    intro: Texts = field(default_factory=dict)
    questions: tuple[QuestionSpec, ...] = ()
    show_if: Condition | None = None

    def title_in(self, language: str) -> str:
        """The task's name, in a language."""
        return in_language(self.title, language)


@dataclass(frozen=True)
class FormSpec:
    """A whole form. `id` is the version's; `digest` names exactly this state of it once published. `languages` are
    those in which it is offered besides the one it is written in.
    """

    id: int
    title: str
    purpose: str
    currency: str = "GBP"
    digest: str = ""
    sections: tuple[SectionSpec, ...] = ()
    checks: tuple[Check, ...] = ()
    languages: tuple[str, ...] = ()

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

    def known(self, key: str) -> QuestionSpec | None:
        """What a condition may look at under that key: a question, or a fact that is given with the form."""
        return self.question(key) or next((fact for fact in facts_of(self.purpose) if fact.key == key), None)

    @property
    def meanings(self) -> frozenset[str]:
        """Meanings this form can give. A budget gives the amount asked for, unless a question asks it outright; a
        period gives its start and its end.
        """
        given = {question.meaning for question in self.questions if question.meaning}
        given |= {"amount_requested"} if "budget" in given else set()
        return frozenset(given | {"start", "end"} if "period" in given else given)


def facts_of(purpose: str) -> tuple[QuestionSpec, ...]:
    """What is known of a sheet for this purpose without asking: whoever opens it says so (`AnswerSheet.facts`).

    Conditions look at a fact as at a question that everybody answered before the first one. Nobody sees it asked.
    """
    if purpose != "report":
        return ()
    kinds = {"interim": _("In between"), "final": _("The last one")}
    options = tuple(Option(code, {"en-gb": words}) for code, words in kinds.items())
    return (QuestionSpec(REPORT_KIND, "choice", {"en-gb": _("Which report it is (we know)")}, options=options),)


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


def column_total(rows: Sequence[Mapping[str, Any]], column: str) -> int:
    """Sum of a table's column; an empty cell adds nothing."""
    return sum(row.get(column) or 0 for row in rows)


def amount_of(question: QuestionSpec, value: Any) -> int | None:
    """What an answer comes to, for comparing: the number, minor units, or the sum of a budget or of the column that
    is asked for; None where nothing can be compared.
    """
    if question.type in {"number", "money"}:
        return value if isinstance(value, int) else None
    if question.type == "budget" and value:
        return budget_total(value)
    if question.type == "table" and value and question.amount_column:
        return column_total(value, question.amount_column)
    return None
