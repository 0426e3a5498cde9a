"""Passing messages on by phone or by post."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.ground.notifications.models import ToldHow


class WayFilter(forms.Form):
    """By phone, by post, or both."""

    way = forms.ChoiceField(
        label=_("How to tell"),
        required=False,
        choices=[("", _("Any way")), ("phone", _("By phone")), ("post", _("By post"))],
    )


class ToldForm(forms.Form):
    """How somebody was told."""

    how = forms.ChoiceField(
        label=_("How did you tell them?"),
        choices=ToldHow.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how you told the person.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        help_text=_("For colleagues: who answered, what they asked."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
