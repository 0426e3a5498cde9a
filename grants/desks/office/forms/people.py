"""Inviting colleagues and giving roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.web.forms import MoneyField
from grants.desks.web.moments import DayField
from grants.ground.people.models import LegalForm
from grants.ground.people.roles import Role

LIMIT_HELP = _("For decision-makers: the largest grant they may decide on. Leave empty for no limit.")


class InviteForm(forms.Form):
    """Whom to invite as a colleague, and as what."""

    email = forms.EmailField(
        label=_("Their email address"),
        max_length=254,
        error_messages={
            "required": _("Enter their email address."),
            "invalid": _("Enter an email address like name@example.org."),
        },
    )
    name = forms.CharField(label=_("Their name"), max_length=120, required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )
    limit_amount = MoneyField(label=_("Limit"), required=False, help_text=LIMIT_HELP)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["limit_amount"].currency = currency  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """A further role for a colleague."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, error_messages={"required": _("Choose a role.")})
    limit_amount = MoneyField(label=_("Limit"), required=False, help_text=LIMIT_HELP)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), required=False, help_text=_("Leave empty if there is none. Auditors usually have one.")
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["limit_amount"].currency = currency  # type: ignore[attr-defined]


class OrganisationFilter(forms.Form):
    """Finding a group in the list."""

    name = forms.CharField(label=_("Name begins with"), required=False, max_length=120)
    legal_form = forms.ChoiceField(
        label=_("Kind"), required=False, choices=lambda: [("", _("All")), *LegalForm.choices]
    )
