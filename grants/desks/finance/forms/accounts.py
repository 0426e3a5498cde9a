"""Checking, verifying and refusing bank details."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.web.proof import ProofForm
from grants.ground.bank.rules import CHECK_METHODS


class CheckAccountForm(ProofForm):
    """How somebody found that the account is the group's own."""

    method = forms.ChoiceField(
        label=_("How did you check?"),
        choices=list(CHECK_METHODS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you checked."), "invalid_choice": _("Choose how you checked.")},
    )
    note = forms.CharField(
        label=_("What you saw"),
        help_text=_("Who you spoke to, on which number, or which statement. Other finance staff read this."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("method", "note", "code")


class RefuseAccountForm(forms.Form):
    """Why the account cannot be used."""

    reason = forms.CharField(
        label=_("What is wrong"),
        help_text=_("The group reads this, so say what would mend it."),
        error_messages={"required": _("Say what is wrong, so that the group can mend it.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
