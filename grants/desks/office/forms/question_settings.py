"""The limits that a type of question knows, as fields."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from grants.desks.web.forms import MoneyField
from grants.ground.kit.money import plain_minor
from grants.ground.questions.rules import ASKS, SETTING_NAMES, QuestionSpec, clean_answer
from grants.ground.reference.models import Vocabulary

KINDS = (
    ("pdf", _("PDF")),
    ("image", _("Photos and pictures")),
    ("office", _("Word and Excel files")),
    ("audio", _("Sound")),
    ("video", _("Video")),
)

# What "least" and "most" count, by type.
COUNTS: Mapping[str, tuple[Any, Any]] = {
    "short_text": ("", _("Characters at most")),
    "long_text": (_("Words at least"), _("Words at most")),
    "number": (_("Smallest number"), _("Largest number")),
    "money": (_("Smallest amount"), _("Largest amount")),
    "choices": (_("Choose at least"), _("Choose at most")),
    "districts": (_("Choose at least"), _("Choose at most")),
    "terms": (_("Choose at least"), _("Choose at most")),
    "file": (_("Files at least"), _("Files at most")),
    "budget": ("", _("Rows at most")),
    "table": (_("Rows at least"), _("Rows at most")),
    "people": (_("People at least (two if empty)"), _("People at most")),
    "indicators": (_("Signs at least"), _("Signs at most")),
    "date_range": (_("Days at least"), _("Days at most")),
}
ASKED: Mapping[str, Any] = {
    "language": _("Ask for the best language of each person"),
    "apart": _("They must tick that they are not related and do not live together"),
    "place": _("Ask which of your places it is in"),
    "number": _("A charity or company number is needed"),
    "actual": _("Ask what came of it, as in a report"),
}
# What has rows of its own on the page.
IN_ROWS = frozenset({"options", "columns", "bands", "shares", "amount_column"})
Build = Callable[[str, str], forms.Field]


def setting_fields(kind: str, currency: str, earlier: Sequence[QuestionSpec]) -> dict[str, forms.Field]:
    """The fields for the settings of a type, in the order shown. Options, columns and bands have rows of their own."""
    found = {name: BUILDERS[name](kind, currency) for name in SETTING_NAMES[kind] if name not in IN_ROWS}
    if "outcomes_key" in found:
        asked = [question for question in earlier if question.vocabulary == "outcomes"]
        choices = [(question.key, question.label_in("en-gb")[:80]) for question in asked]
        found["outcomes_key"].choices = [("", _("All signs of the library")), *choices]  # type: ignore[attr-defined]
    return found


def stored_settings(kind: str, data: Mapping[str, Any], in_rows: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as a question stores them, from valid data and from what stands in rows."""
    found = {name: _plain(data.get(name)) for name in SETTING_NAMES[kind] if name not in IN_ROWS}
    return found | {name: value for name, value in in_rows.items() if value}


def typed_value(asked: QuestionSpec, text: str, currency: str) -> Any:
    """What an answer is compared with, of the type of the question; None for nothing. Refuses what cannot be read."""
    kind = {"budget": "money", "table": "money", "long_text": "short_text"}.get(asked.type, asked.type)
    kind = kind if kind in {"number", "money", "date"} else "short_text"
    return clean_answer(QuestionSpec(asked.key, kind, {}), text, currency)


def shown_value(asked: QuestionSpec | None, value: Any, currency: str) -> str:
    """The same as it is typed."""
    if value is None:
        return ""
    if asked is not None and asked.type in {"money", "budget", "table"} and isinstance(value, int):
        return plain_minor(value, currency).removesuffix(".00")
    return str(value)


def _plain(value: Any) -> Any:
    if value is False:
        return None
    return value.isoformat() if isinstance(value, dt.date) else value


def _count_field(kind: str, currency: str, place: int) -> forms.Field:
    label = COUNTS[kind][place]
    if kind == "money":
        return MoneyField(label=label, required=False, currency=currency)
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=10**9,
        widget=forms.TextInput(attrs={"class": "input-8", "inputmode": "numeric"}),
        error_messages={"invalid": _("Enter a whole number, like 120.")},
    )


def _total_field(label: Any) -> Build:
    return lambda kind, currency: MoneyField(label=label, required=False, currency=currency)


def _date_field(label: Any) -> Build:
    def build(kind: str, currency: str) -> forms.Field:
        return forms.DateField(
            label=label,
            required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input-16"}),
            error_messages={"invalid": _("Enter a date that exists, like 2027-03-27.")},
        )

    return build


def _kinds_field(kind: str, currency: str) -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Which files do you take?"),
        help_text=_("With none chosen we take PDFs, pictures and Word and Excel files."),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _vocabulary_field(kind: str, currency: str) -> forms.Field:
    return forms.ChoiceField(
        label=_("Which list of words?"),
        choices=[("", _("Choose a list")), *Vocabulary.choices],
        error_messages={"required": _("Choose the list of words.")},
    )


def _asks_field(kind: str, currency: str) -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Ask more"),
        choices=[(name, ASKED[name]) for name in ASKS[kind]],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _months_field(kind: str, currency: str) -> forms.Field:
    field = _count_field("date_range", currency, 1)
    field.label = _("Or months at most")
    return field


def _outcomes_field(kind: str, currency: str) -> forms.Field:
    return forms.ChoiceField(label=_("Offer the signs that fit the outcomes of"), required=False)


VOICE_MINUTES = (1, 2, 3, 5)


def _voice_field(kind: str, currency: str) -> forms.Field:
    """How long a recording may last that stands for the written answer."""
    lengths = [
        (
            minutes * 60,
            ngettext_lazy("Up to %(minutes)s minute", "Up to %(minutes)s minutes", minutes) % {"minutes": minutes},
        )
        for minutes in VOICE_MINUTES
    ]
    return forms.TypedChoiceField(
        label=_("May groups answer by voice?"),
        help_text=_("A recording counts as much as writing. Word limits do not apply to it."),
        choices=[("", _("No, in writing only")), *lengths],
        coerce=int,
        empty_value=None,
        required=False,
    )


BUILDERS: Mapping[str, Build] = {
    "asks": _asks_field,
    "most_months": _months_field,
    "outcomes_key": _outcomes_field,
    "least": lambda kind, currency: _count_field(kind, currency, 0),
    "most": lambda kind, currency: _count_field(kind, currency, 1),
    "least_total": _total_field(_("Smallest sum")),
    "most_total": _total_field(_("Largest sum")),
    "earliest": _date_field(_("Earliest date")),
    "latest": _date_field(_("Latest date")),
    "kinds": _kinds_field,
    "vocabulary": _vocabulary_field,
    "voice": _voice_field,
    "video": lambda kind, currency: forms.BooleanField(label=_("A video counts too"), required=False),
}
