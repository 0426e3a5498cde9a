"""How to reach somebody: the same questions for the person and for the office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.ground.people.models import Person, ReachBy
from grants.ground.people.rules import Contact

FIELDS = ("reach_by", "phone", "good_times", "interpreter", "needs_large_print", "postal_address")


class ContactForm(forms.Form):
    """How to reach a person, and what they need. Email is offered to those who have one."""

    reach_by = forms.ChoiceField(
        label=_("How shall we send news?"),
        choices=ReachBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we send news.")},
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    good_times = forms.CharField(
        label=_("Good times to ring"),
        max_length=120,
        required=False,
        help_text=_("For example: mornings, not on Fridays."),
    )
    interpreter = forms.CharField(
        label=_("Language to speak, with an interpreter if need be"),
        max_length=80,
        required=False,
        help_text=_("Sign languages too. Leave it empty if English is fine."),
    )
    needs_large_print = forms.BooleanField(label=_("Letters in large print"), required=False)
    postal_address = forms.CharField(
        label=_("Address for letters"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, has_email: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_email:
            ways: Any = self.fields["reach_by"]
            ways.choices = [choice for choice in ReachBy.choices if choice[0] != ReachBy.EMAIL]

    @property
    def contact(self) -> Contact:
        """What was typed, of a valid form."""
        return Contact(**{name: self.cleaned_data[name] for name in FIELDS})


def contact_form(data: Any, person: Person) -> ContactForm:
    """The form as it was posted, or as the person is known."""
    known = {name: getattr(person, name) for name in FIELDS}
    return ContactForm(data, has_email=person.email is not None, initial=known)
