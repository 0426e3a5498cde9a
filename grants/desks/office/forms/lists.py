"""An item of one of the site's lists: its code, its words, and what the list asks for besides."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from grants.desks.office.forms.words import LANGUAGE
from grants.ground.kit.text import direction, in_language
from grants.ground.lists.queries import WordList
from grants.ground.questions.rules import language_name
from grants.ground.reference.models import Aggregation, Unit
from grants.ground.reference.queries import other_languages

EXTRA = {
    "geographic_code": lambda: forms.CharField(
        label=_("Its code in the national register of places"),
        help_text=_("Open data names the place by it, such as E05011362."),
        required=False,
        widget=forms.TextInput(attrs={"class": "input-16", "spellcheck": "false"}),
    ),
    "geographic_code_type": lambda: forms.CharField(
        label=_("Kind of that code"),
        help_text=_("WD for a ward, LAD for a council, MSOA and the like."),
        required=False,
        widget=forms.TextInput(attrs={"class": "input-8", "spellcheck": "false"}),
    ),
    "unit": lambda: forms.ChoiceField(label=_("What is counted"), choices=Unit.choices, widget=forms.RadioSelect),
    "aggregation": lambda: forms.ChoiceField(
        label=_("Over many grants"),
        help_text=_("How the numbers of many grants become one."),
        choices=Aggregation.choices,
        widget=forms.RadioSelect,
    ),
}


class ItemForm(forms.Form):
    """English words of an item that is there already. Lengths and names that are taken are for the act to say."""

    label = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As groups read it when they choose. Short and plain."),
        error_messages={"required": gettext_lazy("Write what it is called.")},
    )
    description = forms.CharField(
        label=gettext_lazy("Explanation"),
        help_text=gettext_lazy("One sentence under the name, where the name alone does not say it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, found: WordList, row: Any = None) -> None:
        super().__init__(data, initial=_initial(found, row) if row else None)
        for name in found.extra:
            if row is None or name not in found.fixed:
                self.fields[name] = EXTRA[name]()

    def given(self) -> dict[str, Any]:
        """What changing takes."""
        data = self.cleaned_data
        extra = {name: data[name] for name in EXTRA if name in data}
        return {"label": data["label"], "description": data["description"], "extra": extra}


def _initial(found: WordList, row: Any) -> dict[str, Any]:
    words = {"label": in_language(row.label, LANGUAGE), "description": in_language(row.description, LANGUAGE)}
    return words | {name: getattr(row, name) for name in found.extra}


class NewItemForm(ItemForm):
    """A new item: its code for ever, and its name in the site's other languages where somebody knows it."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Given once and never changed: spreadsheets and open data use it. Letters and digits."),
        widget=forms.TextInput(attrs={"class": "input-8", "spellcheck": "false", "autocapitalize": "off"}),
        error_messages={"required": gettext_lazy("Give it a code.")},
    )

    def __init__(self, data: Any, *, found: WordList, suggested: str) -> None:
        super().__init__(data, found=found)
        self.initial["code"] = suggested
        shown_in = get_language() or LANGUAGE
        for language in other_languages():
            self.fields[f"label_{language}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": language_name(language, shown_in)},
                required=False,
                widget=forms.TextInput(attrs={"lang": language, "dir": direction(language)}),
            )
        self.order_fields(["label", "code", "description"])

    def given(self) -> dict[str, Any]:
        """What adding takes."""
        data = self.cleaned_data
        names = {language: data[f"label_{language}"] for language in other_languages()}
        return super().given() | {"code": data["code"], "label": {LANGUAGE: data["label"], **names}}
