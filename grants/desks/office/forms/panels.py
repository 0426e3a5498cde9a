"""Setting panels up, settling ties, recommending and deciding."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.web.forms import MoneyField
from grants.ground.kit.clock import at_local, local_date
from grants.ground.reference.queries import funder
from grants.stages.assessment.models import Conflict, ConflictEffect, ConflictKind, Panel, PanelRole, Verdict
from grants.stages.assessment.rules.conflicts import settled_effects
from grants.stages.assessment.rules.decisions import Standing
from grants.stages.assessment.rules.panels import LONGEST_NAME, MOST_REVIEWS
from grants.stages.calls.models import Call

DUE_CLOCK = dt.time(17, 0)


class PanelForm(forms.Form):
    """A panel's name and what it asks of its reviewers. Scores are due at 5 pm in the funder's place."""

    name = forms.CharField(
        label=_("Name of the panel"),
        help_text=_("Reviewers see it, like “Autumn panel”."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Enter a name for the panel, like “Autumn panel”.")},
    )
    scores_due_at = forms.DateField(
        label=_("Scores by"),
        help_text=_("The last day on which reviewers send scores in; they have until 5 pm."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date that exists, like 4 12 2026.")},
    )
    reviews_each = forms.IntegerField(
        label=_("Reviews for each application"),
        initial=3,
        min_value=1,
        max_value=MOST_REVIEWS,
        widget=forms.NumberInput(attrs={"class": "input-short"}),
        error_messages={
            "required": _("Enter a number from 1 to 9."),
            "invalid": _("Enter a number from 1 to 9."),
            "min_value": _("Enter a number from 1 to 9."),
            "max_value": _("Enter a number from 1 to 9."),
        },
    )

    def due_at(self) -> dt.datetime | None:
        """The moment until which scores are asked for."""
        day = self.cleaned_data["scores_due_at"]
        return at_local(day, DUE_CLOCK, funder().timezone) if day else None


class NewPanelForm(PanelForm):
    """A panel for one of the calls that were announced."""

    call = forms.ModelChoiceField(
        label=_("Call"),
        queryset=Call.objects.none(),
        empty_label=_("Choose a call"),
        error_messages={"required": _("Choose a call."), "invalid_choice": _("Choose a call.")},
    )
    field_order = ["call", "name", "scores_due_at", "reviews_each"]

    def __init__(self, *args: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = calls


def first_values(panel: Panel) -> dict[str, Any]:
    """A panel as the form's first values."""
    due = local_date(panel.scores_due_at, funder().timezone) if panel.scores_due_at else None
    return {"name": panel.name, "scores_due_at": due, "reviews_each": panel.reviews_each}


class MemberForm(forms.Form):
    """Somebody to sit on the panel, known here or not."""

    name = forms.CharField(label=_("Name"), max_length=120, error_messages={"required": _("Enter the person's name.")})
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("They sign in with a code that we mail there."),
        error_messages={
            "required": _("Enter an email address, like name@example.org."),
            "invalid": _("Enter an email address, like name@example.org."),
        },
    )
    role = forms.ChoiceField(label=_("Part"), choices=PanelRole.choices)


class CloseForm(forms.Form):
    """Ending scoring, with a reason where reviews are thin."""

    reason = forms.CharField(
        label=_("Why scoring ends although reviews are missing"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OwnTieForm(forms.Form):
    """A tie of one's own to the group behind an application."""

    kind = forms.ChoiceField(
        label=_("How do you know them?"),
        choices=[choice for choice in ConflictKind.choices if choice[0] != ConflictKind.NONE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these answers.")},
    )
    note = forms.CharField(label=_("Anything colleagues should know"), required=False, max_length=1000)


class SettleForm(forms.Form):
    """What a tie means: as the table has it, or stricter."""

    effect = forms.ChoiceField(label=_("What this means"), error_messages={"required": _("Choose what this means.")})

    def __init__(self, conflict: Conflict, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"tie-{conflict.pk}", **kwargs)
        labels = dict(ConflictEffect.choices)
        self.conflict = conflict
        self.fields["effect"].choices = [(effect, labels[effect]) for effect in settled_effects(conflict.kind)]
        self.fields["effect"].initial = conflict.effect


class CorrectForm(forms.Form):
    """What somebody meant to declare, and who says so."""

    kind = forms.ChoiceField(label=_("What they meant to say"), choices=ConflictKind.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Who told you, and when"), error_messages={"required": _("Say who told you, and when.")}
    )


class ProposalForm(forms.Form):
    """A verdict with its amount and its reasons: for recommending and for deciding."""

    verdict = forms.ChoiceField(
        label=_("What should happen"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )
    amount = MoneyField(label=_("Amount"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For our files: why this, and why this much."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why. The file must show it for years.")},
    )
    feedback = forms.CharField(
        label=_("Sentence for the group"),
        help_text=_("Goes into their letter, word for word. Needed unless they get all that they asked for."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, standing: Standing, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = MoneyField(
            label=_("Amount"), help_text=_("Only when you fund in part."), required=False, currency=currency
        )
        if standing.is_below_bar:
            self.fields["exception"] = forms.CharField(
                label=_("Why fund it although it is below the bar"),
                help_text=_("Only when money should go to it."),
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

        for name in {"amount", "feedback", "exception"} & self.fields.keys():
            self.fields[name].is_never_optional = True

    def words(self) -> dict[str, Any]:
        """What the acts take. The amount of "fund" is what was asked, so it need not be typed."""
        found = {name: self.cleaned_data[name] for name in ("verdict", "reason", "feedback")}
        typed = self.cleaned_data["amount"]
        return found | {"amount": typed, "exception": self.cleaned_data.get("exception", "")}
