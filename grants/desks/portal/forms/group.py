"""Who belongs to a group, who looks after what, sign-off."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from grants.ground.people.models import MemberRole, Person

PARTS = {
    MemberRole.MEMBER: _("Member: writes, sends and answers for the group"),
    MemberRole.SIGNATORY: _("Signatory: does all that, and signs for the group"),
    MemberRole.HELPER: _("Helper: only helps with the writing, and is marked as a helper wherever they write"),
}


def part_field(parts: Iterable[str], label: Any) -> forms.ChoiceField:
    """A choice among the parts that somebody may give."""
    return forms.ChoiceField(
        label=label,
        choices=[(part, PARTS[MemberRole(part)]) for part in parts],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one from the list.")},
    )


class AskInForm(forms.Form):
    """Whom to invite to the group, and as what."""

    email = forms.EmailField(
        label=_("Their email address"),
        max_length=254,
        error_messages={
            "required": _("Enter their email address."),
            "invalid": _("Enter an email address like name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Their name"), max_length=120, required=False)

    def __init__(self, *args: Any, parts: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member_role"] = part_field(parts, _("What will they do?"))


class PartForm(forms.Form):
    """Another part in the group for somebody who is in it, or a part for somebody who asks to be."""

    def __init__(self, *args: Any, parts: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member_role"] = part_field(parts, _("What will they do?"))


class PersonChoice(forms.ModelChoiceField):
    """Somebody, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name())


class HandOverForm(forms.Form):
    """Who looks after it from now on."""

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonChoice(
            people,
            label=_("Who looks after it from now on?"),
            empty_label=None,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a person."), "invalid_choice": _("Choose a person.")},
        )


class EndPartForm(forms.Form):
    """Leaving: to whom goes what somebody looks after?"""

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hand_to"] = PersonChoice(
            people,
            label=_("Who takes over?"),
            required=False,
            empty_label=None,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose a person.")},
        )
        self.fields["hand_to"].is_never_optional = True  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """The name of a group that may be known here."""

    name = forms.CharField(
        label=_("What is the group called?"),
        help_text=_("Write the name as the group uses it."),
        max_length=120,
        error_messages={
            "required": _("Enter the name of the group."),
            "max_length": _("Shorten the name to 120 characters or fewer."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class GiveBackForm(forms.Form):
    """What the writers should look at."""

    note = forms.CharField(
        label=_("What should they change?"),
        help_text=_("Only your group reads this."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
