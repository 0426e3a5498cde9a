"""Building a batch, and noting what the bank did."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.web.moments import DayField


class BuildBatchForm(forms.Form):
    """Which instalments to pay, and when. The choices are those that the page showed."""

    pay_on = DayField(label=_("Pay on"), help_text=_("A working day. The money leaves your bank on it."))
    instalments = forms.TypedMultipleChoiceField(
        label=_("Instalments"),
        coerce=int,
        error_messages={
            "required": _("Choose at least one instalment."),
            "invalid_choice": _("One of these is no longer ready to pay. Look at the list again."),
        },
    )

    def __init__(self, *args: Any, payable: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instalments"].choices = [(pk, str(pk)) for pk in payable]  # type: ignore[attr-defined]


class ClearedForm(forms.Form):
    """When a payment was seen on the bank statement."""

    day = DayField(label=_("Arrived on"))


class ReturnedForm(forms.Form):
    """When and why the bank sent a payment back."""

    day = DayField(label=_("Came back on"))
    reason = forms.CharField(
        label=_("What the bank said"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what the bank told you.")},
    )


class CancelBatchForm(forms.Form):
    """Why a batch is dropped."""

    reason = forms.CharField(
        label=_("Why this batch is cancelled"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why this batch is cancelled.")},
    )
