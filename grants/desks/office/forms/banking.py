"""Keeping a question in the bank, and finding one there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grants.ground.kit.text import in_language
from grants.ground.questions.models import Question, QuestionType


class KeepForm(forms.Form):
    """Under which name a question is kept."""

    name = forms.CharField(
        label=_("Keep it as"),
        help_text=_("Colleagues find it by this name and by its words."),
        max_length=120,
        error_messages={"required": _("Give the question a name.")},
    )
    replaces = forms.BooleanField(
        label=_("If the bank has one of this name, put this one in its place"),
        help_text=_("Forms that took the old one keep it."),
        required=False,
    )

    @classmethod
    def of(cls, question: Question, data: Any) -> "KeepForm":
        """Named as the question reads, until somebody says otherwise."""
        return cls(data, initial={"name": in_language(question.label, "en-gb")[:120]})


class BankFilter(forms.Form):
    """Which questions of the bank to show."""

    words = forms.CharField(
        label=pgettext_lazy("to look for", "Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    type = forms.ChoiceField(label=_("Kind of answer"), required=False, choices=[("", _("Any")), *QuestionType.choices])

    @property
    def wanted(self) -> dict[str, str]:
        """What was asked for, as far as it makes sense."""
        return self.cleaned_data if self.is_valid() else {}
