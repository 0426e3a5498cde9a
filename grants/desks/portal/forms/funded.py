"""Narrowing what we funded by call, place and year."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FundedFilter(forms.Form):
    """A GET form. `choices` are the (code, label) pairs that are worth offering, by field."""

    call = forms.ChoiceField(label=_("Call"), required=False)
    district = forms.ChoiceField(label=_("Place"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, choices: Mapping[str, Sequence[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in choices.items():
            self.fields[name].choices = [("", _("All")), *pairs]
