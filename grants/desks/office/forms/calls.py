"""Forms about calls."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from grants.desks.web.forms import MoneyField
from grants.desks.web.moments import DayField, MomentField
from grants.desks.web.spoken import ListedChoices
from grants.ground.kit.dates import year_words
from grants.ground.questions.models import Purpose
from grants.ground.reference.models import Funder, Vocabulary
from grants.ground.reference.queries import districts, terms
from grants.stages.calls.models import GRACE_MINUTES, Call, CallKind, WhoDecides
from grants.stages.calls.queries import form_choices, rubric_choices
from grants.stages.calls.queries.renewing import calls_to_renew
from grants.stages.calls.rules import PHASE_LABELS
from grants.stages.funds.queries import funds


class CallFilter(forms.Form):
    """Which calls the list shows."""

    phase = forms.ChoiceField(
        label=_("Where they stand"), required=False, choices=[("", _("All calls")), *PHASE_LABELS.items()]
    )


def grace_words(minutes: int) -> str:
    """How long one may still send after closing."""
    return ngettext("%d minute", "%d minutes", minutes) % minutes if minutes else str(_("No grace"))


class CallForm(forms.Form):
    """Everything that a call promises. Much may stay open until it is announced."""

    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Give the call a title.")})
    code = forms.SlugField(
        label=_("Short code"),
        help_text=_("Small letters and hyphens, like small-2026. It stands in the address and in every reference."),
        max_length=20,
        error_messages={
            "required": _("Give the call a short code, like small-2026."),
            "invalid": _("Use only small letters, numbers and hyphens, like small-2026."),
        },
    )
    summary = forms.CharField(
        label=_("What is it for?"),
        help_text=_("One or two sentences that a neighbour would understand."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    fund = forms.ModelChoiceField(
        None,
        label=_("Which fund pays?"),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose the fund that pays.")},
    )
    financial_year = forms.TypedChoiceField(label=_("Out of which year’s budget?"), coerce=int)
    kind = forms.ChoiceField(label=_("When can groups apply?"), choices=CallKind.choices, widget=forms.RadioSelect)
    grace_minutes = forms.TypedChoiceField(
        label=_("Grace after closing"),
        help_text=_("For people who are just sending when it closes."),
        coerce=int,
        choices=lambda: [(minutes, grace_words(minutes)) for minutes in GRACE_MINUTES],
    )
    decision_by = DayField(
        label=_("Groups hear from us by"), help_text=_("For a call that closes on a date."), required=False
    )
    decision_working_days = forms.IntegerField(
        label=_("Groups hear from us within so many working days"),
        help_text=_("For a call that is always open."),
        required=False,
        min_value=1,
        max_value=250,
        widget=forms.NumberInput(attrs={"class": "input-4"}),
    )
    longest_months = forms.IntegerField(
        label=_("How many months may a project last?"),
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"class": "input-4"}),
    )
    host_fee_percent = forms.IntegerField(
        label=_("The most that a host may keep, in percent"),
        help_text=_("Where another organisation holds the money for a group. 0 for nothing; empty means 10."),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "input-4"}),
    )
    who_decides = forms.ChoiceField(label=_("Who decides?"), choices=WhoDecides.choices, widget=forms.RadioSelect)
    asks_sign_off = forms.BooleanField(
        label=_("A signatory of the group has to sign it off"),
        help_text=_("Others of the group write it; one of its signatories looks at it and sends it."),
        required=False,
    )
    needs_quiz = forms.BooleanField(
        label=_("Groups have to pass the quiz before they send"),
        help_text=_("Its answers stand with the application. Without this they do too, where somebody took it."),
        required=False,
    )
    form = forms.ModelChoiceField(None, label=_("Application form"), required=False, empty_label=_("None yet"))
    quiz = forms.ModelChoiceField(None, label=_("Eligibility quiz"), required=False, empty_label=_("No quiz"))
    report_form = forms.ModelChoiceField(None, label=_("Report form"), required=False, empty_label=_("None yet"))
    rubric = forms.ModelChoiceField(None, label=_("Rubric"), required=False, empty_label=_("None yet"))
    renews = forms.ModelChoiceField(
        None,
        label=_("This call renews grants of"),
        help_text=_(
            "Only groups that were offered a grant there can apply then. They see what they wrote and change what is "
            "different."
        ),
        required=False,
        empty_label=_("No other call: this is a call of its own"),
        error_messages={"invalid_choice": _("Choose an earlier call of the list.")},
    )
    districts = ListedChoices(
        None,
        label=_("Only in these places"),
        help_text=_("Tick none if it is for everyone you work for."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    themes = ListedChoices(
        None,
        label=_("What should it lead to?"),
        help_text=_("People find the call by these."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, funder: Funder, this_year: int, call: Call | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["renews"].queryset = calls_to_renew(call)
        money = {"currency": funder.currency}
        largest_help = _("The most that one group can ask for.")
        self.fields["budget_amount"] = MoneyField(label=_("How much is there to give in all?"), **money)
        self.fields["smallest_amount"] = MoneyField(label=_("Smallest grant"), **money)
        self.fields["largest_amount"] = MoneyField(label=_("Largest grant"), help_text=largest_help, **money)
        self.fields["opens_at"] = MomentField(
            label=_("Opens"), help_text=_("In %s time.") % funder.place_name, zone=funder.timezone
        )
        self.fields["closes_at"] = MomentField(
            label=_("Closes"),
            help_text=_("5 pm on a working day is clearest. Leave it empty for a call that is always open."),
            zone=funder.timezone,
            required=False,
        )
        for name in ("budget_amount", "smallest_amount", "largest_amount"):
            self.fields[name].error_messages["required"] = _("Enter an amount, like 1850.")
        self._fill_choices(range(this_year - 1, this_year + 3), funder.year_start_month)

    def clean_host_fee_percent(self) -> int:
        """Ten percent where nothing was said."""
        typed = self.cleaned_data["host_fee_percent"]
        return 10 if typed is None else int(typed)

    def _fill_choices(self, years: range, start_month: int) -> None:
        self.fields["fund"].queryset = funds()
        self.fields["form"].queryset = form_choices(Purpose.APPLICATION)
        self.fields["quiz"].queryset = form_choices(Purpose.QUIZ)
        self.fields["report_form"].queryset = form_choices(Purpose.REPORT)
        self.fields["rubric"].queryset = rubric_choices()
        chosen = {name: self.initial.get(name, ()) for name in ("districts", "themes")}
        self.fields["districts"].queryset = districts(also=chosen["districts"])
        self.fields["themes"].queryset = terms(Vocabulary.OUTCOMES, also=chosen["themes"])
        self.fields["financial_year"].choices = [(year, year_words(year, start_month)) for year in years]

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings, as the page shows them."""
        return [(heading, [self[name] for name in names]) for heading, names in SECTIONS]


