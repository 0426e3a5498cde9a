"""The languages of a form, and its texts beside their translations."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from grants.ground.kit.text import direction
from grants.ground.kit.translating import Slot, SlotGroup, Translated, is_draft, is_stale
from grants.ground.questions.rules import language_name

SHORT = 70


class LanguagesForm(forms.Form):
    """In which languages a form is offered."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Offer it in"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, offered: Sequence[str], chosen: Sequence[str]) -> None:
        super().__init__(data, initial={"languages": list(chosen)})
        shown_in = get_language() or "en-gb"
        field: Any = self.fields["languages"]
        field.choices = [(code, language_name(code, shown_in)) for code in offered]
        field.is_never_optional = True


@dataclass(frozen=True)
class TranslationRow:
    """One text as the page shows it: the master, the field beside it, and a tick box where it is out of date or a
    draft.
    """

    name: str
    master: str
    field: forms.BoundField
    confirm: forms.BoundField | None
    is_draft: bool


class TranslationForm(forms.Form):
    """Texts in one language. `seen` says what the page showed, so that nobody's work is undone."""

    seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, groups: Sequence[SlotGroup], language: str, translated: Translated) -> None:
        super().__init__(data)
        self.groups, self.language = groups, language
        self.drafts = {slot.place for slot in self._slots() if is_draft(slot, language, translated)}
        stale = {slot.place for slot in self._slots() if is_stale(slot, language, translated)}
        self.to_confirm = stale | self.drafts
        for slot in self._slots():
            self.fields[slot.place] = self._text_field(slot)
            if slot.place in self.to_confirm:
                label = _("It is right as it is") if slot.place in self.drafts else _("It is still right as it is")
                self.fields[f"right-{slot.place}"] = forms.BooleanField(label=label, required=False)
        if self.drafts:
            label = _("All drafts on this page are right as they stand")
            self.fields["all-drafts"] = forms.BooleanField(label=label, required=False)
        self.initial["seen"] = {slot.place: slot.texts.get(language, "") for slot in self._slots()}

    def _slots(self) -> Iterator[Slot]:
        return (slot for group in self.groups for slot in group.slots)

    def _text_field(self, slot: Slot) -> forms.CharField:
        rows = 1 if len(slot.master) <= SHORT else min(8, 1 + len(slot.master) // SHORT)
        attrs = {"rows": rows, "lang": self.language, "dir": direction(self.language)}
        field = forms.CharField(
            label=_(slot.name),
            required=False,
            initial=slot.texts.get(self.language, ""),
            widget=forms.Textarea(attrs=attrs | {"aria-describedby": f"master-{slot.place}"}),
        )
        field.is_never_optional = True  # type: ignore[attr-defined]
        return field

    @property
    def all_drafts(self) -> forms.BoundField:
        """The tick for all drafts at once; only where there are drafts."""
        return self["all-drafts"]

    @property
    def sections(self) -> list[tuple[Any, list[TranslationRow]]]:
        """(title by language, its rows) for each section."""
        return [(group.title, [self._row(slot) for slot in group.slots]) for group in self.groups]

    def _row(self, slot: Slot) -> TranslationRow:
        confirm = self[f"right-{slot.place}"] if slot.place in self.to_confirm else None
        return TranslationRow(slot.place, slot.master, self[slot.place], confirm, slot.place in self.drafts)

    def given(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        places = [slot.place for slot in self._slots() if slot.place in self.data]
        confirmed = {place for place in self.to_confirm if data.get(f"right-{place}")}
        return {
            "texts": {place: data[place] for place in places},
            "still_right": sorted(confirmed | (self.drafts if data.get("all-drafts") else set())),
            "seen": self._seen(),
        }

    def _seen(self) -> dict[str, str]:
        """The translations as the page showed them."""
        seen = self.cleaned_data.get("seen")
        return {place: text for place, text in seen.items() if isinstance(text, str)} if isinstance(seen, dict) else {}

    def show_what_stands(self) -> None:
        """After a refusal: texts that were not touched show what stands now, and saving again keeps what was typed."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        seen, stands = self._seen(), self.initial["seen"]
        for place, text in stands.items():
            if data.get(place, "").strip() == seen.get(place, "").strip():
                data[place] = text
        data["seen"] = json.dumps(stands)
        self.data = data
