"""Limits that depend on an earlier amount or number, a band a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.desks.office.forms.question_settings import shown_value, typed_value
from grants.desks.office.forms.rows import CleanRows, made_rows
from grants.ground.kit.errors import Refusal
from grants.ground.questions.rules import QuestionSpec
from grants.ground.questions.rules.asked import BANDED

LANGUAGE = "en-gb"
NARROW = {"class": "input-8", "inputmode": "decimal"}


def _text_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=20, widget=forms.TextInput(attrs=NARROW))


class BandKeyForm(forms.Form):
    """Which earlier answer the limits depend on."""

    bands_key = forms.ChoiceField(
        label=gettext_lazy("The limits depend on"),
        help_text=gettext_lazy("Until that is answered, the limits above hold."),
        required=False,
    )
    bands_key.is_never_optional = True  # type: ignore[attr-defined]


class BandForm(forms.Form):
    """One band. Without a limit, it is left out."""

    up_to = _text_field(gettext_lazy("Up to (empty for all above)"))
    least = _text_field(gettext_lazy("At least"))
    most = _text_field(gettext_lazy("At most"))


class BandRows(CleanRows):
    """The bands of a question, and the answer they depend on."""

    asks: BandKeyForm
    earlier: Mapping[str, QuestionSpec]
    kind: str
    currency: str

    def is_valid(self) -> bool:
        return bool(self.asks.is_valid() & super().is_valid()) and self._reads()

    def _reads(self) -> bool:
        """Whether every number and amount can be read; what cannot is told in its row."""
        asked = self.earlier.get(self.asks.cleaned_data["bands_key"])
        self.read: list[dict[str, Any]] = []
        for form in self.forms if asked else ():
            kinds = {"up_to": asked.type if asked else "", "least": self.kind, "most": self.kind}
            band = {name: self._read(form, name, kind) for name, kind in kinds.items()}
            if band["least"] is not None or band["most"] is not None:
                self.read.append({name: value for name, value in band.items() if value is not None})
        return not any(form.errors for form in self.forms)

    def _read(self, form: forms.Form, name: str, kind: str) -> Any:
        kind = "money" if kind in {"money", "budget", "table"} and (name == "up_to" or kind == "money") else "number"
        try:
            return typed_value(QuestionSpec(name, kind, {}), form.cleaned_data[name], self.currency)
        except Refusal as refusal:
            form.add_error(name, str(refusal.blockers[0].sentence))
            return None

    def record(self) -> dict[str, Any]:
        """The bands as stored; nothing where none is filled in."""
        key = self.asks.cleaned_data["bands_key"]
        return {"key": key, "limits": self.read} if key and self.read else {}


def band_rows(
    data: Any, *, kind: str, settings: Mapping[str, Any], earlier: Sequence[QuestionSpec], currency: str
) -> BandRows | None:
    """The bands of a question as rows; None where no amount or number is asked before."""
    usable = {
        question.key: question
        for question in earlier
        if question.type in BANDED and (question.type != "table" or question.amount_column)
    }
    if not usable:
        return None
    stored = settings.get("bands") or {}
    asked = usable.get(stored.get("key", ""))
    limit = QuestionSpec("", "money" if kind == "money" else "number", {})
    initial = [
        {"up_to": shown_value(asked, band.get("up_to"), currency)}
        | {name: shown_value(limit, band.get(name), currency) for name in ("least", "most")}
        for band in stored.get("limits", ())
    ]
    rows = made_rows(BandForm, BandRows, data, "bands", initial, extra=max(1, 3 - len(initial)))
    rows.asks = BandKeyForm(data, initial={"bands_key": stored.get("key", "")})
    names = [(key, question.label_in(LANGUAGE)[:80]) for key, question in usable.items()]
    rows.asks.fields["bands_key"].choices = [("", _("Nothing")), *names]  # type: ignore[attr-defined]
    rows.earlier, rows.kind, rows.currency = usable, kind, currency
    return rows
