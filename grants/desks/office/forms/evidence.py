"""Finding mails in the outbox and entries of the audit trail."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.models import Entry
from grants.ground.audit.verbs import VERBS
from grants.ground.kit.text import tidy
from grants.ground.notifications.models import Mail
from grants.ground.notifications.queries import IN_STATE
from grants.ground.notifications.rules import SECRET_KINDS
from grants.stages.applications.queries import case_of_reference

STATE_NAMES = {
    "waiting": _("Waiting"),
    "to_tell": _("To tell by phone or post"),
    "sent": _("Sent"),
    "failed": _("Not delivered"),
    "cancelled": _("Stopped"),
}


class CountedFilters(django_filters.FilterSet):
    """Filters that know how many of them are on."""

    @property
    def active(self) -> int:
        """How many filters are on."""
        return sum(bool(value) for value in self.form.cleaned_data.values()) if self.form.is_valid() else 0


class MailFilter(CountedFilters):
    """By state, by words of the address or the subject."""

    q = django_filters.CharFilter(
        label=_("Address or subject"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), method="in_state", choices=list(STATE_NAMES.items()), empty_label=_("Any")
    )

    class Meta:
        model = Mail
        fields: list[str] = []

    def search(self, mails: QuerySet[Mail], name: str, value: str) -> QuerySet[Mail]:
        """Part of the address; or of the subject, unless that is for its reader only."""
        words = tidy(value)
        in_subject = Q(subject__icontains=words) & ~Q(kind__in=SECRET_KINDS)
        return mails.filter(Q(to_email__icontains=words) | Q(to_phone__contains=words) | in_subject)

    def in_state(self, mails: QuerySet[Mail], name: str, value: str) -> QuerySet[Mail]:
        """Mails in one state."""
        return mails.filter(IN_STATE[value])


def verb_choices() -> list[tuple[str, Any]]:
    """Every verb that can stand in the trail, by its words."""
    return sorted(((code, verb.sentence) for code, verb in VERBS.items()), key=lambda choice: str(choice[1]))


class EntryFilter(CountedFilters):
    """By the application's reference, by what was done."""

    case = django_filters.CharFilter(
        label=_("Reference of an application"), method="of_case", widget=forms.TextInput(attrs={"type": "search"})
    )
    verb = django_filters.ChoiceFilter(label=_("What was done"), choices=verb_choices, empty_label=_("Anything"))

    class Meta:
        model = Entry
        fields: list[str] = []

    def of_case(self, entries: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        """Entries in the timeline of one application."""
        return entries.filter(case=case_of_reference(tidy(value)) or tidy(value))
