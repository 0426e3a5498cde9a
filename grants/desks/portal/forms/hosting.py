"""Another organisation that holds the money: named by the group, answered by that organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.web.forms import MoneyField
from grants.stages.applications.rules.hosting import Fee


class HostForm(forms.Form):
    """Who could hold the money, whom we may ask, and what they keep. What is wrong with it is for the act to say."""

    host_name = forms.CharField(label=_("What is the organisation called?"), required=False)
    contact_name = forms.CharField(
        label=_("Whom may we ask there?"),
        help_text=_("Somebody who may decide it, like the treasurer."),
        required=False,
    )
    email = forms.EmailField(
        label=_("Their email address"),
        required=False,
        error_messages={"invalid": _("Enter an email address like name@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    fee_percent = forms.DecimalField(
        label=_("Fee as a part of the grant, in percent"),
        required=False,
        max_digits=5,
        decimal_places=2,
        error_messages={
            "invalid": _("Enter a number like 5."),
            "max_digits": _("Enter a number from 0 to 100, like 7.5."),
            "max_whole_digits": _("Enter a number from 0 to 100, like 7.5."),
            "max_decimal_places": _("Enter a number with at most two places, like 7.5."),
        },
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input-4", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, currency: str, most_percent: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fee_amount"] = MoneyField(
            label=_("Or as a sum"),
            help_text=_("Leave both empty if they keep nothing."),
            required=False,
            currency=currency,
        )
        limit = _("In this call at most %(most)s percent.") if most_percent else _("In this call a host keeps nothing.")
        self.fields["fee_percent"].help_text = limit % {"most": most_percent} if most_percent else limit
        for name in ("host_name", "contact_name", "email"):
            self.fields[name].is_never_optional = True  # type: ignore[attr-defined]

    @property
    def details(self) -> dict[str, Any]:
        """What the act takes."""
        given = dict(self.cleaned_data)
        return given | {"fee": Fee(given.pop("fee_percent"), given.pop("fee_amount"))}


class HostAnswerForm(forms.Form):
    """Who answers for the organisation, and as what."""

    name = forms.CharField(
        label=_("Your full name"), required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    role = forms.CharField(
        label=_("What are you in your organisation?"), help_text=_("Like treasurer, chair or manager."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_never_optional = True  # type: ignore[attr-defined]
