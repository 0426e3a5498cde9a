"""A condition over earlier answers: clauses, all of which must hold or any, a row each."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.desks.office.forms.question_settings import shown_value, typed_value
from grants.desks.office.forms.rows import CleanRows, made_rows
from grants.ground.kit.errors import Refusal
from grants.ground.kit.text import in_language
from grants.ground.questions.rules import CODED_TYPES, TESTS, QuestionSpec, condition_from_record
from grants.ground.questions.rules.conditions import GIVEN

LANGUAGE = "en-gb"
YES_NO = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}
WORDS = (
    ("is", gettext_lazy("is")),
    ("is_not", gettext_lazy("is not")),
    ("contains", gettext_lazy("contains")),
    ("more_than", gettext_lazy("is more than, or after")),
    ("less_than", gettext_lazy("is less than, or before")),
    ("answered", gettext_lazy("is answered")),
    ("not_answered", gettext_lazy("is not answered")),
)


class WayForm(forms.Form):
    """Whether all clauses must hold, or any of them."""

    way = forms.ChoiceField(
        label=gettext_lazy("Ask this when"),
        choices=[("all", gettext_lazy("all of these are so")), ("any", gettext_lazy("any one of these is so"))],
        widget=forms.RadioSelect,
        required=False,
    )
    way.is_never_optional = True  # type: ignore[attr-defined]


class ClauseForm(forms.Form):
    """One thing that a condition looks at. Without a question, the row is left out."""

    key = forms.ChoiceField(label=gettext_lazy("The answer to"), required=False)
    test = forms.ChoiceField(label=gettext_lazy("Test"), choices=WORDS, required=False)
    code = forms.ChoiceField(label=gettext_lazy("One of its choices"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or a number, an amount, a date or words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input-16"}),
    )

    def __init__(self, *args: Any, earlier: Sequence[QuestionSpec], currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier, self.currency = {question.key: question for question in earlier}, currency
        self.fields["key"].choices = [("", _("Nothing")), *_questions(earlier, self.initial.get("key", ""))]  # type: ignore[attr-defined]
        self.fields["code"].choices = [("", _("None of them")), *choices_of(earlier)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        asked = self.earlier.get(data.get("key", ""))
        if asked is not None:
            self._clean_value(asked, data)
        return data

    def _clean_value(self, asked: QuestionSpec, data: dict[str, Any]) -> None:
        """Puts the value that the answer is compared with into the data, typed as the answer is."""
        test = data.get("test", "")
        if test not in TESTS[asked.type]:
            self.add_error("test", _("This kind of answer cannot be tested so. Try “is answered”."))
        elif test in GIVEN:
            data["value"] = None
        elif asked.type in CODED_TYPES:
            key, _sign, data["value"] = data.get("code", "").partition("=")
            if key != asked.key:
                self.add_error("code", _("Choose one of the choices of this question."))
        else:
            self._read(asked, data)

    def _read(self, asked: QuestionSpec, data: dict[str, Any]) -> None:
        try:
            data["value"] = typed_value(asked, data.get("text", ""), self.currency)
        except Refusal as refusal:
            self.add_error("text", str(refusal.blockers[0].sentence))
            return
        if data["value"] is None:
            self.add_error("text", _("Say what to compare the answer with."))


def _questions(earlier: Sequence[QuestionSpec], chosen: str) -> list[tuple[str, str]]:
    """Questions to look at; one that is no longer there stays, so that it is seen and changed."""
    known = [(question.key, question.label_in(LANGUAGE)[:80]) for question in earlier]
    gone = [] if not chosen or chosen in dict(known) else [(chosen, _("(not there) %(key)s") % {"key": chosen})]
    return gone + known


def choices_of(earlier: Sequence[QuestionSpec]) -> list[tuple[str, list[tuple[str, Any]]]]:
    """What questions offer, as groups of a list: each value names its question and its code."""
    return [
        (
            question.label_in(LANGUAGE)[:80],
            [
                (f"{question.key}={option.code}", in_language(option.label, LANGUAGE) or YES_NO.get(option.code))
                for option in question.options
            ],
        )
        for question in earlier
        if question.type in CODED_TYPES and question.options
    ]


class ConditionRows(CleanRows):
    """A condition on a page: how its clauses go together, and the clauses."""

    way: WayForm

    def is_valid(self) -> bool:
        return self.way.is_valid() & super().is_valid()

    def record(self) -> dict[str, Any]:
        """The condition as it is stored; nothing without a clause."""
        clauses = [self._clause(form.cleaned_data) for form in self.forms if form.cleaned_data.get("key")]
        return {self.way.cleaned_data["way"] or "all": clauses} if clauses else {}

    def _clause(self, data: Mapping[str, Any]) -> dict[str, Any]:
        clause = {"key": data["key"], "test": data["test"]}
        return clause if data.get("value") is None else clause | {"value": data["value"]}


def condition_rows(
    data: Any, *, stored: Mapping[str, Any], earlier: Sequence[QuestionSpec], currency: str
) -> ConditionRows | None:
    """The clauses of a condition as rows, with a few empty ones; None where nothing is asked before."""
    if not earlier and not stored:
        return None
    known = {question.key: question for question in earlier}
    condition = condition_from_record(stored)
    initial = []
    for clause in condition.clauses if condition else ():
        asked = known.get(clause.key)
        is_coded = asked is not None and asked.type in CODED_TYPES
        value = "yes" if clause.value is True else "no" if clause.value is False else clause.value
        shown = {"code": f"{clause.key}={value}"} if is_coded else {"text": shown_value(asked, value, currency)}
        initial.append({"key": clause.key, "test": clause.test} | shown)
    extra = max(2, 3 - len(initial))
    rows = made_rows(ClauseForm, ConditionRows, data, "when", initial, extra=extra, earlier=earlier, currency=currency)
    rows.way = WayForm(data, initial={"way": condition.way if condition else "all"})
    return rows
