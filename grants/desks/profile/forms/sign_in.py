"""What is asked when somebody signs in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CODE_ATTRS = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "input-code", "spellcheck": "false"}


class AddressForm(forms.Form):
    """Whose mailbox the code goes to."""

    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        error_messages={
            "required": _("Enter your email address."),
            "invalid": _("Enter an email address like name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


class PhoneForm(forms.Form):
    """Whose phone the code goes to."""

    phone = forms.CharField(
        label=_("Your phone number"),
        max_length=40,
        error_messages={"required": _("Enter your phone number.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        error_messages={"required": _("Enter the six digits that we sent.")},
        widget=forms.TextInput(attrs=CODE_ATTRS),
    )


class SecondStepForm(forms.Form):
    """The code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("The six digits that your authenticator app shows now. Or one of your recovery codes."),
        error_messages={"required": _("Enter the code that your app shows now, or a recovery code.")},
        widget=forms.TextInput(attrs=CODE_ATTRS),
    )


class SetUpForm(forms.Form):
    """A new authenticator app: the secret travels locked, the code shows that the app has it."""

    secret = forms.CharField(widget=forms.HiddenInput)
    proof = forms.CharField(
        label=_("A code of your present app, or a recovery code"),
        max_length=40,
        error_messages={"required": _("Enter a code of your present app, or a recovery code.")},
        widget=forms.TextInput(attrs=CODE_ATTRS | {"autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("The six digits that the new app shows"),
        max_length=40,
        error_messages={"required": _("Enter the six digits that the app shows.")},
        widget=forms.TextInput(attrs=CODE_ATTRS),
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["proof"]
            self.fields["code"].label = _("The six digits that the app shows")
