"""The columns of a table, a row each, and the shares that its sums must keep to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.desks.office.forms.rows import CleanRows, made_rows
from grants.ground.kit.errors import Refusal
from grants.ground.kit.money import parse_minor, plain_minor
from grants.ground.kit.text import in_language
from grants.ground.questions.models import QuestionType
from grants.ground.questions.rules import plain_key
from grants.ground.questions.rules.types.tables import COLUMN_TYPES, SUMMED
from grants.ground.reference.models import Vocabulary

LANGUAGE = "en-gb"
LIMITS = ("least", "most", "least_total", "most_total")
NARROW = {"class": "input-8", "inputmode": "decimal"}


def _limit_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=20, widget=forms.TextInput(attrs=NARROW))


class ColumnForm(forms.Form):
    """One column. Without a name, it is left out."""

    label = forms.CharField(label=gettext_lazy("Name of the column"), max_length=80, required=False)
    type = forms.ChoiceField(label=gettext_lazy("It holds"), required=False)
    key = forms.SlugField(
        label=gettext_lazy("Short name"),
        help_text=gettext_lazy("For exports. Leave it empty and we make one from the name."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input-16"}),
        error_messages={"invalid": gettext_lazy("Use letters, digits, hyphens and underscores only.")},
    )
    is_required = forms.BooleanField(label=gettext_lazy("It must be filled in"), required=False)
    is_amount = forms.BooleanField(label=gettext_lazy("Its sum is what is asked of you"), required=False)
    options = forms.CharField(
        label=gettext_lazy("Choices, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    vocabulary = forms.ChoiceField(label=gettext_lazy("Or choices from a list of words"), required=False)
    least = _limit_field(gettext_lazy("Smallest"))
    most = _limit_field(gettext_lazy("Largest, or most characters"))
    least_total = _limit_field(gettext_lazy("Smallest sum"))
    most_total = _limit_field(gettext_lazy("Largest sum"))

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        if self.initial.get("key"):  # it stays the same in every version
            self.fields["key"].widget = forms.HiddenInput()
        self.fields["type"].choices = [(kind, QuestionType(kind).label) for kind in COLUMN_TYPES]  # type: ignore[attr-defined]
        self.fields["vocabulary"].choices = [("", _("No list")), *Vocabulary.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        for name in LIMITS:
            data[name] = self._limit(name, data.get(name, ""), data.get("type", ""))
        return data

    def _limit(self, name: str, text: str, kind: str) -> int | None:
        if not text:
            return None
        try:
            if kind == "money":
                return parse_minor(text, self.currency)
        except Refusal as refusal:
            self.add_error(name, str(refusal.blockers[0].sentence))
            return None
        bare = text.replace(",", "")
        if not bare.isdecimal():
            self.add_error(name, _("Enter a whole number, like 120."))
            return None
        return int(bare)


class ColumnRows(CleanRows):
    """The columns of a table."""

    stored: Mapping[str, Mapping[str, Any]]

    def columns(self) -> list[dict[str, Any]]:
        """The columns as stored, in their order."""
        return [self._column(form.cleaned_data) for form in self.forms if form.cleaned_data.get("label")]

    def amount_label(self) -> str:
        """The name of the column that says what is asked for."""
        ticked = (data["label"] for form in self.forms if (data := form.cleaned_data).get("is_amount"))
        return next(ticked, "")

    def _column(self, data: Mapping[str, Any]) -> dict[str, Any]:
        before = self.stored.get(data["key"], {})
        column = {name: data[name] for name in ("key", "type", "is_required", *LIMITS)}
        column["key"] = data["key"] if before else plain_key(data["key"])
        column["label"] = {**before.get("label", {}), LANGUAGE: data["label"]}
        if data["type"] == "choice":
            column |= {"options": _options(data["options"], before), "vocabulary": data["vocabulary"]}
        return column


def _options(lines: str, before: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Choices from lines. One that keeps its words keeps its code and its other languages."""
    known = {in_language(option["label"], LANGUAGE): option for option in before.get("options", ())}
    found: list[dict[str, Any]] = []
    for text in (line.strip() for line in lines.splitlines()):
        if text:
            stem = slugify(text).replace("-", "_")[:36] or f"choice_{len(found) + 1}"
            found.append(known.get(text) or {"code": stem, "label": {LANGUAGE: text}})
    return found


def column_rows(data: Any, *, settings: Mapping[str, Any], currency: str) -> ColumnRows:
    """The columns of a table as rows, with a few empty ones."""
    stored = settings.get("columns", [])
    initial = [_initial(column, settings.get("amount_column", ""), currency) for column in stored]
    rows = made_rows(ColumnForm, ColumnRows, data, "columns", initial, extra=max(2, 4 - len(stored)), currency=currency)
    rows.stored = {column["key"]: column for column in stored}
    return rows


def _initial(column: Mapping[str, Any], amount_column: str, currency: str) -> dict[str, Any]:
    def shown(limit: int | None) -> str:
        if limit is None:
            return ""
        return plain_minor(limit, currency).removesuffix(".00") if column["type"] == "money" else str(limit)

    return {
        "label": in_language(column["label"], LANGUAGE),
        "type": column["type"],
        "key": column["key"],
        "is_required": column.get("is_required", False),
        "is_amount": bool(amount_column) and column["key"] == amount_column,
        "options": "\n".join(in_language(option["label"], LANGUAGE) for option in column.get("options", ())),
        "vocabulary": column.get("vocabulary", ""),
        **{name: shown(column.get(name)) for name in LIMITS},
    }


class ShareForm(forms.Form):
    """At most so many percent of a sum for rows of one choice. Without a percentage, it is left out."""

    column = forms.ChoiceField(label=gettext_lazy("Of the sum of"), required=False)
    choice = forms.ChoiceField(label=gettext_lazy("These rows"), required=False)
    most_percent = forms.IntegerField(
        label=gettext_lazy("May be at most, in percent"),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"class": "input-4", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, columns: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {column["key"]: in_language(column["label"], LANGUAGE) for column in columns}
        summed = [(column["key"], names[column["key"]]) for column in columns if column["type"] in SUMMED]
        choices = [
            (
                names[column["key"]],
                [(f"{column['key']}={o['code']}", in_language(o["label"], LANGUAGE)) for o in column["options"]],
            )
            for column in columns
            if column.get("options")
        ]
        self.fields["column"].choices = summed  # type: ignore[attr-defined]
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]


class ShareRows(CleanRows):
    """The shares of a table."""

    def shares(self) -> list[dict[str, Any]]:
        """The shares as stored."""
        found = []
        for data in (form.cleaned_data for form in self.forms):
            if data.get("most_percent") is not None:
                choice, _sign, code = data["choice"].partition("=")
                share = {"column": data["column"], "choice": choice, "code": code}
                found.append(share | {"most_percent": data["most_percent"]})
        return found


def share_rows(data: Any, *, settings: Mapping[str, Any]) -> ShareRows | None:
    """The shares of a table as rows; None until the table has a column to add up and one of choices."""
    columns = settings.get("columns", [])
    has_sum = any(column["type"] in SUMMED for column in columns)
    if not has_sum or not any(column.get("options") for column in columns):
        return None
    initial = [share | {"choice": f"{share['choice']}={share['code']}"} for share in settings.get("shares", ())]
    return made_rows(ShareForm, ShareRows, data, "shares", initial, extra=1, columns=columns)
