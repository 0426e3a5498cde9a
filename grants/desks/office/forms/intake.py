"""Typing in an application that came to the office."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from grants.desks.web.contact import ContactForm
from grants.desks.web.moments import DayField, MomentField
from grants.ground.kit import clock
from grants.ground.people.models import LegalForm, ReachBy
from grants.stages.applications.models import TYPED_BY_OFFICE, Intake, NamedContact
from grants.stages.applications.rules import Named
from grants.stages.calls.models import Call

REQUIRED = _("Choose a call.")
SECOND = _("We keep them beside the application. It gives them no account.")


def came_how(label: Any, missing: Any) -> forms.ChoiceField:
    """How something came to the office."""
    choices = [(value, label) for value, label in Intake.choices if value in TYPED_BY_OFFICE]
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": missing}
    )


class ComingForm(forms.Form):
    """How and when an application came. What cannot be, the act says."""

    intake = came_how(_("How did it come to you?"), _("Say how the application came to you."))
    came_on = DayField(
        label=_("On which day did it come?"),
        help_text=_("What came by the day of closing counts as in time, also when you type it in later."),
    )
    late_reason = forms.CharField(
        label=_("If it came after closing: why you take it all the same"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CallChoice(forms.ModelChoiceField):
    """A call, with when it closes or closed."""

    def label_from_instance(self, obj: Any) -> str:
        if obj.closes_at is None:
            return _("%(call)s (apply at any time)") % {"call": obj.title}
        words = {"call": obj.title, "day": date_format(timezone.localtime(obj.closes_at), "j F Y")}
        if obj.closes_at <= clock.now():
            return _("%(call)s (closed on %(day)s)") % words
        return _("%(call)s (closes %(day)s)") % words


class IntakeForm(ComingForm):
    """Which call, and how and when the application came."""

    call = CallChoice(
        label=_("Call"),
        queryset=Call.objects.none(),
        empty_label=_("Choose a call"),
        error_messages={"required": REQUIRED},
    )

    field_order: tuple[str, ...] = ("call", "intake", "came_on", "late_reason")

    def __init__(self, *args: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]

    @property
    def came(self) -> dict[str, Any]:
        """How and when it came, of a valid form."""
        return {name: self.cleaned_data[name] for name in ("intake", "came_on", "late_reason")}


class TakeDownForm(forms.Form):
    """How a group's answers to our questions came."""

    intake = came_how(_("How did the answers come to you?"), _("Say how the answers came to you."))


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

    second_name = forms.CharField(
        label=_("Second person, if they named one"), max_length=120, required=False, help_text=SECOND
    )
    second_reach = forms.CharField(label=_("Their email or phone number"), max_length=254, required=False)

    field_order = ("call", "intake", "came_on", "late_reason", "name", "legal_form", "person", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, has_email=True, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("reach_by") == ReachBy.EMAIL and not given.get("email"):
            self.add_error("email", _("Enter the email address, or choose another way to send news."))
        if bool(given.get("second_name")) != bool(given.get("second_reach")):
            missing = "second_name" if given.get("second_reach") else "second_reach"
            self.add_error(missing, _("Enter the name, and an email or a phone number, or leave both empty."))
        return given

    @property
    def second(self) -> list[Named]:
        """The second person of a valid form; nobody where none was named."""
        reach = self.cleaned_data["second_reach"]
        kind = "email" if "@" in reach else "phone"
        return [Named(self.cleaned_data["second_name"], **{kind: reach})] if reach else []


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


class ContactChoice(forms.ModelChoiceField):
    """One of the people who were named."""

    def label_from_instance(self, obj: Any) -> str:
        return " · ".join(part for part in (obj.name, obj.phone, obj.email) if part)


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

    def __init__(self, *args: Any, zone: str, contacts: QuerySet[NamedContact] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if contacts is not None:
            self.fields["contact"] = ContactChoice(
                contacts,
                label=_("With whom did you speak?"),
                required=False,
                empty_label=None,
                widget=forms.RadioSelect,
                help_text=_("They sign for the group from now on."),
            )
            self.fields["contact"].is_never_optional = True  # type: ignore[attr-defined]
            del self.fields["said_by"]
        self.fields["said_at"] = MomentField(label=_("When did you speak?"), zone=zone, required=False)
        for field in {"said_by", "number", "note", "said_at"} & self.fields.keys():
            self.fields[field].is_never_optional = True  # type: ignore[attr-defined]
        self.order_fields(["contact", "said_by", "said_at", "number", "note", "file"])

    @property
    def told(self) -> dict[str, Any]:
        """What the act takes, of a valid form."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        contact = given.get("contact")
        if contact is not None:
            given["said_by"] = contact.name
        return {"said_by": "", **given}
