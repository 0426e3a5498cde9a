"""The options of a question, one row each; in a quiz with what happens after choosing it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grants.desks.office.forms.words import LANGUAGE, worded
from grants.ground.kit.text import in_language
from grants.ground.questions.models import Question


class OptionForm(forms.Form):
    """One thing to choose from. Left empty, it is not offered."""

    label = forms.CharField(label=_("Option"), max_length=200, required=False)
    code = forms.SlugField(
        label=_("Short name"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-16"}),
        error_messages={"invalid": _("Use letters, digits, hyphens and underscores only.")},
    )


class QuizOptionForm(OptionForm):
    """An option of a quiz, with what happens next."""

    next = forms.ChoiceField(
        label=_("Then"),
        choices=[("continue", _("Go on")), ("stop", _("Stop kindly"))],
        required=False,
        widget=forms.RadioSelect,
        initial="continue",
    )
    stop_text = forms.CharField(
        label=_("What we say when it stops"),
        help_text=_("Say what they can do instead."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    result_text = forms.CharField(
        label=_("What we say at the end of the quiz"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("next") == "stop" and not data.get("stop_text") and (data.get("label") or data.get("code")):
            self.add_error("stop_text", _("Say something kind: what can they do instead?"))


class YesNoForm(QuizOptionForm):
    """What happens after yes, or after no."""

    label = None  # type: ignore[assignment]
    code = forms.ChoiceField(  # type: ignore[assignment]
        choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.HiddenInput
    )

    @property
    def caption(self) -> str:
        """The answer that this row is about."""
        return str(dict(self.fields["code"].choices).get(self["code"].value(), ""))  # type: ignore[attr-defined]


class OptionRows(forms.BaseFormSet):  # type: ignore[type-arg]
    """The options of a question, in the order of their places. `stored` are those of before, by code: what they say in
    other languages stays.
    """

    stored: Mapping[str, Mapping[str, Any]] = MappingProxyType({})

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """As Django does, with our words; no field of a row is called optional, since an empty row is left out."""
        super().add_fields(form, index)
        if not self.can_order:
            form.empty_permitted = False
        else:
            form.fields["ORDER"].label = pgettext_lazy("in an order", "Place")
            form.fields["ORDER"].widget = forms.TextInput(attrs={"class": "input-2", "inputmode": "numeric"})
        for field in form.fields.values():
            field.is_never_optional = True  # type: ignore[attr-defined]

    def options(self) -> list[dict[str, Any]]:
        """Options as stored. A code that was not given is made from the label."""
        found: list[dict[str, Any]] = []
        for form in self.ordered_forms if self.can_order else self.forms:
            data = form.cleaned_data
            if not (data.get("label") or data.get("code")):
                continue
            code = data.get("code") or self._made_code(data["label"], found)
            before = self.stored.get(code, {})
            label = worded(before.get("label") or {}, data.get("label", ""))
            found.append({"code": code, "label": label} | self._outcome(data, before))
        return found

    def _made_code(self, label: str, found: Sequence[Mapping[str, Any]]) -> str:
        stem = slugify(label).replace("-", "_")[:36] or "option"
        taken = {option["code"] for option in found}
        return next(code for n in range(1, 200) if (code := stem if n == 1 else f"{stem}_{n}") not in taken)

    def _outcome(self, data: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        if "next" not in data:
            return {}
        given = {name: data[name] for name in ("stop_text", "result_text") if data.get(name)}
        texts = {name: worded(before.get(name) or {}, text) for name, text in given.items()}
        return {"next": data["next"] or "continue"} | texts


def option_rows(data: Any, *, kind: str, purpose: str, question: Question | None) -> OptionRows | None:
    """The rows of options for a question that has them: fixed ones for yes and no, a few empty ones otherwise."""
    is_quiz = purpose == "quiz"
    if kind not in {"choice", "choices"} and not (is_quiz and kind == "yes_no"):
        return None
    stored = question.settings.get("options", []) if question else []
    if kind == "yes_no" and not stored:
        stored = [{"code": "yes"}, {"code": "no", "next": "stop"}]
    data = _with_more_rows(data) if data and "add_options" in data else data
    extra = 0 if kind == "yes_no" else max(3, 5 - len(stored))
    row = YesNoForm if kind == "yes_no" else QuizOptionForm if is_quiz else OptionForm
    rows = forms.formset_factory(row, formset=OptionRows, extra=extra, can_order=kind != "yes_no", max_num=40)
    made: OptionRows = rows(data, prefix="options", initial=[_option_initial(option) for option in stored])  # type: ignore[assignment]
    made.stored = {option["code"]: option for option in stored}
    return made


def _with_more_rows(data: Any) -> Any:
    """What was posted, with three more empty rows."""
    given, name = data.copy(), "options-TOTAL_FORMS"
    count = int(given[name]) if given.get(name, "").isdecimal() and len(given[name]) < 4 else 0
    given[name] = str(count + 3)
    return given


def _option_initial(option: Mapping[str, Any]) -> dict[str, Any]:
    words = {name: in_language(option.get(name) or {}, LANGUAGE) for name in ("label", "stop_text", "result_text")}
    return {"code": option["code"], "next": option.get("next", "continue")} | words
