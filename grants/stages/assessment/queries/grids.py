"""The grid of applications and reviewers, on which assignments are made by hand."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from grants.stages.assessment.models import Assignment, Candidate, Panel, PanelMember, Review
from grants.stages.assessment.queries.conflicts import ties_of
from grants.stages.assessment.queries.panels import candidates_of, members_of
from grants.stages.assessment.queries.reviews import assignments_of
from grants.stages.assessment.rules.conflicts import may_score


@dataclass(frozen=True)
class Cell:
    """One pair. `state`: free, asked, scored, or tied, which cannot be ticked."""

    pair: str
    state: str
    reviewer: str
    assignment_id: int = 0


@dataclass(frozen=True)
class GridRow:
    candidate: Candidate
    cells: tuple[Cell, ...]

    @property
    def asked(self) -> int:
        """How many reviewers were asked to read it."""
        return sum(cell.state in {"asked", "scored"} for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """Members across, with their loads; applications down."""

    members: tuple[PanelMember, ...]
    rows: tuple[GridRow, ...]


def read_by_whom(panel: Panel) -> QuerySet[Assignment]:
    """Live assignments of the panel, with no more than which pair they bind and whether the review is in."""
    live = assignments_of(panel).select_related(None).only("candidate_id", "person_id")
    versions = Review.objects.order_by("-number").only("assignment_id", "status")
    return live.prefetch_related(None).prefetch_related(Prefetch("reviews", queryset=versions, to_attr="versions"))


def named_candidates(panel: Panel) -> QuerySet[Candidate]:
    """What the panel judges, with no more than names."""
    return candidates_of(panel).only("application__reference", "application__organisation__name")


def grid_of(panel: Panel) -> Grid:
    """The panel's grid. Seven queries, whatever its size."""
    members, ties = tuple(members_of(panel)), ties_of(panel)
    live = {(assignment.candidate_id, assignment.person_id): assignment for assignment in read_by_whom(panel)}

    def cell(candidate: Candidate, member: PanelMember) -> Cell:
        pair, name = f"{candidate.pk}:{member.person_id}", str(member.person)
        assignment = live.get((candidate.pk, member.person_id))
        if assignment:
            is_scored = any(version.is_sent for version in assignment.versions)
            return Cell(pair, "scored" if is_scored else "asked", name, assignment.pk)
        is_free = may_score(ties.get((candidate.application_id, member.person_id), "clear"))
        return Cell(pair, "free" if is_free else "tied", name)

    rows = (GridRow(c, tuple(cell(c, member) for member in members)) for c in named_candidates(panel))
    return Grid(members, tuple(rows))
