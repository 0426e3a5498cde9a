"""Forms about rubrics and their criteria."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.ground.kit.text import in_language
from grants.stages.calls.models import Criterion, Rubric
from grants.stages.calls.rules import LEVEL_NAMES

ENGLISH = "en-gb"


class RubricForm(forms.Form):
    """A rubric's title and the least total that counts as fundable."""

    title = forms.CharField(
        label=_("Title"), max_length=120, error_messages={"required": _("Give the rubric a title.")}
    )
    least_total = forms.IntegerField(
        label=_("Least total that can be funded"),
        help_text=_("From 0 to 100. 50 means: on the whole, enough."),
        min_value=0,
        max_value=100,
        initial=50,
        widget=forms.NumberInput(attrs={"class": "input-4"}),
    )


class CopyRubricForm(forms.Form):
    """The title of a copy."""

    title = forms.CharField(
        label=_("Title of the copy"), max_length=120, error_messages={"required": _("Give the copy a title.")}
    )


class CriterionForm(forms.Form):
    """One criterion, with words for each level of the rubric's scale."""

    title = forms.CharField(
        label=_("Title"), max_length=120, error_messages={"required": _("Give the criterion a title.")}
    )
    question = forms.CharField(
        label=_("The question a reviewer asks"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    weight = forms.IntegerField(
        label=_("Weight"),
        help_text=_("A whole number from 1 to 100. All weights of a rubric add up to 100."),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "input-4"}),
        error_messages={"required": _("Enter a weight from 1 to 100.")},
    )
    is_gate = forms.BooleanField(label=_("Level 0 here means it is below the line"), required=False)

    def __init__(self, *args: Any, rubric: Rubric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = range(rubric.top_level + 1)
        for level in self.levels:
            self.fields[f"level_{level}"] = forms.CharField(
                label=_("Level %(level)s: %(name)s") % {"level": level, "name": level_name(level, rubric)},
                required=False,
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def terms(self) -> dict[str, Any]:
        """What the act needs, texts by language."""
        data = self.cleaned_data
        return {
            "title": {ENGLISH: data["title"]},
            "question": {ENGLISH: data["question"]},
            "weight": data["weight"],
            "is_gate": data["is_gate"],
            "anchors": {level: {ENGLISH: data[f"level_{level}"]} for level in self.levels},
        }


def level_name(level: int, rubric: Rubric) -> Any:
    """What a level is called on a five-level scale; its number elsewhere."""
    return LEVEL_NAMES[level] if rubric.top_level == len(LEVEL_NAMES) - 1 else level


def initial_criterion(criterion: Criterion) -> dict[str, Any]:
    """A criterion as the form shows it."""
    anchors = {f"level_{a.level}": in_language(a.text, ENGLISH) for a in criterion.anchors.all()}
    return {
        "title": in_language(criterion.title, ENGLISH),
        "question": in_language(criterion.question, ENGLISH),
        "weight": criterion.weight,
        "is_gate": criterion.is_gate,
        **anchors,
    }
