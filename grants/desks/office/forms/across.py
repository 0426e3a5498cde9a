"""A check across questions: two sides that must agree, and what is said when they do not."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.desks.office.forms.conditions import choices_of
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
from grants.ground.questions.rules.checks import CHOSEN, REMARKING, ROUTING

LANGUAGE = "en-gb"
OPERATORS = (
    ("<=", gettext_lazy("must be at most (≤)")),
    ("<", gettext_lazy("must be less than (<)")),
    ("=", gettext_lazy("must be the same as (=)")),
    ("!=", gettext_lazy("must not be (≠)")),
    (">=", gettext_lazy("must be at least (≥)")),
    (">", gettext_lazy("must be more than (>)")),
)
WEIGHTS = (
    ("stops", gettext_lazy("They cannot send until they have changed it")),
    ("warns", gettext_lazy("They are warned, and may send all the same")),
    ("notes", gettext_lazy("Only the office reads it, beside what was sent")),
    ("offers", gettext_lazy("They are offered another call, and may send this all the same")),
    ("moves", gettext_lazy("They are asked to move to another call, and cannot send this")),
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
    code = forms.ChoiceField(label=gettext_lazy("Or one of the choices of this question"), required=False)
    weight = forms.ChoiceField(
        label=gettext_lazy("When it is not so"),
        choices=WEIGHTS,
        widget=forms.RadioSelect,
        initial="stops",
        error_messages={"required": gettext_lazy("Choose what happens when a check is not met.")},
    )
    call = forms.ChoiceField(
        label=gettext_lazy("Which other call?"),
        help_text=gettext_lazy("For a check that leads to another call. Of a programme, the call that is open counts."),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose the call that a check leads to.")},
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

    def __init__(
        self, data: Any, *, spec: FormSpec, check: Check | None = None, calls: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(data, initial=_initial(check, spec) if check else None)
        self.spec, self.stored = spec, check
        self._offer_calls(calls)
        self.fields["code"].choices = [("", _("None of them")), *choices_of(_chosen(spec))]  # type: ignore[attr-defined]
        self.known = {_name(measure): (measure, kind) for measure, kind in measures_of(spec)}
        offered = [(name, measure_in_words(measure, spec, LANGUAGE)) for name, (measure, _k) in self.known.items()]
        for name in ("left", "left_plus", "right", "right_plus", "right_more"):
            self.fields[name].choices = [("", _("Nothing")), *offered]  # type: ignore[attr-defined]
        places = [(question.key, question.label_in(LANGUAGE)[:90]) for question in spec.questions]
        self.fields["at"].choices = [("", _("Choose a question")), *places]  # type: ignore[attr-defined]

    def _offer_calls(self, calls: Sequence[tuple[str, str]]) -> None:
        """Calls by their codes, in application forms. The one that is stored stays, so that it is seen and changed."""
        if self.spec.purpose != "application":
            del self.fields["call"]
            weights: Any = self.fields["weight"]
            weights.choices = [row for row in WEIGHTS if row[0] not in ROUTING]
            return
        stored = self.stored.call if self.stored else ""
        gone = [] if not stored or stored in dict(calls) else [(stored, _("(not there) %(key)s") % {"key": stored})]
        self.fields["call"].choices = [("", _("None")), *gone, *calls]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        if data.get("weight") in ROUTING and not data.get("call") and "call" not in self.errors:
            self.add_error("call", _("Choose the call that a check leads to."))
        kind = self.known[data["left"]][1] if data.get("left") else "number"
        if kind == "choice":
            return self._clean_choice(data)
        if data.get("code"):
            self.add_error("code", _("Choices go with a question that offers them, on the left."))
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
        if data.get("working_days") is not None and (kind != "date" or data.get("weight") not in REMARKING):
            sentence = _("Days from today are compared with a date, and can warn or note. They never stop anybody.")
            self.add_error("working_days", sentence)
        return data

    def _clean_choice(self, data: dict[str, Any]) -> dict[str, Any]:
        """A choice is compared with one of its question's own, and with nothing else."""
        key, _sign, data["fixed"] = data.get("code", "").partition("=")
        if key != data["left"]:
            self.add_error("code", _("Choose one of the choices of this question."))
        if data.get("op") not in {"=", "!="}:
            self.add_error("op", _("A choice must be the same as (=) one of its own, or must not be it (≠)."))
        for name in ("left_plus", "right", "right_plus", "right_more", "constant", "working_days"):
            if data.get(name) not in (None, ""):
                self.add_error(name, _("A choice is only compared with one of its choices. Leave this empty."))
        return data

    def given(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        right = self._side("right", "right_plus", "right_more")
        right += [{"constant": data["fixed"]}] if data["fixed"] is not None else []
        right += [{"working_days": data["working_days"]}] if data["working_days"] is not None else []
        words = {**(self.stored.sentence if self.stored else {}), LANGUAGE: data["sentence"]}
        left = self._side("left", "left_plus")
        plain = {name: data[name] for name in ("op", "at", "weight")} | {"call": data.get("call", "")}
        return plain | {"left": left, "right": right, "sentence": words}

    def _side(self, *names: str) -> list[dict[str, Any]]:
        return [measure_record(self.known[self.cleaned_data[name]][0]) for name in names if self.cleaned_data[name]]


def _chosen(spec: FormSpec) -> list[QuestionSpec]:
    """Questions with one choice, which a check can name."""
    return [question for question in spec.questions if question.type in CHOSEN]


def _name(measure: Measure) -> str:
    return f"{measure.key}.{measure.column}" if measure.column else measure.key


def _initial(check: Check, spec: FormSpec) -> Mapping[str, Any]:
    """What stands in the controls for a stored check."""
    right = [measure for measure in check.right if measure.key]
    fixed = next((measure.value for measure in check.right if measure.value is not None), None)
    days = next((measure.working_days for measure in check.right if measure.working_days is not None), None)
    kinds = dict(measures_of(spec))
    kind = kinds.get(check.left[0], "number")
    is_chosen = kind == "choice"
    sides = dict(zip(("left", "left_plus"), check.left, strict=False))
    sides |= dict(zip(("right", "right_plus", "right_more"), right, strict=False))
    return {name: _name(measure) for name, measure in sides.items()} | {
        "op": check.op,
        "weight": check.weight,
        "working_days": days,
        "constant": "" if is_chosen else shown_value(QuestionSpec("", kind, {}), fixed, spec.currency),
        "code": f"{check.left[0].key}={fixed}" if is_chosen else "",
        "call": check.call,
        "sentence": in_language(check.sentence, LANGUAGE),
        "at": check.at,
    }
