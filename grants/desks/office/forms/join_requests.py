"""Answering somebody who asks to join a group."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from grants.ground.people.models import MemberRole, Organisation


class GroupChoice(forms.ModelChoiceField):
    """Groups that share a name, told apart by what we know of them."""

    def label_from_instance(self, obj: Any) -> str:
        known = [obj.name, obj.get_legal_form_display(), obj.postcode, f"{obj.joined_at:%Y}"]
        return " · ".join(str(part) for part in known if part)


class JoinAnswerForm(forms.Form):
    """Which group, and as what."""

    member_role = forms.ChoiceField(
        label=_("As what?"),
        choices=MemberRole.choices,
        initial=MemberRole.MEMBER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, groups: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = GroupChoice(
            groups,
            label=_("Which group?"),
            empty_label=None,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a group."), "invalid_choice": _("Choose a group.")},
        )
        self.order_fields(["organisation", "member_role"])