SECTIONS = (
    (_("What it is"), ("title", "code", "summary", "renews", "themes", "districts")),
    (_("Money"), ("fund", "financial_year", "budget_amount", "smallest_amount", "largest_amount", "host_fee_percent")),
    (
        _("Dates"),
        (
            "kind",
            "opens_at",
            "closes_at",
            "grace_minutes",
            "decision_by",
            "decision_working_days",
            "longest_months",
        ),
    ),
    (
        _("What you ask and how you judge"),
        ("form", "quiz", "needs_quiz", "report_form", "asks_sign_off", "rubric", "who_decides"),
    ),
)


def initial_terms(call: Call) -> dict[str, Any]:
    """A call's terms as the form shows them."""
    names = [name for _heading, fields in SECTIONS for name in fields]
    plain = {name: getattr(call, name) for name in names if name not in {"districts", "themes"}}
    return plain | {"districts": call.districts.all(), "themes": call.themes.all()}


def first_terms(this_year: int, opens_at: dt.datetime) -> dict[str, Any]:
    """What a new call starts from."""
    return {
        "financial_year": this_year,
        "kind": CallKind.TIMED,
        "who_decides": WhoDecides.PANEL_THEN_BOARD,
        "grace_minutes": 30,
        "longest_months": 12,
        "host_fee_percent": 10,
        "opens_at": opens_at,
    }


class AnnounceForm(forms.Form):
    """The reason to go on in spite of warnings; empty when there are none."""

    reason = forms.CharField(
        label=_("Why do you go on in spite of this?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CancelCallForm(forms.Form):
    """Why a call ends before its time."""

    reason = forms.CharField(
        label=_("Why is it cancelled?"),
        help_text=_("Groups that have started an application will read this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why the call is cancelled. Groups will read this.")},
    )


class ExtendCallForm(forms.Form):
    """A later closing date, and why."""

    reason = forms.CharField(
        label=_("Why does it close later?"),
        help_text=_("Everybody reads this: on the public page, and in the mail to groups with a draft."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, funder: Funder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_at"] = MomentField(
            label=_("Closes"), help_text=_("In %s time.") % funder.place_name, zone=funder.timezone
        )
        self.order_fields(["closes_at", "reason"])
        for field in self.fields.values():
            field.is_never_optional = True  # type: ignore[attr-defined]
