"""Timelines."""

from collections.abc import Iterable

from django.db.models import QuerySet

from grants.ground.audit.models import Entry
from grants.ground.audit.verbs import VERBS, Audience


def timeline(case: str, *, audiences: Iterable[Audience]) -> QuerySet[Entry]:
    """Entries of one case that an audience may see, newest first. The verb's audience filters in the query."""
    wanted = frozenset(audiences)
    codes = [code for code, verb in VERBS.items() if verb.audiences & wanted]
    return Entry.objects.filter(case=case, verb__in=codes).select_related("person").order_by("-id")


def entries_about(subject: str) -> QuerySet[Entry]:
    """Every entry about one thing, newest first."""
    return Entry.objects.filter(subject=subject).select_related("person").order_by("-id")
