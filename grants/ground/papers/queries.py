"""Reads of papers."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from grants.ground.files.models import StoredFile
from grants.ground.papers.models import Paper, PaperKind
from grants.ground.papers.permissions import can_read_papers
from grants.ground.papers.rules import REMIND_DAYS, Standing, standing_of
from grants.ground.people.actor import Actor


def papers_of(actor: Actor, organisation_id: int) -> QuerySet[Paper]:
    """Every paper of a group that the actor may read, replaced ones too: by kind, the newest of each first."""
    if not can_read_papers(actor, organisation_id):
        return Paper.objects.none()
    rows = Paper.objects.filter(organisation=organisation_id).select_related("file", "added_by", "ended_by")
    return rows.order_by("kind", "-pk")


def standing_papers(actor: Actor, organisation_id: int) -> QuerySet[Paper]:
    """Papers of a group that no other replaced and nobody put away."""
    return papers_of(actor, organisation_id).filter(ended_at=None)


@dataclass(frozen=True)
class Shelf:
    """The papers of a group as a page shows them: those that stand, each with whether it counts, and earlier ones."""

    standing: list[tuple[Paper, Standing]]
    earlier: list[Paper]


def shelf_of(papers: Iterable[Paper], *, today: dt.date) -> Shelf:
    """Sorts papers by whether they stand, in the order of the kinds as they are listed."""
    place = {kind: number for number, kind in enumerate(PaperKind.values)}
    rows = sorted(papers, key=lambda paper: (place[paper.kind], -paper.pk))
    standing = [(row, standing_of(row.valid_until, today=today)) for row in rows if row.ended_at is None]
    return Shelf(standing, [row for row in rows if row.ended_at is not None])


def papers_to_remind(today: dt.date) -> QuerySet[Paper]:
    """Standing papers whose last day is at most 30 days away and not past, about which nobody was told yet."""
    last = today + dt.timedelta(days=REMIND_DAYS)
    return Paper.objects.filter(
        ended_at=None, reminded_at=None, valid_until__gte=today, valid_until__lte=last
    ).order_by("valid_until", "pk")


def papers_with_file(stored: StoredFile) -> QuerySet[Paper]:
    """Papers that are this file."""
    return Paper.objects.filter(file=stored).select_related("organisation").order_by("pk")
