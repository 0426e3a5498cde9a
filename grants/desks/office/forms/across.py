"""A check across questions: two sides that must agree, and what is said when they do not."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.desks.office.forms.question_settings import shown_value, typed_value
from grants.ground.kit.errors import Refusal
from grants.ground.kit.text import in_language
from grants.ground.questions.rules import (
    Check,
    FormSpec,
    Measure,
    QuestionSpec,
    measure_in_words,
    measure_record,
    measures_of,
)

LANGUAGE = "en-gb"
OPERATORS = (
    ("<=", gettext_lazy("must be at most (≤)")),
    ("<", gettext_lazy("must be less than (<)")),
    ("=", gettext_lazy("must be the same as (=)")),
    (">=", gettext_lazy("must be at least (≥)")),
    (">", gettext_lazy("must be more than (>)")),
)


class CheckForm(forms.Form):
    """A check: an answer or a sum on the left; on the right answers, sums, or a fixed value."""

    left = forms.ChoiceField(
        label=gettext_lazy("This"), error_messages={"required": gettext_lazy("Choose something for each side.")}
    )
    left_plus = forms.ChoiceField(label=gettext_lazy("Plus this"), required=False)
    op = forms.ChoiceField(label=gettext_lazy("How they compare"), choices=OPERATORS)
    right = forms.ChoiceField(label=gettext_lazy("That"), required=False)
    right.is_never_optional = True  # type: ignore[attr-defined]
    right_plus = forms.ChoiceField(label=gettext_lazy("Plus that"), required=False)
    right_more = forms.ChoiceField(label=gettext_lazy("And plus that"), required=False)
    constant = forms.CharField(
        label=gettext_lazy("Or plus a fixed number, amount or date"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"class": "input-16"}),
    )
    sentence = forms.CharField(
        label=gettext_lazy("What the group reads when it is not so"),
        help_text=gettext_lazy("Say what to change: “Ask for £15,000 or less.”"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say what the group reads when a check is not met.")},
    )
    at = forms.ChoiceField(
        label=gettext_lazy("Where it is said"), error_messages={"required": gettext_lazy("Choose a question.")}
    )

    def __init__(self, data: Any, *, spec: FormSpec, check: Check | None = None) -> None:
        super().__init__(data, initial=_initial(check, spec) if check else None)
        self.spec, self.stored = spec, check
        self.known = {_name(measure): (measure, kind) for measure, kind in measures_of(spec)}
        offered = [(name, measure_in_words(measure, spec, LANGUAGE)) for name, (measure, _k) in self.known.items()]
        for name in ("left", "left_plus", "right", "right_plus", "right_more"):
            self.fields[name].choices = [("", _("Nothing")), *offered]  # type: ignore[attr-defined]
        places = [(question.key, question.label_in(LANGUAGE)[:90]) for question in spec.questions]
        self.fields["at"].choices = [("", _("Choose a question")), *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        kind = self.known[data["left"]][1] if data.get("left") else "number"
        try:
            data["fixed"] = typed_value(
                QuestionSpec("constant", kind, {}), data.get("constant", ""), self.spec.currency
            )
        except Refusal as refusal:
            self.add_error("constant", str(refusal.blockers[0].sentence))
            return data
        if not data.get("right") and data["fixed"] is None:
            self.add_error("right", _("Choose something for each side."))
        return data

    def given(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        right = self._side("right", "right_plus", "right_more")
        right += [{"constant": data["fixed"]}] if data["fixed"] is not None else []
        words = {**(self.stored.sentence if self.stored else {}), LANGUAGE: data["sentence"]}
        left = self._side("left", "left_plus")
        return {"left": left, "op": data["op"], "right": right, "sentence": words, "at": data["at"]}

    def _side(self, *names: str) -> list[dict[str, Any]]:
        return [measure_record(self.known[self.cleaned_data[name]][0]) for name in names if self.cleaned_data[name]]


def _name(measure: Measure) -> str:
    return f"{measure.key}.{measure.column}" if measure.column else measure.key


def _initial(check: Check, spec: FormSpec) -> Mapping[str, Any]:
    """What stands in the controls for a stored check."""
    right = [measure for measure in check.right if measure.key]
    fixed = next((measure.value for measure in check.right if not measure.key), None)
    kinds = dict(measures_of(spec))
    kind = kinds.get(check.left[0], "number")
    sides = dict(zip(("left", "left_plus"), check.left, strict=False))
    sides |= dict(zip(("right", "right_plus", "right_more"), right, strict=False))
    return {name: _name(measure) for name, measure in sides.items()} | {
        "op": check.op,
        "constant": shown_value(QuestionSpec("", kind, {}), fixed, spec.currency),
        "sentence": in_language(check.sentence, LANGUAGE),
        "at": check.at,
    }
