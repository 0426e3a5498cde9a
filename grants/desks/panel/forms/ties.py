"""Saying which groups one knows, and settling what that means."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.stages.assessment.models import Candidate, Conflict, ConflictEffect, ConflictKind
from grants.stages.assessment.rules.conflicts import settled_effects

NOTHING = ConflictKind.NONE


class DeclareForm(forms.Form):
    """One answer and one note a group, "I do not know this group" unless said. Speaks of groups, not applications."""

    def __init__(self, candidates: Iterable[Candidate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: dict[int, list[Candidate]] = {}
        for candidate in candidates:
            self.groups.setdefault(candidate.application.organisation_id, []).append(candidate)
        for key in self.groups:
            self.fields[f"kind-{key}"] = forms.ChoiceField(
                label=_("How do you know them?"),
                choices=ConflictKind.choices,
                initial=NOTHING,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose one of these answers.")},
            )
            self.fields[f"kind-{key}"].is_never_optional = True
            self.fields[f"note-{key}"] = forms.CharField(
                label=_("Anything the chair should know"), required=False, max_length=1000
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """The groups from A to Z, each with its fields; open where something else than "none" was said."""
        for key, candidates in self.groups.items():
            kind = self[f"kind-{key}"]
            is_open = bool(kind.errors) or (kind.value() or NOTHING) != NOTHING
            name = candidates[0].application.organisation.name
            yield {"name": name, "kind": kind, "note": self[f"note-{key}"], "is_open": is_open}

    def answers(self) -> dict[int, tuple[str, str]]:
        """What was said, by application. A group that the page did not show has no answer."""
        return {
            candidate.application_id: (self.cleaned_data[f"kind-{key}"], self.cleaned_data[f"note-{key}"])
            for key, candidates in self.groups.items()
            if self.cleaned_data[f"kind-{key}"]
            for candidate in candidates
        }

    def none_of_them(self) -> dict[int, tuple[str, str]]:
        """ "I know none of these groups", about the groups that the page showed."""
        shown = {int(key) for key in self.data.getlist("group") if key.isdigit()}
        return {c.application_id: (NOTHING, "") for key in shown & self.groups.keys() for c in self.groups[key]}


class TieForm(forms.Form):
    """A tie noticed after opening an application."""

    kind = forms.ChoiceField(
        label=_("How do you know them?"),
        choices=[choice for choice in ConflictKind.choices if choice[0] != NOTHING],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these answers.")},
    )
    note = forms.CharField(label=_("Anything the chair should know"), required=False, max_length=1000)


class SettleForm(forms.Form):
    """What a tie means: as the table has it, or stricter."""

    effect = forms.ChoiceField(label=_("What this means"), error_messages={"required": _("Choose what this means.")})

    def __init__(self, conflict: Conflict, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"tie-{conflict.pk}", **kwargs)
        labels = dict(ConflictEffect.choices)
        self.conflict = conflict
        self.fields["effect"].choices = [(effect, labels[effect]) for effect in settled_effects(conflict.kind)]
        self.fields["effect"].initial = conflict.effect


class CorrectForm(forms.Form):
    """What somebody meant to declare, and who says so."""

    kind = forms.ChoiceField(label=_("What they meant to say"), choices=ConflictKind.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Who told you, and when"), error_messages={"required": _("Say who told you, and when.")}
    )
