"""The second factor inside an approving form: the field that asks for a code, and what the act needs of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.actions import prove_second_factor


class ProofForm(forms.Form):
    """A form that acts on money: it asks for a fresh code of the person who sends it."""

    code = forms.CharField(
        label=_("Code from your authenticator app"),
        help_text=_("Six digits, new every half minute. A recovery code works too."),
        max_length=20,
        error_messages={
            "required": _("Type the code that your authenticator app shows."),
            "max_length": _("Type the six digits that your authenticator app shows."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "input-code"}),
    )


def proven(request: ActingRequest, form: ProofForm) -> dict[str, Any]:
    """Who acts, when, and the proof in a valid form, as acts on money take them. Refuses a wrong code at its field."""
    now = clock.now()
    proof = prove_second_factor(form.cleaned_data["code"], by=request.actor, now=now)
    return {"by": request.actor, "proof": proof, "now": now}
