"""Reasons and replies that acts on awards ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """An act that asks why."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Write a sentence or two here.")},
    )

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


class ReplyForm(forms.Form):
    """The answer to a report: what the reader writes back."""

    reply = forms.CharField(
        label=_("Your answer to the group"),
        help_text=_("Say what you took from it. The group reads exactly this."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        error_messages={"required": _("Write a reply: groups want to know that someone read it.")},
    )
