"""Accepting a grant: signing, bank details, conditions."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignForm(forms.Form):
    """A name and the mailed code: the signature."""

    name = forms.CharField(
        label=_("Your full name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Type your full name.")},
    )
    code = forms.CharField(
        label=_("Code from our mail"),
        help_text=_("Six digits."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "input-code"}),
        error_messages={"required": _("Type the code that we mailed you.")},
    )
    agree = forms.BooleanField(
        label=_("I have read the agreement and I may sign for the group"),
        error_messages={"required": _("Tick this when you have read the agreement and may sign.")},
    )


class BankForm(forms.Form):
    """Where the money goes. Spaces and hyphens do not matter."""

    holder_name = forms.CharField(
        label=_("Name on the account"),
        help_text=_("As it stands on the bank’s letters. It must be your group’s account, not a person’s."),
        max_length=200,
        error_messages={"required": _("Enter the name on the account.")},
    )
    sort_code = forms.CharField(
        label=_("Sort code"),
        help_text=_("Six digits, like 309430."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-8", "autocomplete": "off"}),
        error_messages={"required": _("Enter a valid sort code like 309430.")},
    )
    account_number = forms.CharField(
        label=_("Account number"),
        help_text=_("Between 6 and 8 digits."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-8", "autocomplete": "off"}),
        error_messages={"required": _("Enter an account number like 00733445.")},
    )


class ConditionForm(forms.Form):
    """How a condition is met, with a file if it helps."""

    text = forms.CharField(label=_("How is this done?"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    evidence = forms.FileField(
        label=_("A file that shows it"), help_text=_("PDF, photo or office file."), required=False
    )
