"""Why the form of an open call is mended."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.stages.calls.rules.mending import LONGEST_REASON


class BeginMendForm(forms.Form):
    """What is wrong with the form, before anything is corrected."""

    reason = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("You can put it in other words before you publish."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say what is wrong."),
            "max_length": _("Keep it under 500 characters."),
        },
    )


class MendForm(forms.Form):
    """What everybody reads about the mend."""

    reason = forms.CharField(
        label=_("What was wrong, and what did you correct?"),
        help_text=_("Everybody reads this: groups with a draft by mail, and the public on the page of the call."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what was wrong. Everybody reads this.")},
    )
