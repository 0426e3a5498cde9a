"""One question as a template draws it: words, controls, what was typed, what is wrong."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel.numbers import get_currency_symbol
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, to_locale
from django.utils.translation import gettext as _

from grants.desks.web.questions.cells import (
    ChoiceControl,
    NamedCell,
    address_cells,
    choice_controls,
    organisation_cells,
    row_cells,
    rows_at_least,
    rows_at_most,
)
from grants.desks.web.questions.raw import (
    DATE_PARTS,
    RANGE_PARTS,
    ROW_TYPES,
    SEVERAL,
    columns_of,
    control_name,
    raw_as_text,
    recording_name,
    transcript_name,
)
from grants.desks.web.questions.states import FieldState, FileLine
from grants.desks.web.questions.tongues import answered_in, marked, said_in
from grants.ground.files.rules import clock_length, note_of
from grants.ground.kit.money import parse_minor_or_none
from grants.ground.kit.text import in_language
from grants.ground.questions.rules import TEXT_LANGUAGES, FileSpec, QuestionSpec, language_name
from grants.ground.questions.rules.types.raw import MOST_ROWS
from grants.ground.questions.rules.types.tables import is_summed

FileUrl = Callable[[int], str]

LINE = "components/question/line.html"
CHOICES = "components/question/choices.html"
ANSWERED = "components/question/answered.html"
KEPT = "components/question/kept.html"
VOICE = "components/question/voice.html"
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
    "table": "components/question/table.html",
    "people": "components/question/people.html",
    "indicators": "components/question/indicators.html",
    "date_range": "components/question/date_range.html",
    "declaration": "components/question/declaration.html",
    "address": "components/question/parts.html",
    "organisation": "components/question/parts.html",
    "note": "components/question/note.html",
}

# The first control of a type that has several, as its id ends.
FIRST_CONTROLS: Mapping[str, str] = {
    "date": "-day",
    "date_range": "-start-day",
    "budget": "-0-item",
    "people": "-0-name",
    "indicators": "-0-indicator",
    "address": "-line1",
    "organisation": "-name",
}

USES: Mapping[str, Any] = {
    "eligibility": gettext_lazy("We use this to see whether you can apply."),
    "judging": gettext_lazy("We use this to judge your application."),
    "payment": gettext_lazy("We use this to pay you."),
    "reporting": gettext_lazy("We use this to show what the money did."),
    "contact": gettext_lazy("We use this to keep in touch."),
}
READERS: Mapping[str, Any] = {
    "office": gettext_lazy("Only the office reads this. The people who judge do not."),
    "finance": gettext_lazy("Only officers and finance read this. The people who judge do not."),
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
    "office": ".docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt",
    "text": ".txt,.csv",
    "audio": "audio/*",
    "video": "video/*",
}


@dataclass(frozen=True)
class QuestionField:
    """What a template reads, in the language of the screen. `state` holds what was typed and what is wrong;
    `answers_in` is the language of the answers where that is another.
    """

    question: QuestionSpec
    language: str
    currency: str
    state: FieldState
    file_url: FileUrl | None = field(default=None, compare=False)
    answers_in: str = ""

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def id(self) -> str:
        return control_name(self.question.key)

    @property
    def template(self) -> str:
        """The component that draws this type, or the plain answer where it may not be written."""
        is_shown = self.state.is_writable or not self.question.takes_answer
        if not is_shown:
            return ANSWERED
        if self.is_kept:
            return KEPT
        return VOICE if self.question.voice else TEMPLATES[self.question.type]

    @property
    def is_kept(self) -> bool:
        """Whether the answer of last time is shown instead of a control: not where something is wrong with it."""
        return self.state.is_kept and not self.state.errors

    @property
    def is_open(self) -> bool:
        """Whether there is a control that the page sends back."""
        return self.state.is_writable and self.question.takes_answer and not self.is_kept

    @property
    def unsaved(self) -> str:
        """What was typed and could not be kept, as plain lines, where the control itself cannot show it."""
        return raw_as_text(self.state.raw) if self.state.errors and not self.state.is_writable else ""

    @property
    def label(self) -> str:
        return self.question.label_in(self.language)

    @property
    def label_lang(self) -> str:
        """Attributes of the question's words, where they are not translated."""
        return said_in(self.question.label, self.language)

    @property
    def marked_label(self) -> SafeString:
        """What is asked, in a span that says its language where it is not translated."""
        return marked(self.question.label, self.language)

    @property
    def hint_lang(self) -> str:
        return said_in(self.question.help, self.language)

    @property
    def why_lang(self) -> str:
        return said_in(self.question.why, self.language)

    @property
    def answer_lang(self) -> str:
        """Attributes of the controls that take words."""
        return answered_in(self.answers_in or self.language, self.language)

    @property
    def hint(self) -> str:
        return in_language(self.question.help, self.language)

    @property
    def why(self) -> str:
        return in_language(self.question.why, self.language)

    @property
    def use(self) -> str:
        """What the answer is used for, and who reads it where that is not everybody who judges."""
        notes = (USES.get(self.question.use, ""), READERS.get(self.question.readers, ""))
        return " ".join(str(note) for note in notes if note)

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
        if TEMPLATES[self.question.type] == CHOICES:
            return f"{self.id}-0"
        if self.question.type == "table":
            return f"{self.id}-0-{self.question.columns[0].key}"
        return self.id + FIRST_CONTROLS.get(self.question.type, "")

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
        return self.question.type in SEVERAL

    @property
    def choices(self) -> list[ChoiceControl]:
        """What is offered, and what was chosen before even if it is no longer offered."""
        return choice_controls(self.question, self.state.raw, self.id, self.language)

    @property
    def date_parts(self) -> list[tuple[str, str, str]]:
        """(part, its name, what stands in it)."""
        return _date_parts(self.state.raw)

    @property
    def range_parts(self) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
        """(start or end, its name, its day, month and year)."""
        names = {"start": _("Start"), "end": _("End")}
        raw = self.state.raw if isinstance(self.state.raw, Mapping) else {}
        return [(part, names[part], _date_parts(raw.get(part))) for part in RANGE_PARTS]

    @property
    def parts(self) -> list[NamedCell]:
        """The controls of an answer of named parts."""
        cells = address_cells if self.question.type == "address" else organisation_cells
        return cells(self.question, self.state.raw, self.id, self.language)

    @property
    def rows(self) -> list[Mapping[str, str]]:
        """Rows as typed, and empty ones with a new id each, as many as are shown."""
        rows = list(self.state.raw) if isinstance(self.state.raw, list) else []
        missing = max(0, self._rows_shown(len(rows)) - len(rows))
        empty = dict.fromkeys(columns_of(self.question), "")
        return rows + [empty | {"id": str(uuid.uuid4())} for _row in range(missing)]

    @property
    def cell_rows(self) -> list[tuple[str, list[NamedCell]]]:
        """(id of the row, its controls), for tables and signs of change."""
        return [
            (row["id"], row_cells(self.question, row, f"{self.id}-{number}", self.language, self.currency_mark))
            for number, row in enumerate(self.rows)
        ]

    def _rows_shown(self, given: int) -> int:
        wanted = max(given, rows_at_least(self.question)) + self.state.extra_rows
        return max(given, min(rows_at_most(self.question), wanted))

    @property
    def can_add_row(self) -> bool:
        return self.question.type in ROW_TYPES and len(self.rows) < rows_at_most(self.question)

    @property
    def sums(self) -> list[tuple[str, str, int, bool]]:
        """(column, its name, the sum of what can be read, whether it is money) for each column with a sum."""
        return [
            (
                column.key,
                in_language(column.label, self.language),
                self._sum(column.key, column.type),
                column.type == "money",
            )
            for column in self.question.columns
            if is_summed(column)
        ]

    def _sum(self, key: str, kind: str) -> int:
        texts = [row.get(key, "") for row in self.rows]
        if kind == "money":
            return sum(parse_minor_or_none(text, self.currency) or 0 for text in texts)
        return sum(int(bare) for text in texts if (bare := text.replace(",", "")).isdecimal() and len(bare) < 10)

    @property
    def total(self) -> int:
        """The sum of the amounts that can be read, in minor units."""
        return self._sum("cost", "money")

    @property
    def files(self) -> list[FileLine]:
        return [self._file_line(file) for file in self.state.files]

    def _file_line(self, file: FileSpec) -> FileLine:
        url = self.file_url(file.answer_file_id) if self.file_url else ""
        kind, note = file.name.rsplit(".", 1)[-1][:4], note_of(file.scan_state)
        url = "" if note else url
        return FileLine(file.answer_file_id, file.name, file.size, kind, url, note, file.seconds)

    @property
    def takes_more_files(self) -> bool:
        return len(self.state.files) < (self.question.most or MOST_ROWS)

    @property
    def accept(self) -> str:
        """Which files the chooser offers first; what arrives is looked at again."""
        return ",".join(ACCEPTS[kind] for kind in self.question.kinds if kind in ACCEPTS)

    @property
    def capture(self) -> str:
        """The camera that a phone opens where nothing but pictures is asked for."""
        return "environment" if set(self.question.kinds) == {"image"} else ""

    @property
    def recording_id(self) -> str:
        return recording_name(self.key)

    @property
    def recording_accept(self) -> str:
        return "audio/*,video/*" if self.question.video else "audio/*"

    @property
    def recording_limit(self) -> str:
        """`2:00`."""
        return clock_length(self.question.voice)

    @property
    def transcript_id(self) -> str:
        return transcript_name(self.key)

    @property
    def transcript_languages(self) -> list[tuple[str, str, bool]]:
        """(code, name, whether it is the one), the form's own language first."""
        chosen = self.state.transcript.language if self.state.transcript else self.answers_in or self.language
        names = [(code, language_name(code, get_language() or "en-gb")) for code in TEXT_LANGUAGES]
        return [(code, name, code == chosen) for code, name in sorted(names, key=lambda row: row[1])]


def _date_parts(raw: Any) -> list[tuple[str, str, str]]:
    """(part, its name, what stands in it)."""
    names = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    typed = raw if isinstance(raw, Mapping) else {}
    return [(part, names[part], typed.get(part, "")) for part in DATE_PARTS]


def as_text(display: str | Sequence[Sequence[str]]) -> str:
    """An answer's display as plain lines."""
    if isinstance(display, str):
        return display
    return "\n".join(" · ".join(part for part in row if part) for row in display)
