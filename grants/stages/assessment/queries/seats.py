"""What a person finds on the panel desk: their seats, what each waits for, and their applications."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from grants.ground.people.actor import Actor
from grants.stages.applications.models import ApplicationStatus
from grants.stages.assessment.models import (
    Assignment,
    AssignmentStatus,
    Candidate,
    PanelMember,
    PanelRole,
    ReviewStatus,
)
from grants.stages.assessment.queries.conflicts import declared
from grants.stages.assessment.queries.panels import panels_sat_on
from grants.stages.assessment.queries.reviews import with_own_review, workable_by
from grants.stages.assessment.rules.panels import OPEN_TO_DECLARATIONS
from grants.stages.assessment.rules.scores import shown

GROUP = "candidate__application__organisation"
SHOWN = ("status", "candidate__panel_id", "candidate__application__title", f"{GROUP}__name")


@dataclass(frozen=True)
class Task:
    """One application to read. `state`: offered, to_read, draft, sent or changing (sent, and being scored again)."""

    assignment: Assignment
    state: str
    total: str


@dataclass(frozen=True)
class Seat:
    """A place on a panel: how many groups the person has not spoken about, and what they read."""

    member: PanelMember
    to_declare: int
    tasks: tuple[Task, ...]

    @property
    def is_chair(self) -> bool:
        return self.member.role == PanelRole.CHAIR

    @property
    def waiting(self) -> int:
        """Applications whose scores are not in."""
        return sum(task.state in {"offered", "to_read", "draft"} for task in self.tasks)


def seats_of(actor: Actor) -> list[Seat]:
    """The actor's seats, newest panel first. Four queries, whatever their number."""
    tasks: dict[int, list[Task]] = defaultdict(list)
    for assignment in with_own_review(workable_by(actor).select_related(None).select_related(GROUP).only(*SHOWN)):
        tasks[assignment.candidate.panel_id].append(_task(assignment))
    to_declare = _to_declare(actor)
    return [
        Seat(member, to_declare.get(member.panel_id, 0), tuple(tasks.get(member.panel_id, ())))
        for member in panels_sat_on(actor)
    ]


def _task(assignment: Assignment) -> Task:
    versions = assignment.versions  # type: ignore[attr-defined]
    sent = [version for version in versions if version.status == ReviewStatus.SUBMITTED]
    if assignment.status == AssignmentStatus.OFFERED:
        state = "offered"
    elif not versions:
        state = "to_read"
    elif versions[0].status == ReviewStatus.SUBMITTED:
        state = "sent"
    else:
        state = "changing" if sent else "draft"
    return Task(assignment, state, shown(sent[0].total) if sent else "")


def _to_declare(actor: Actor) -> dict[int, int]:
    """How many groups the actor has said nothing about, by panel."""
    seats = panels_sat_on(actor).filter(panel__status__in=OPEN_TO_DECLARATIONS).order_by()
    rows = (
        Candidate.objects.filter(panel__in=seats.values("panel_id"))
        .exclude(application__status=ApplicationStatus.WITHDRAWN)
        .exclude(declared(actor.person_id, "application_id"))
        .order_by()
        .values_list("panel_id")
    )
    return dict(rows.annotate(n=Count("application__organisation_id", distinct=True)))


def next_task(actor: Actor, assignment: Assignment) -> Assignment | None:
    """The next application of the same panel that waits for the actor's scores, after this one, then from the top."""
    same = with_own_review(workable_by(actor).filter(candidate__panel_id=assignment.candidate.panel_id))
    rows = [row for row in same if _task(row).state in {"to_read", "draft"} and row.pk != assignment.pk]
    later = [row for row in rows if (row.position, row.pk) > (assignment.position, assignment.pk)]
    return next(iter(later or rows), None)
