"""One question as a template draws it: words, controls, what was typed, what is wrong."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel.numbers import get_currency_symbol
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from grants.desks.web.questions.raw import COLUMNS, DATE_PARTS, control_name
from grants.ground.kit.money import parse_minor_or_none
from grants.ground.kit.text import in_language
from grants.ground.questions.rules import FileSpec, QuestionSpec
from grants.ground.questions.rules.answers import MOST_ROWS
from grants.ground.questions.rules.spec import CONTACTS, SMALLEST_BUDGET_ROWS

FileUrl = Callable[[int], str]

LINE = "components/question/line.html"
CHOICES = "components/question/choices.html"
ANSWERED = "components/question/answered.html"
TEMPLATES: Mapping[str, str] = {
    "short_text": LINE,
    "number": LINE,
    "money": LINE,
    "email": LINE,
    "phone": LINE,
    "long_text": "components/question/long_text.html",
    "date": "components/question/date.html",
    "yes_no": CHOICES,
    "choice": CHOICES,
    "choices": CHOICES,
    "districts": CHOICES,
    "terms": CHOICES,
    "file": "components/question/file.html",
    "budget": "components/question/budget.html",
    "people": "components/question/people.html",
}

# Attributes of one-line controls: type, class, inputmode, autocomplete.
LINES: Mapping[str, tuple[str, str, str, str]] = {
    "short_text": ("text", "", "", ""),
    "number": ("text", "input-8", "numeric", "off"),
    "money": ("text", "input-money", "decimal", "off"),
    "email": ("email", "", "email", "off"),
    "phone": ("tel", "input-16", "tel", "off"),
}
ACCEPTS: Mapping[str, str] = {
    "pdf": ".pdf",
    "image": "image/*",
    "office": ".docx,.xlsx,.odt,.ods,.doc,.xls",
    "text": ".txt,.csv",
    "audio": "audio/*",
    "video": "video/*",
}


@dataclass(frozen=True)
class Conflict:
    """What another page saved in between: shown beside what was typed here, with the question which to keep."""

    text: str
    by: str
    revision: int


@dataclass(frozen=True)
class FieldState:
    """Everything about a question that changes: what was typed, what is stored, what is wrong."""

    raw: Any = ""
    display: Any = ""
    errors: tuple[str, ...] = ()
    base: int = 0
    conflict: Conflict | None = None
    files: tuple[FileSpec, ...] = ()
    is_visible: bool = True
    is_writable: bool = True
    extra_rows: int = 0
    is_heading: bool = False


@dataclass(frozen=True)
class ChoiceControl:
    """One radio button or tick box."""

    id: str
    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class FileLine:
    """A file that was added, with where it opens and the row that its button removes."""

    id: int
    name: str
    size: int
    kind: str
    url: str


@dataclass(frozen=True)
class QuestionField:
    """What a template reads. `state` holds what was typed and what is wrong."""

    question: QuestionSpec
    language: str
    currency: str
    state: FieldState
    file_url: FileUrl | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def id(self) -> str:
        return control_name(self.question.key)

    @property
    def template(self) -> str:
        """The component that draws this type, or the plain answer where it may not be written."""
        return TEMPLATES[self.question.type] if self.state.is_writable else ANSWERED

    @property
    def unsaved(self) -> str:
        """What was typed and could not be kept, as plain lines, where the control itself cannot show it."""
        return raw_as_text(self.state.raw) if self.state.errors and not self.state.is_writable else ""

    @property
    def label(self) -> str:
        return self.question.label_in(self.language)

    @property
    def hint(self) -> str:
        return in_language(self.question.help, self.language)

    @property
    def why(self) -> str:
        return in_language(self.question.why, self.language)

    @property
    def limit(self) -> str:
        """The limit in words, said without script too."""
        most = self.question.most
        if self.question.type == "long_text" and most:
            return _("Up to %(most)s words.") % {"most": most}
        if self.question.type == "file" and most and most > 1:
            return _("Up to %(most)s files.") % {"most": most}
        return ""

    @property
    def described_by(self) -> str:
        """Ids of the hint and the error, as far as they are there."""
        ids = [f"{self.id}-hint"] if self.hint or self.limit else []
        return " ".join([*ids, f"{self.id}-error"] if self.state.errors else ids)

    @property
    def target(self) -> str:
        """The control that a link in the error summary leads to."""
        ends = {"date": "-day", "budget": "-0-item", "people": "-0-name"}
        if TEMPLATES[self.question.type] == CHOICES:
            return f"{self.id}-0"
        return self.id + ends.get(self.question.type, "")

    @property
    def line(self) -> Mapping[str, str]:
        """Attributes of a one-line control."""
        names = ("type", "css", "inputmode", "autocomplete")
        attributes = dict(zip(names, LINES[self.question.type], strict=True))
        return attributes | {"prefix": self.currency_mark if self.question.type == "money" else ""}

    @property
    def currency_mark(self) -> str:
        return str(get_currency_symbol(self.currency, to_locale(get_language() or "en-gb")))

    @property
    def is_several(self) -> bool:
        return self.question.type in {"choices", "districts", "terms"}

    @property
    def choices(self) -> list[ChoiceControl]:
        """What is offered, and what was chosen before even if it is no longer offered."""
        chosen = self.state.raw if isinstance(self.state.raw, list) else [self.state.raw]
        offered = [option for option in self.question.options if option.is_offered or option.code in chosen]
        names = {"yes": _("Yes"), "no": _("No")} if self.question.type == "yes_no" else {}
        return [
            ChoiceControl(
                id=f"{self.id}-{number}",
                code=option.code,
                label=in_language(option.label, self.language) or names.get(option.code, option.code),
                is_chosen=option.code in chosen,
            )
            for number, option in enumerate(offered)
        ]

    @property
    def date_parts(self) -> list[tuple[str, str, str]]:
        """(part, its name, what stands in it)."""
        names = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        raw = self.state.raw if isinstance(self.state.raw, Mapping) else {}
        return [(part, names[part], raw.get(part, "")) for part in DATE_PARTS]

    @property
    def rows(self) -> list[Mapping[str, str]]:
        """Rows as typed, and empty ones with a new id each, as many as are shown."""
        rows = list(self.state.raw) if isinstance(self.state.raw, list) else []
        missing = max(0, self._rows_shown(len(rows)) - len(rows))
        empty = dict.fromkeys(COLUMNS[self.question.type], "")
        return rows + [empty | {"id": str(uuid.uuid4())} for _row in range(missing)]

    def _rows_shown(self, given: int) -> int:
        if self.question.type == "people":
            return CONTACTS
        most = self.question.most or MOST_ROWS
        return max(given, min(most, max(given, SMALLEST_BUDGET_ROWS) + self.state.extra_rows))

    @property
    def can_add_row(self) -> bool:
        return self.question.type == "budget" and len(self.rows) < (self.question.most or MOST_ROWS)

    @property
    def total(self) -> int:
        """The sum of the amounts that can be read, in minor units."""
        costs = (parse_minor_or_none(row.get("cost", ""), self.currency) for row in self.rows)
        return sum(cost or 0 for cost in costs)

    @property
    def files(self) -> list[FileLine]:
        return [self._file_line(file) for file in self.state.files]

    def _file_line(self, file: FileSpec) -> FileLine:
        url = self.file_url(file.answer_file_id) if self.file_url else ""
        return FileLine(file.answer_file_id, file.name, file.size, file.name.rsplit(".", 1)[-1][:4], url)

    @property
    def takes_more_files(self) -> bool:
        return len(self.state.files) < (self.question.most or MOST_ROWS)

    @property
    def accept(self) -> str:
        """Which files the chooser offers first; what arrives is looked at again."""
        return ",".join(ACCEPTS[kind] for kind in self.question.kinds if kind in ACCEPTS)


def as_text(display: str | Sequence[Sequence[str]]) -> str:
    """An answer's display as plain lines."""
    if isinstance(display, str):
        return display
    return "\n".join(" · ".join(part for part in row if part) for row in display)


def raw_as_text(raw: Any) -> str:
    """What stood in the controls of a question, as plain lines."""
    if isinstance(raw, Mapping):
        return " ".join(text for part, text in raw.items() if text and part != "id")
    return raw if isinstance(raw, str) else "\n".join(raw_as_text(row) for row in raw)
