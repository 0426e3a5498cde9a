"""One's own details."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from grants.desks.web.languages import direction_of


class LanguageSelect(forms.Select):
    """Languages by their own names, each marked as what it is."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The option with its language and the way it runs."""
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {"lang": str(value), "dir": direction_of(str(value))}
        return option


class DetailsForm(forms.Form):
    """Name, phone, language."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=40,
        required=False,
        help_text=_("We ring only when something cannot wait for a mail."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Language of these pages and of our mails"),
        choices=lambda: settings.LANGUAGES,
        widget=LanguageSelect,
    )
