"""Choosing what to ask a group about."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.web.moments import DayField
from grants.stages.applications.rules import LONGEST_WHY

TOO_LONG = {"max_length": _("Keep each text under 1,000 characters.")}


class SendBackForm(forms.Form):
    """Questions by tick box, why for each or for all, and a day. `content` is what the group sent last."""

    asked = forms.MultipleChoiceField(
        label=_("Which questions?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of these questions is not in the application.")},
    )
    why = forms.CharField(
        label=_("What would you like to know?"),
        help_text=_("The group reads exactly this. Or write it at each question that you tick."),
        required=False,
        max_length=LONGEST_WHY,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    due_on = DayField(label=_("Answer by"), required=False)
    reason = forms.CharField(
        label=_("Why you go on in spite of this"),
        help_text=_("For colleagues and auditors. The group does not see it."),
        required=False,
        max_length=LONGEST_WHY,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, content: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = content["sections"]
        offered: Any = self.fields["asked"]
        offered.choices = [
            (answer["key"], answer["label"]) for section in self.sections for answer in section["answers"]
        ]
        for key, _label in offered.choices:
            self.fields[f"why-{key}"] = forms.CharField(
                label=_("Why, for this question"),
                required=False,
                max_length=LONGEST_WHY,
                error_messages=TOO_LONG,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for name in ("asked", "why", "due_on", "reason"):
            self.fields[name].is_never_optional = True  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[tuple[str, list[tuple[Any, forms.BoundField]]]]:
        """Each section's title with its tick boxes and the text that goes with each."""
        boxes = {box.data["value"]: box for box in self["asked"]}
        return [
            (
                section["title"],
                [(boxes[answer["key"]], self[f"why-{answer['key']}"]) for answer in section["answers"]],
            )
            for section in self.sections
        ]

    def given(self) -> dict[str, Any]:
        """What was chosen, as the act takes it."""
        said = self.cleaned_data
        asked = {key: said[f"why-{key}"] for key in said["asked"]}
        return {"asked": asked, "why": said["why"], "due_on": said["due_on"], "reason": said["reason"]}
