"""Typing in an application that came to the office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.web.contact import ContactForm
from grants.desks.web.moments import MomentField
from grants.ground.people.models import LegalForm, ReachBy
from grants.stages.applications.models import Intake
from grants.stages.calls.models import Call

REQUIRED = _("Choose a call.")


class IntakeForm(forms.Form):
    """Which call, and how the application came."""

    call = forms.ModelChoiceField(label=_("Call"), queryset=Call.objects.none(), error_messages={"required": REQUIRED})
    intake = forms.ChoiceField(
        label=_("How did it come to you?"),
        choices=Intake.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how the application came to you.")},
    )

    def __init__(self, *args: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]


class NewGroupIntakeForm(IntakeForm, ContactForm):
    """As IntakeForm, with a group that is new here and the person who speaks for it."""

    name = forms.CharField(
        label=_("Name of the group"), max_length=120, error_messages={"required": _("Enter the name of the group.")}
    )
    legal_form = forms.ChoiceField(
        label=_("Kind of group"),
        choices=LegalForm.choices,
        widget=forms.RadioSelect,
        initial=LegalForm.UNINCORPORATED,
    )
    person = forms.CharField(
        label=_("Name of the person"), max_length=120, error_messages={"required": _("Enter the person’s name.")}
    )
    email = forms.EmailField(label=_("Email, if they have one"), max_length=254, required=False)

    field_order = ("call", "intake", "name", "legal_form", "person", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, has_email=True, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("reach_by") == ReachBy.EMAIL and not given.get("email"):
            self.add_error("email", _("Enter the email address, or choose another way to send news."))
        return given


class ScanForm(forms.Form):
    """A scan of the paper."""

    scan = forms.FileField(
        label=_("Scan or photo of the paper"),
        help_text=_("PDF or photo."),
        error_messages={"required": _("Choose a file.")},
    )


class SendTypedForm(forms.Form):
    """Sending what was typed in."""

    declared = forms.BooleanField(
        label=_("This is what the group wrote or said, word for word."),
        error_messages={"required": _("Say that it is what the group wrote or said.")},
    )


class CallForm(forms.Form):
    """A call in which the group said yes. What it lacks, the act says."""

    said_by = forms.CharField(label=_("Who said yes?"), max_length=120, required=False)
    number = forms.CharField(label=_("Number that you spoke on"), max_length=40, required=False)
    note = forms.CharField(
        label=_("What you read out, and what they agreed to"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file = forms.FileField(
        label=_("Recording of the call"),
        required=False,
        help_text=_("Only if they agreed to be recorded. Sound or PDF."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_at"] = MomentField(label=_("When did you speak?"), zone=zone, required=False)
        for field in ("said_by", "number", "note", "said_at"):
            self.fields[field].is_never_optional = True  # type: ignore[attr-defined]
        self.order_fields(["said_by", "said_at", "number", "note", "file"])
