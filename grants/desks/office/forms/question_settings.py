"""The limits that a type of question knows, as fields."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.web.forms import MoneyField
from grants.ground.questions.rules import SETTING_NAMES
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
}
Build = Callable[[str, str], forms.Field]


def setting_fields(kind: str, currency: str) -> dict[str, forms.Field]:
    """The fields for the settings of a type, in the order shown. Options have rows of their own."""
    names = [name for name in SETTING_NAMES[kind] if name != "options"]
    return {name: BUILDERS[name](kind, currency) for name in names}


def stored_settings(kind: str, data: Mapping[str, Any], options: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Settings as a question stores them, from valid data."""
    found = {name: _plain(data.get(name)) for name in SETTING_NAMES[kind] if name != "options"}
    return found | ({"options": list(options)} if options else {})


def _plain(value: Any) -> Any:
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


BUILDERS: Mapping[str, Build] = {
    "least": lambda kind, currency: _count_field(kind, currency, 0),
    "most": lambda kind, currency: _count_field(kind, currency, 1),
    "least_total": _total_field(_("Smallest sum")),
    "most_total": _total_field(_("Largest sum")),
    "earliest": _date_field(_("Earliest date")),
    "latest": _date_field(_("Latest date")),
    "kinds": _kinds_field,
    "vocabulary": _vocabulary_field,
}
