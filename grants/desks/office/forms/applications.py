"""Finding applications, and writing to groups."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.applications.queries import search, unread_by_office
from grants.stages.applications.rules import BEING_WRITTEN
from grants.stages.calls.models import Call

SHOWN = [(value, label) for value, label in ApplicationStatus.choices if value not in BEING_WRITTEN]


class ApplicationFilter(django_filters.FilterSet):
    """By words of the group's name or the reference, by status, by call."""

    q = django_filters.CharFilter(
        label=_("Group or reference"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=SHOWN, empty_label=_("Any"))
    call = django_filters.ModelChoiceFilter(label=_("Call"), queryset=Call.objects.none(), empty_label=_("Any"))

    news = django_filters.ChoiceFilter(
        label=_("Messages"), method="with_news", choices=[("1", _("New ones from the group"))], empty_label=_("Any")
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def __init__(self, *args: Any, calls: QuerySet[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["call"].queryset = calls

    def search(self, applications: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        """Part of the group's name, or a reference."""
        return search(applications, value)

    def with_news(self, applications: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        """Cases in whose thread the group wrote something that the office has not read."""
        return unread_by_office(applications)

    @property
    def active(self) -> int:
        """How many filters are on."""
        return sum(bool(value) for value in self.form.cleaned_data.values()) if self.form.is_valid() else 0


class MessageForm(forms.Form):
    """A message to the group. What is wrong with it is for the act to say."""

    text = forms.CharField(
        label=_("Message to the group"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].is_never_optional = True  # type: ignore[attr-defined]
