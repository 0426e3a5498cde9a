"""The score sheet: one level and one comment a criterion."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.stages.assessment.queries.reviews import CriterionText
from grants.stages.assessment.rules.scores import LONGEST_COMMENT, NOT_YET, Scores

CANNOT_JUDGE = "?"


@dataclass(frozen=True)
class Option:
    """A level as the scale shows it."""

    value: str
    label: str
    text: str = ""


class ScoreForm(forms.Form):
    """Levels by `level-<criterion>`, comments by `comment-<criterion>`, and one comment for the whole.

    Nothing is compulsory here: a draft may be half done, and sending asks the rules. `labels` are those of the
    answers that the page shows, by question key.
    """

    comment = forms.CharField(
        label=_("Anything else about this application"),
        help_text=_("The panel and the office read this; the group does not."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    snapshot = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, criteria: Sequence[CriterionText], labels: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria, self.labels = criteria, labels
        for criterion in criteria:
            levels = [(str(anchor.level), anchor.name) for anchor in criterion.anchors]
            self.fields[f"level-{criterion.key}"] = forms.ChoiceField(
                label=criterion.title,
                choices=[*levels, (CANNOT_JUDGE, _("I cannot judge this"))],
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose one of the levels shown.")},
            )
            self.fields[f"comment-{criterion.key}"] = forms.CharField(
                label=_("Why?"),
                help_text=_("One sentence. Needed for the lowest and the highest level."),
                required=False,
                max_length=LONGEST_COMMENT,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"comment-{criterion.key}"].is_never_optional = True

    def add_error(self, field: str | None, error: Any) -> None:
        """Each sentence names its criterion, so that a list of them can be told apart."""
        titles = {f"{part}-{c.key}": c.title for c in self.criteria for part in ("level", "comment")}
        if field in titles:
            for problem in error.messages if isinstance(error, forms.ValidationError) else [error]:
                super().add_error(
                    field, gettext("%(criterion)s: %(problem)s") % {"criterion": titles[field], "problem": problem}
                )
        else:
            super().add_error(field, error)

    def scales(self) -> Iterator[dict[str, Any]]:
        """What the page shows for each criterion, in order."""
        for criterion in self.criteria:
            level, comment = self[f"level-{criterion.key}"], self[f"comment-{criterion.key}"]
            options = [Option(str(a.level), a.name, a.text) for a in criterion.anchors]
            yield {
                "criterion": criterion,
                "name": level.name,
                "options": [*options, Option(CANNOT_JUDGE, str(_("I cannot judge this")))],
                "value": level.value() or "",
                "error": " ".join(level.errors),
                "comment": comment,
                "looks_at": [(key, self.labels[key]) for key in criterion.question_keys if key in self.labels],
            }

    def scores(self) -> Scores:
        """What was chosen and written, as the act takes it."""
        return {criterion.key: (self._level(criterion.key), self._said(criterion.key)) for criterion in self.criteria}

    def _level(self, key: str) -> int | None:
        chosen = self.cleaned_data.get(f"level-{key}", "")
        if chosen == CANNOT_JUDGE:
            return None
        return int(chosen) if chosen else NOT_YET

    def _said(self, key: str) -> str:
        return str(self.cleaned_data.get(f"comment-{key}", ""))


def initial_scores(scores: Scores, comment: str, snapshot: int) -> dict[str, Any]:
    """A saved review as the form's first values."""
    found: dict[str, Any] = {"comment": comment, "snapshot": snapshot}
    for key, (level, said) in scores.items():
        found[f"level-{key}"] = CANNOT_JUDGE if level is None else "" if level == NOT_YET else str(level)
        found[f"comment-{key}"] = said
    return found
