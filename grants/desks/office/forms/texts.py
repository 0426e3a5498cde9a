"""What an officer writes about a recording or an answer."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grants.ground.questions.rules import TEXT_LANGUAGES, language_name


class TextForm(forms.Form):
    """A transcript or a translation, and its language."""

    text = forms.CharField(
        label=_("The text"),
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        error_messages={"required": _("Write the text first.")},
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = get_language() or "en-gb"
        names = [(code, language_name(code, here)) for code in TEXT_LANGUAGES]
        self.fields["language"].choices = sorted(names, key=lambda row: row[1])  # type: ignore[attr-defined]
