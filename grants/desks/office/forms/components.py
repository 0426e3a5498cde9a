"""The form that shows every kind of field on the page of components."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.web.forms import MoneyField


class SampleForm(forms.Form):
    """A short form with each widget once."""

    group = forms.CharField(
        label=_("Name of your group"),
        help_text=_("As neighbours know it."),
        max_length=120,
        error_messages={"required": _("Enter the name of your group")},
    )
    plan = forms.CharField(
        label=_("What do you plan to do?"),
        help_text=_("Up to 200 words."),
        widget=forms.Textarea(attrs={"data-word-limit": 200, "rows": 4}),
    )
    amount = MoneyField(label=_("How much do you ask for?"), help_text=_("Between £250 and £2,000."))
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    district = forms.ChoiceField(
        label=_("Where will it happen?"),
        error_messages={"required": _("Choose where it will happen")},
        choices=[("", _("Choose one")), ("n", _("Northgate")), ("h", _("Harbour")), ("m", _("The Meadows"))],
    )
    host = forms.ChoiceField(
        label=_("Does another group hold money for you?"),
        choices=[("yes", _("Yes")), ("no", _("No, we have our own account"))],
        widget=forms.RadioSelect,
    )
    people = forms.MultipleChoiceField(
        label=_("Who is it for?"),
        help_text=_("Choose all that fit."),
        choices=[("c", _("Children")), ("o", _("Older people")), ("e", _("Everyone nearby"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    poster = forms.FileField(label=_("A poster or plan"), help_text=_("PDF or photo, up to 50 MB."), required=False)
    agree = forms.BooleanField(
        label=_("We have read how you use what we tell you"),
        error_messages={"required": _("Tick the box once you have read it")},
    )


class SampleFilters(forms.Form):
    """Filters as they stand over a list."""

    words = forms.CharField(label=_("Words in the name"), required=False, widget=forms.TextInput({"type": "search"}))
    district = forms.ChoiceField(label=_("District"), choices=[("", _("All")), ("n", _("Northgate"))], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), ("paid", _("Paid"))], required=False)


class SampleTieForm(forms.Form):
    """What a chair may say about a tie."""

    conflict: Any = None
    effect = forms.ChoiceField(
        label=_("What follows"), choices=[("noted", _("Noted")), ("hidden", _("Hidden"))], widget=forms.RadioSelect
    )
