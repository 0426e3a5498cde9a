"""Building a batch, and noting what the bank did."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DATE_INPUT = {"type": "date"}


class BuildBatchForm(forms.Form):
    """Which instalments to pay, and when. The choices are those that the page showed."""

    pay_on = forms.DateField(label=_("Pay on"), widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"))
    instalments = forms.TypedMultipleChoiceField(
        label=_("Instalments"),
        coerce=int,
        error_messages={"required": _("Choose at least one instalment.")},
    )

    def __init__(self, *args: Any, payable: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instalments"].choices = [(pk, str(pk)) for pk in payable]  # type: ignore[attr-defined]


class ClearedForm(forms.Form):
    """When a payment was seen on the bank statement."""

    day = forms.DateField(label=_("Arrived on"), widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"))


class ReturnedForm(forms.Form):
    """When and why the bank sent a payment back."""

    day = forms.DateField(label=_("Came back on"), widget=forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("What the bank said"), widget=forms.Textarea(attrs={"rows": 2}))


class CancelBatchForm(forms.Form):
    """Why a batch is dropped."""

    reason = forms.CharField(label=_("Why this batch is cancelled"), widget=forms.Textarea(attrs={"rows": 2}))
