"""The plan of an offer, in rows that work without a script."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grants.desks.web.forms import MoneyField
from grants.stages.awards.rules import (
    Plan,
    PlannedCondition,
    PlannedInstalment,
    PlannedReport,
    PlannedShare,
)
from grants.stages.funds.models import Source

INSTALMENTS, CONDITIONS, INTERIM_REPORTS = 4, 3, 2


def _date(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    said = {"required": _("Give a day."), "invalid": _("Give a day that exists, like 2026-12-31.")}
    return forms.DateField(label=label, required=required, widget=widget, error_messages=said)


class PlanForm(forms.Form):
    """Dates, sources, instalments, conditions and reports of one offer. Empty rows are left out."""

    def __init__(self, *args: Any, sources: Sequence[Source], currency: str, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(plan), **kwargs)
        self.sources = sources
        self.fields["starts_on"] = _date(_("Project starts"), required=True)
        self.fields["ends_on"] = _date(_("Project ends"), required=True)
        for source in sources:
            self.fields[f"source_{source.pk}"] = MoneyField(label=source.name, currency=currency, required=False)
        for number in range(1, INSTALMENTS + 1):
            self._add_instalment(number, currency)
        for number in range(1, CONDITIONS + 1):
            self.fields[f"condition_{number}"] = forms.CharField(
                label=_("Condition %(number)s") % {"number": number},
                required=False,
                max_length=500,
                error_messages={"max_length": _("Say it in 500 characters or fewer.")},
            )
            self.fields[f"condition_{number}_due"] = _date(pgettext_lazy("a date", "By"))
        for number in range(1, INTERIM_REPORTS + 1):
            self.fields[f"interim_{number}"] = _date(_("Interim report %(number)s due") % {"number": number})
        self.fields["final"] = _date(_("Final report due"), required=True)

    def _add_instalment(self, number: int, currency: str) -> None:
        self.fields[f"instalment_{number}_amount"] = MoneyField(
            label=_("Instalment %(number)s") % {"number": number}, currency=currency, required=number == 1
        )
        self.fields[f"instalment_{number}_due"] = _date(_("Due"), required=number == 1)
        choices = [("0", _("Nothing"))] + [(str(n), _("Interim report %(n)s") % {"n": n}) for n in (1, 2)]
        self.fields[f"instalment_{number}_after"] = forms.ChoiceField(
            label=_("Waits for"), choices=choices, required=False
        )

    def clean(self) -> dict[str, Any]:
        """An instalment needs both amount and day, and the report that it waits for; a condition's day its text."""
        data = super().clean() or {}
        for number in range(1, INSTALMENTS + 1):
            self._need_both(f"instalment_{number}_amount", f"instalment_{number}_due")
            after = data.get(f"instalment_{number}_after") or "0"
            if after != "0" and f"interim_{after}" not in self.errors and not data.get(f"interim_{after}"):
                self.add_error(f"instalment_{number}_after", _("Give this interim report a day first."))
        for number in range(1, CONDITIONS + 1):
            if data.get(f"condition_{number}_due") and not data.get(f"condition_{number}"):
                self.add_error(f"condition_{number}", _("Say what must be done by this day."))
        if data.get("interim_2") and not data.get("interim_1"):
            self.add_error("interim_1", _("Give the first interim report a day, then the second."))
        return data

    def _need_both(self, amount: str, due: str) -> None:
        """Says at the empty one that it is missing, unless something is wrong there anyway."""
        has_amount, has_due = bool(self.cleaned_data.get(amount)), bool(self.cleaned_data.get(due))
        missing = due if has_amount else amount
        if has_amount != has_due and not {amount, due} & set(self.errors):
            self.add_error(missing, _("Give both the amount and the day, or neither."))

    def plan(self) -> Plan:
        """The plan as typed. Call when the form is valid."""
        data = self.cleaned_data
        return Plan(
            data["starts_on"],
            data["ends_on"],
            tuple(self._instalments()),
            tuple(self._reports()),
            tuple(self._conditions()),
            tuple(
                PlannedShare(source.pk, data[f"source_{source.pk}"])
                for source in self.sources
                if data.get(f"source_{source.pk}")
            ),
        )

    def _instalments(self) -> Iterator[PlannedInstalment]:
        data = self.cleaned_data
        for number in range(1, INSTALMENTS + 1):
            amount = data.get(f"instalment_{number}_amount")
            if amount:
                after = int(data.get(f"instalment_{number}_after") or 0)
                yield PlannedInstalment(amount, data[f"instalment_{number}_due"], after)

    def _reports(self) -> Iterator[PlannedReport]:
        for number in range(1, INTERIM_REPORTS + 1):
            day: dt.date | None = self.cleaned_data.get(f"interim_{number}")
            if day:
                yield PlannedReport("interim", day)
        yield PlannedReport("final", self.cleaned_data["final"])

    def _conditions(self) -> Iterator[PlannedCondition]:
        for number in range(1, CONDITIONS + 1):
            text = self.cleaned_data.get(f"condition_{number}")
            if text:
                yield PlannedCondition(text, self.cleaned_data.get(f"condition_{number}_due"))

    @property
    def source_fields(self) -> list[forms.BoundField]:
        return [self[f"source_{source.pk}"] for source in self.sources]

    @property
    def instalment_rows(self) -> list[list[forms.BoundField]]:
        parts = ("amount", "due", "after")
        return [[self[f"instalment_{n}_{part}"] for part in parts] for n in range(1, INSTALMENTS + 1)]

    @property
    def condition_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"condition_{n}"], self[f"condition_{n}_due"]] for n in range(1, CONDITIONS + 1)]

    @property
    def report_fields(self) -> list[forms.BoundField]:
        return [self[f"interim_{n}"] for n in range(1, INTERIM_REPORTS + 1)] + [self["final"]]


def _initial(plan: Plan) -> dict[str, Any]:
    found: dict[str, Any] = {"starts_on": plan.starts_on, "ends_on": plan.ends_on}
    for number, part in enumerate(plan.instalments, start=1):
        found[f"instalment_{number}_amount"] = part.amount
        found[f"instalment_{number}_due"] = part.due_on
        found[f"instalment_{number}_after"] = str(part.after_report)
    for number, condition in enumerate(plan.conditions, start=1):
        found[f"condition_{number}"], found[f"condition_{number}_due"] = condition.text, condition.due_on
    for number, report in enumerate([r for r in plan.reports if r.kind == "interim"], start=1):
        found[f"interim_{number}"] = report.due_on
    found["final"] = plan.reports[-1].due_on
    return found | {f"source_{share.source_id}": share.amount for share in plan.shares}
