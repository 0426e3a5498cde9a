"""Starting, sending and writing."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grants.ground.people.models import LegalForm, Organisation
from grants.ground.questions.rules import TEXT_LANGUAGES, language_name
from grants.stages.applications.rules import Named, blockers_to_name
from grants.stages.calls.models import Call

NEW_GROUP = "new"
EITHER = _("An email or a phone number, one of them is enough.")
PHONE = forms.TextInput(attrs={"type": "tel"})


class AnswerLanguageForm(forms.Form):
    """In which language a group answers: any of those that people here write in."""

    language = forms.ChoiceField(
        label=_("I will answer in"),
        help_text=_("Any of these. We have your answers translated, and you lose nothing by it."),
        required=False,
        error_messages={"invalid_choice": _("Choose a language of the list.")},
    )

    def __init__(self, *args: Any, chosen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown_in = get_language() or "en-gb"
        names = sorted(((code, language_name(code, shown_in)) for code in TEXT_LANGUAGES), key=lambda row: row[1])
        field: Any = self.fields["language"]
        field.choices, field.initial, field.is_never_optional = names, chosen, True
        self.order_fields([name for name in self.fields if name != "language"] + ["language"])


class GroupForm(AnswerLanguageForm):
    """Which of the person's own groups applies, or one that is new here."""

    group = forms.ChoiceField(
        label=_("Which group is this for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a group."), "invalid_choice": _("Choose one of your groups.")},
    )

    def __init__(self, *args: Any, groups: list[Organisation], offers_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {str(group.pk): group for group in groups}
        names = [(pk, group.name) for pk, group in self.own.items()]
        new = [(NEW_GROUP, _("A group that is new here"))] if offers_new else []
        self.fields["group"].choices = [*names, *new]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Organisation | None:
        """The group that was chosen; None for a new one."""
        return self.own.get(self.cleaned_data["group"])


class NewGroupForm(AnswerLanguageForm):
    """A group that is new here."""

    name = forms.CharField(
        label=_("What is your group called?"),
        help_text=_("Any name is fine. You do not need to be a charity."),
        max_length=120,
        error_messages={
            "required": _("Enter the name of your group."),
            "max_length": _("Shorten the name to 120 characters or fewer."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    legal_form = forms.ChoiceField(
        label=_("What kind of group are you?"),
        help_text=_("We fund all of these."),
        choices=LegalForm.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what kind of group you are."),
            "invalid_choice": _("Choose what kind of group you are."),
        },
    )


class HelperForm(NewGroupForm):
    """A group that somebody helps and of which nobody is here: its name, and two of its people. Which of these it lacks
    is for the act to say.
    """

    name_1 = forms.CharField(label=_("First person of the group"), max_length=120, required=False)
    email_1 = forms.EmailField(label=_("First person’s email"), max_length=254, required=False, help_text=EITHER)
    phone_1 = forms.CharField(label=_("First person’s phone number"), max_length=40, required=False, widget=PHONE)
    name_2 = forms.CharField(label=_("Second person of the group"), max_length=120, required=False)
    email_2 = forms.EmailField(label=_("Second person’s email"), max_length=254, required=False, help_text=EITHER)
    phone_2 = forms.CharField(label=_("Second person’s phone number"), max_length=40, required=False, widget=PHONE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["name"].label = _("What is the group called?")
        fields["name"].help_text = _("Any name is fine. It does not need to be a charity.")
        fields["name"].error_messages["required"] = _("Enter the name of the group.")
        fields["legal_form"].label = _("What kind of group is it?")
        fields["legal_form"].error_messages["required"] = _("Choose what kind of group it is.")
        fields["language"].label = _("The answers will be in")
        for name in ("name_1", "name_2", "email_1", "email_2", "phone_1", "phone_2"):
            fields[name].is_never_optional = True

    def clean(self) -> dict[str, Any]:
        """Says at once what the people lack, with the rest of the form. The act asks again, and knows more."""
        given = super().clean() or self.cleaned_data
        for blocker in blockers_to_name(self.contacts, own=Named("")):
            if blocker.field not in self.errors:
                self.add_error(blocker.field, str(blocker.sentence))
        return given

    @property
    def contacts(self) -> list[Named]:
        """The two people, as far as they could be read."""
        given = self.cleaned_data
        return [Named(*(given.get(f"{part}_{n}", "") for part in ("name", "email", "phone"))) for n in (1, 2)]


class SendForm(forms.Form):
    """The declaration. `seen` counts the sendings when the page was shown, so that an old page sends nothing again."""

    declared = forms.BooleanField(label=_("Everything here is true as far as we know."), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, times_sent: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": times_sent}, **kwargs)
        self.times_sent = times_sent
        self.fields["declared"].is_never_optional = True  # type: ignore[attr-defined]

    def clean_seen(self) -> int:
        if self.cleaned_data["seen"] != self.times_sent:
            raise forms.ValidationError(_("This page was old. Look at your answers again, then send them."))
        return self.times_sent


class MessageForm(forms.Form):
    """A message to the other side. What is wrong with it is for the act to say."""

    text = forms.CharField(
        label=_("Your message"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].is_never_optional = True  # type: ignore[attr-defined]


class CallChoice(forms.ModelChoiceField):
    """A call, with when it closes."""

    def label_from_instance(self, obj: Any) -> str:
        if obj.closes_at is None:
            return _("%(call)s (apply at any time)") % {"call": obj.title}
        day = date_format(timezone.localtime(obj.closes_at), "j F Y")
        return _("%(call)s (closes %(day)s)") % {"call": obj.title, "day": day}


class CopyForm(forms.Form):
    """Into which open call the answers go."""

    def __init__(self, *args: Any, calls: QuerySet[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"] = CallChoice(
            calls,
            label=_("Into which call?"),
            empty_label=None,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose a call."),
                "invalid_choice": _("This call is no longer open to you."),
            },
        )
