"""The field by which an approving form proves the second factor itself."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ProofForm(forms.Form):
    """A form that acts on money: it asks for a fresh code of the person who sends it."""

    code = forms.CharField(
        label=_("Code from your authenticator app"),
        help_text=_("Six digits, new every half minute. A recovery code works too."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "input-code"}),
    )
