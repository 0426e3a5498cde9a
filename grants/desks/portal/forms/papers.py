"""The group's own details, and its papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.web.moments import DayField
from grants.desks.web.spoken import ListedChoice
from grants.ground.papers.models import PaperKind
from grants.ground.people.models import IncomeBand, LegalForm, Organisation
from grants.ground.reference.queries import districts


class DetailsForm(forms.Form):
    """What a group says of itself, once for all applications. What is wrong with it is for the act to say."""

    name = forms.CharField(label=_("What is your group called?"), required=False)
    legal_form = forms.ChoiceField(
        label=_("What kind of group are you?"),
        choices=LegalForm.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what kind of group you are."),
            "invalid_choice": _("Choose what kind of group you are."),
        },
    )
    charity_number = forms.CharField(label=_("Charity number"), required=False)
    company_number = forms.CharField(label=_("Company number"), required=False)
    address = forms.CharField(
        label=_("Where can we write to you?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    postcode = forms.CharField(label=_("Postcode"), required=False, widget=forms.TextInput(attrs={"class": "input-8"}))
    district = ListedChoice(None, label=_("Where are you at home?"), required=False)
    is_address_public = forms.BooleanField(
        label=_("Others may read in which place we are"),
        help_text=_("Take the tick away if it could put somebody at risk. Your address is never published."),
        required=False,
    )
    about = forms.CharField(
        label=_("What does your group do?"),
        help_text=_("A few sentences, as you would tell a friend."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    website = forms.CharField(
        label=_("Website or page"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}),
    )
    income_band = forms.ChoiceField(
        label=_("How much money does your group have in a year?"),
        help_text=_("A guess is fine. Small groups are welcome."),
        choices=[("", _("Not said")), *IncomeBand.choices],
        required=False,
    )

    def __init__(self, *args: Any, group: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(group, name) for name in self.base_fields}, **kwargs)
        self.fields["district"].queryset = districts(also=[group.district_id])  # type: ignore[attr-defined]
        self.fields["district"].empty_label = _("Not said")  # type: ignore[attr-defined]
        self.fields["name"].is_never_optional = True  # type: ignore[attr-defined]

    def clean_website(self) -> str:
        """With https:// in front where nobody typed it."""
        typed: str = self.cleaned_data["website"].strip()
        return typed if not typed or "://" in typed else f"https://{typed}"


class PaperForm(forms.Form):
    """A newer file for a paper, and until when it counts."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_("PDF, photo or office file."),
        required=False,
    )
    valid_until = DayField(
        label=_("Counts until"),
        help_text=_("The last day, as it stands on the paper. Leave it empty if there is none."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].is_never_optional = True  # type: ignore[attr-defined]


class NewPaperForm(PaperForm):
    """A paper of the group: what it is, the file, until when it counts."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=PaperKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what kind of paper this is."),
            "invalid_choice": _("Choose what kind of paper this is."),
        },
    )
    field_order = ("kind", "upload", "valid_until")
