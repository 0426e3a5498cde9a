"""Forms about funds. Whatever moves money proves the second factor itself."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grants.desks.web.forms import MoneyField
from grants.desks.web.moments import DayField
from grants.desks.web.proof import ProofForm
from grants.ground.kit.dates import year_words
from grants.ground.kit.text import in_language
from grants.ground.reference.models import Funder, Vocabulary
from grants.ground.reference.queries import districts, terms
from grants.stages.funds.models import Fund, Posting, RestrictedTo

# A bank line carries 18 characters, and a grant's reference adds ten to the code: CWF-2026-0012.
LONGEST_CODE = 8


def _named_years(years: Iterable[int], funder: Funder) -> list[tuple[int, str]]:
    return [(year, year_words(year, funder.year_start_month)) for year in years]


class FundForm(forms.Form):
    """A new fund."""

    name = forms.CharField(label=_("Name"), max_length=120, error_messages={"required": _("Give the fund a name.")})
    code = forms.SlugField(
        label=_("Code"),
        help_text=_("A few capital letters, like CWF. It begins every award’s reference and never changes."),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"class": "input-8"}),
        error_messages={
            "max_length": _("Use 8 letters or fewer: banks cut longer references off."),
            "required": _("Give the fund a code, like CWF."),
            "invalid": _("Use only letters, numbers and hyphens, like CWF."),
        },
    )
    purpose = forms.CharField(
        label=_("What is it for?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SourceForm(forms.Form):
    """Whose money it is, and what it may be spent on."""

    name = forms.CharField(
        label=_("Whose money is it?"), max_length=120, error_messages={"required": _("Enter who gives the money.")}
    )
    kind = forms.ChoiceField(label=_("Kind of source"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (term.code, in_language(term.label, get_language() or "en-gb")) for term in terms(Vocabulary.SOURCE_KINDS)
        ]
        self.fields["kind"].choices = [("", _("Not said")), *kinds]
        for to, choices in restriction_choices().items():
            self.fields[to] = forms.MultipleChoiceField(
                label=RestrictedTo(to).label,
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def terms(self) -> dict[str, Any]:
        """What the act needs."""
        data = self.cleaned_data
        restrictions = {to: data[to] for to in RestrictedTo.values if data.get(to)}
        return {"name": data["name"], "kind": data["kind"], "restrictions": restrictions}


def restriction_choices() -> dict[str, list[tuple[str, str]]]:
    """Codes that a source may be restricted to, with their words."""
    words: dict[str, list[tuple[str, str]]] = {
        to: [(term.code, in_language(term.label, get_language() or "en-gb")) for term in terms(to)]
        for to in (RestrictedTo.POPULATIONS, RestrictedTo.ACTIVITIES, RestrictedTo.OUTCOMES)
    }
    places = [(place.code, in_language(place.label, get_language() or "en-gb")) for place in districts()]
    return {RestrictedTo.DISTRICTS: places, **words}


class PostingForm(ProofForm):
    """Puts money in or takes it out."""

    field_order = ["source", "to", "amount", "financial_year", "effective_on", "note", "code"]
    source = forms.ModelChoiceField(
        None,
        label=_("Source"),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose whose money it is.")},
    )
    financial_year = forms.TypedChoiceField(label=_("Financial year"), coerce=int)
    effective_on = DayField(label=_("Counts from"), help_text=_("The day of the letter or the bank transfer."))
    note = forms.CharField(
        label=_("Note"), help_text=_("A letter’s number, for instance."), required=False, max_length=200
    )

    def __init__(self, *args: Any, fund: Fund, funder: Funder, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = fund.sources.order_by("position", "name")
        self.fields["financial_year"].choices = _named_years(range(this_year - 1, this_year + 3), funder)
        self.fields["amount"] = MoneyField(
            label=_("Amount"), currency=funder.currency, error_messages={"required": _("Enter an amount, like 1850.")}
        )
        self.order_fields(self.field_order)

    def terms(self) -> dict[str, Any]:
        """What the act needs beside the source and the proof."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"source", "code"}}


class TransferForm(PostingForm):
    """Moves money between two sources of a fund."""

    to = forms.ModelChoiceField(
        None,
        label=_("To which source?"),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose where the money goes.")},
    )

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, fund=fund, **kwargs)
        self.fields["source"].label = _("From which source?")
        self.fields["to"].queryset = fund.sources.order_by("position", "name")


class ReverseForm(ProofForm):
    """Why a line is reversed."""

    field_order = ["reason", "code"]
    reason = forms.CharField(
        label=_("Why is it reversed?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why this line is reversed.")},
    )


class LedgerFilter(forms.Form):
    """Which lines the ledger shows."""

    source = forms.ModelChoiceField(None, label=_("Source"), required=False, empty_label=_("All sources"))
    year = forms.TypedChoiceField(label=_("Financial year"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *Posting.choices])

    def __init__(self, *args: Any, fund: Fund, funder: Funder, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = fund.sources.order_by("position", "name")
        self.fields["year"].choices = [("", _("All years")), *_named_years(years, funder)]

    def conditions(self) -> dict[str, Any]:
        """Filters for the ledger's lines; none while something is wrong with them."""
        if not self.is_valid():
            return {}
        data = self.cleaned_data
        found = {"source": data["source"], "financial_year": data["year"], "kind": data["kind"]}
        return {name: value for name, value in found.items() if value}
