"""Filters over public lists: calls, each choice with how many it leaves, and what was funded."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import django_filters
from babel.numbers import get_currency_symbol
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from grants.desks.web.forms import MoneyField
from grants.desks.web.moments import DayField
from grants.desks.web.spoken import SpokenSelect, spoken
from grants.stages.calls.models import CallKind
from grants.stages.calls.queries import has_closed, is_coming, is_open, places_of_calls, themes_of_calls
from grants.stages.outcomes.queries import Choices, funded_where

STATES = (
    ("open", _("Open now")),
    ("rolling", _("Always open")),
    ("coming", _("Opens soon")),
    ("closed", _("Closed")),
)


class AmountFilter(django_filters.Filter):
    """Calls in which a group may ask for this much."""

    field_class = MoneyField

    def filter(self, qs: QuerySet[Any], value: int | None) -> QuerySet[Any]:
        if value is None:
            return qs
        return qs.filter(call__smallest_amount__lte=value, call__largest_amount__gte=value)


class DayFilter(django_filters.Filter):
    """Calls that can still be applied to on a day."""

    field_class = DayField

    def filter(self, qs: QuerySet[Any], value: dt.date | None) -> QuerySet[Any]:
        if value is None:
            return qs
        return qs.filter(Q(call__closes_at=None) | Q(call__closes_at__date__gte=value))


class PublicFilter(django_filters.FilterSet):
    """Filters over a public list."""

    @property
    def active(self) -> int:
        """How many filters are on."""
        return sum(1 for name in self.filters if self.data.get(name)) if self.data else 0


class CallFilter(PublicFilter):
    """Status, amount, place, theme and closing date."""

    status = django_filters.ChoiceFilter(
        label=_("Where it stands"), method="in_state", empty_label=_("Open and coming"), choices=STATES
    )
    amount = AmountFilter(label=_("We need about"))
    place = django_filters.ChoiceFilter(
        label=_("Where you are"), method="in_place", empty_label=_("Anywhere"), widget=SpokenSelect
    )
    theme = django_filters.ChoiceFilter(
        label=_("What you hope for"), method="on_theme", empty_label=_("Anything"), widget=SpokenSelect
    )
    until = DayFilter(label=_("Still open on"))

    def __init__(self, *args: Any, now: dt.datetime, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.filters["amount"].extra["currency"] = currency
        self.filters["amount"].label = _("We need about, in %s") % get_currency_symbol(currency, locale="en_GB")
        places = [(place.code, spoken(place.label)) for place in places_of_calls()]
        themes = [(term.code, spoken(term.label)) for term in themes_of_calls()]
        self._offer("place", places)
        self._offer("theme", themes)
        counted = [(code, f"{label} ({self._count(code)})") for code, label in STATES]
        self.form.fields["status"].choices = counted

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Gives a filter its choices, or takes it away where no call says anything about it."""
        if choices:
            self.filters[name].extra["choices"] = choices
        else:
            del self.filters[name]

    def _count(self, state: str) -> int:
        """How many calls stand in a state, given the other filters."""
        return self._counts.get(state, 0)

    @property
    def _counts(self) -> dict[str, int]:
        if not hasattr(self, "_counted"):
            rest = self.queryset.all()
            self.form.is_valid()
            for name, found in self.filters.items():
                if name != "status":
                    rest = found.filter(rest, self.form.cleaned_data.get(name))
            states = {state: Count("pk", filter=self._state(state), distinct=True) for state, _label in STATES}
            self._counted: dict[str, int] = rest.aggregate(**states)
        return self._counted

    def _state(self, state: str) -> Q:
        return {
            "open": is_open(self.now, "call__"),
            "rolling": is_open(self.now, "call__") & Q(call__kind=CallKind.ROLLING),
            "coming": is_coming(self.now, "call__"),
            "closed": has_closed(self.now, "call__"),
        }[state]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Closed calls are shown only to those who ask for them."""
        found = super().filter_queryset(queryset)
        return (
            found
            if self.form.cleaned_data.get("status")
            else found.filter(~self._state("closed") | Q(call__closes_at=None))
        )

    def in_state(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Pages of calls in a state."""
        return qs.filter(self._state(value))

    def in_place(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Calls for a place, and calls for everywhere."""
        return qs.filter(Q(call__districts=None) | Q(call__districts__code=value)).distinct()

    def on_theme(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Calls that name a theme."""
        return qs.filter(call__themes__code=value).distinct()


class FundedFilter(PublicFilter):
    """Call, place and year of what was funded."""

    call = django_filters.ChoiceFilter(label=_("Call"), empty_label=_("All"))
    district = django_filters.ChoiceFilter(label=_("Place"), empty_label=_("All"), widget=SpokenSelect)
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=_("All"))

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in choices.items():
            self.filters[name].extra["choices"] = [
                (code, spoken(words) if isinstance(words, Mapping) else words) for code, words in pairs
            ]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Public grants; a choice that nobody was offered narrows nothing."""
        return funded_where(**{name: self.form.cleaned_data.get(name) or "" for name in self.filters})
