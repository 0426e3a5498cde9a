"""Words of the site's lists as choices of a form, each marked where it is not in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language

from grants.ground.kit.text import direction, in_language, language_of
from grants.ground.questions.rules import same_language


class Spoken(str):
    """A text, and its `language` where that is not the reader's."""

    language = ""


def spoken(texts: Mapping[str, str]) -> Spoken:
    """A text kept in several languages, in the reader's as far as it is translated."""
    reading = get_language() or "en-gb"
    said, found = Spoken(in_language(texts, reading)), language_of(texts, reading)
    said.language = "" if same_language(found, reading) else found
    return said


class SpokenSelect(forms.Select):
    """A list to choose from whose lines say which language they are in, where it is another than the page's."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        language = getattr(label, "language", "")
        if language:
            option["attrs"] |= {"lang": language, "dir": direction(language)}
        return option


class ListedChoice(forms.ModelChoiceField):
    """One item of a list, in the reader's language."""

    widget = SpokenSelect

    def label_from_instance(self, obj: Any) -> Spoken:
        return spoken(obj.label)


class ListedChoices(forms.ModelMultipleChoiceField):
    """Items of a list, in the reader's language."""

    def label_from_instance(self, obj: Any) -> Spoken:
        return spoken(obj.label)
