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
WEIGHTS = (
    ("stops", gettext_lazy("They cannot send until they have changed it")),
    ("warns", gettext_lazy("They are warned, and may send all the same")),
    ("notes", gettext_lazy("Only the office reads it, beside what was sent")),
)
MOST_WORKING_DAYS = 250


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
    working_days = forms.IntegerField(
        label=gettext_lazy("Or the day that comes so many working days from today"),
        required=False,
        min_value=0,
        max_value=MOST_WORKING_DAYS,
        widget=forms.TextInput(attrs={"class": "input-4", "inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Enter a whole number, like 10.")},
    )
    weight = forms.ChoiceField(
        label=gettext_lazy("When it is not so"),
        choices=WEIGHTS,
        widget=forms.RadioSelect,
        initial="stops",
        error_messages={"required": gettext_lazy("Choose what happens when a check is not met.")},
    )
    sentence = forms.CharField(
        label=gettext_lazy("What is read when it is not so"),
        help_text=gettext_lazy("Say what to change: “Ask for £15,000 or less.” A note says what you would look at."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say what is read when a check is not met.")},
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
        is_compared = data.get("right") or data["fixed"] is not None or data.get("working_days") is not None
        if not is_compared:
            self.add_error("right", _("Choose something for each side."))
        if data.get("working_days") is not None and (kind != "date" or data.get("weight") == "stops"):
            sentence = _("Days from today are compared with a date, and can warn or note. They never stop anybody.")
            self.add_error("working_days", sentence)
        return data

    def given(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        right = self._side("right", "right_plus", "right_more")
        right += [{"constant": data["fixed"]}] if data["fixed"] is not None else []
        right += [{"working_days": data["working_days"]}] if data["working_days"] is not None else []
        words = {**(self.stored.sentence if self.stored else {}), LANGUAGE: data["sentence"]}
        left = self._side("left", "left_plus")
        plain = {name: data[name] for name in ("op", "at", "weight")}
        return plain | {"left": left, "right": right, "sentence": words}

    def _side(self, *names: str) -> list[dict[str, Any]]:
        return [measure_record(self.known[self.cleaned_data[name]][0]) for name in names if self.cleaned_data[name]]


def _name(measure: Measure) -> str:
    return f"{measure.key}.{measure.column}" if measure.column else measure.key


def _initial(check: Check, spec: FormSpec) -> Mapping[str, Any]:
    """What stands in the controls for a stored check."""
    right = [measure for measure in check.right if measure.key]
    fixed = next((measure.value for measure in check.right if measure.value is not None), None)
    days = next((measure.working_days for measure in check.right if measure.working_days is not None), None)
    kinds = dict(measures_of(spec))
    kind = kinds.get(check.left[0], "number")
    sides = dict(zip(("left", "left_plus"), check.left, strict=False))
    sides |= dict(zip(("right", "right_plus", "right_more"), right, strict=False))
    return {name: _name(measure) for name, measure in sides.items()} | {
        "op": check.op,
        "weight": check.weight,
        "working_days": days,
        "constant": shown_value(QuestionSpec("", kind, {}), fixed, spec.currency),
        "sentence": in_language(check.sentence, LANGUAGE),
        "at": check.at,
    }
