"""The checklist of the check-in, and the finding."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from grants.ground.kit.text import in_language
from grants.ground.reference.models import ReasonCode
from grants.stages.checks.models import CheckAnswer
from grants.stages.checks.queries import AnsweredLine


class ChecklistForm(forms.Form):
    """An answer and a note for each line: `<line>-answer`, `<line>-note`. Lines may be left for later."""

    def __init__(self, *args: Any, lines: Sequence[AnsweredLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for asked in lines:
            self._add(asked)

    def _add(self, asked: AnsweredLine) -> None:
        key, check = asked.line.key, asked.check
        answer = forms.ChoiceField(
            label=asked.line.question,
            help_text=escape(asked.line.help),
            choices=CheckAnswer.choices,
            widget=forms.RadioSelect,
            required=False,
            initial=check.answer if check else None,
            error_messages={"invalid_choice": _("Choose yes, no or not needed.")},
        )
        note = forms.CharField(
            label=_("Note"),
            required=False,
            max_length=2_000,
            initial=check.note if check else "",
            error_messages={"max_length": _("Shorten the note to 2,000 characters or fewer.")},
        )
        answer.is_never_optional = True  # type: ignore[attr-defined]
        self.fields |= {f"{key}-answer": answer, f"{key}-note": note}

    @property
    def rows(self) -> list[tuple[AnsweredLine, forms.BoundField, forms.BoundField]]:
        """Each line with its two fields."""
        return [(asked, self[f"{asked.line.key}-answer"], self[f"{asked.line.key}-note"]) for asked in self.lines]

    def given(self) -> list[tuple[str, str, str]]:
        """Line, answer and note of the lines that say something."""
        said = self.cleaned_data
        rows = [(a.line.key, said[f"{a.line.key}-answer"], said[f"{a.line.key}-note"]) for a in self.lines]
        return [row for row in rows if row[1] or row[2]]


class IneligibleForm(forms.Form):
    """Why the call's rules leave an application out."""

    reason = forms.ModelChoiceField(
        label=_("Which published rule leaves it out?"),
        queryset=ReasonCode.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose one of the published reasons."),
            "invalid_choice": _("Choose one of the published reasons."),
        },
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        help_text=_("The group does not see this."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Shorten the note to 2,000 characters or fewer.")},
    )

    def __init__(self, *args: Any, reasons: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reason"]
        field.queryset = reasons
        field.label_from_instance = lambda row: in_language(row.sentence, language)
