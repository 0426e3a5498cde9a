"""Confirming what the office or a helper wrote for a group."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ConfirmForm(forms.Form):
    """Who says yes."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class DenyForm(forms.Form):
    """That it is not theirs. There is nothing to fill in."""
