"""What a reviewer works on: their assignments, the rubric, their own review and, once it is in, the others'."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from grants.ground.kit.text import in_language
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.stages.applications.models import ApplicationStatus
from grants.stages.assessment.models import (
    Assignment,
    AssignmentStatus,
    Panel,
    PanelMember,
    Review,
    ReviewStatus,
    Score,
)
from grants.stages.assessment.queries.conflicts import declared, excluded
from grants.stages.assessment.queries.panels import LIVE, candidates_of
from grants.stages.assessment.rules.panels import OPEN_TO_SCORES
from grants.stages.assessment.rules.scores import NOT_YET, CriterionFact, Scores, shown
from grants.stages.calls.models import Rubric


def workable_by(actor: Actor) -> QuerySet[Assignment]:
    """Assignments that the actor may work on now, in their own order.

    Theirs, live, on a panel they still sit on and whose scores are open; declared, and free of any tie that hides or
    keeps them from scoring. Everything else does not exist for them.
    """
    seats = PanelMember.objects.filter(person_id=actor.person_id, left_at=None)
    return (
        Assignment.objects.filter(
            declared(actor.person_id, "candidate__application_id"),
            ~excluded(actor.person_id, "candidate__application_id"),
            person_id=actor.person_id,
            status__in=LIVE,
            candidate__panel__in=seats.values("panel_id"),
            candidate__panel__status__in=OPEN_TO_SCORES,
        )
        .exclude(candidate__application__status=ApplicationStatus.WITHDRAWN)
        .exclude(candidate__application__organisation_id__in=list(actor.memberships))
        .select_related("candidate__panel__call__rubric", "candidate__application__organisation")
        .order_by("candidate__panel_id", "position", "pk")
    )


def with_own_review(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """The assignments with the versions of their review as `versions`, newest first. One query more."""
    rows = Review.objects.order_by("-number")
    return assignments.prefetch_related(Prefetch("reviews", queryset=rows, to_attr="versions"))


def latest_review(assignment: Assignment) -> Review | None:
    """The newest version of the review, a draft or sent in."""
    return assignment.reviews.order_by("-number").first()


def scores_of(review: Review | None) -> Scores:
    """What a review says, by criterion key. Empty for no review."""
    if review is None:
        return {}
    rows = review.scores.values_list("criterion__key", "level", "is_answered", "comment")
    return {key: (level if is_answered else NOT_YET, comment) for key, level, is_answered, comment in rows}


def others_reviews(assignment: Assignment, language: str) -> list["ReviewText"]:
    """What other reviewers sent in; nothing until the actor's own review is in."""
    is_in = assignment.reviews.filter(status=ReviewStatus.SUBMITTED).exists()
    return review_texts(assignment.candidate_id, language, without=assignment) if is_in else []


@dataclass(frozen=True)
class ScoreText:
    """A level as people read it; "?" where it could not be judged."""

    title: str
    level: str
    comment: str


@dataclass(frozen=True)
class ReviewText:
    """A review that counts, to be read."""

    assignment_id: int
    person: str
    total: str
    comment: str
    scores: tuple[ScoreText, ...]


def review_texts(candidate_id: int, language: str, *, without: Assignment | None = None) -> list[ReviewText]:
    """The reviews of a candidate that count, by name of reviewer. Two queries."""
    scores = Score.objects.select_related("criterion").order_by("criterion__position")
    reviews = (
        counting()
        .filter(assignment__candidate_id=candidate_id)
        .exclude(assignment_id=without.pk if without else None)
        .select_related("assignment__person")
        .prefetch_related(Prefetch("scores", queryset=scores))
        .order_by("assignment__person__sort_name", "assignment_id")
    )
    return [
        ReviewText(
            assignment_id=review.assignment_id,
            person=str(review.assignment.person),
            total=shown(review.total),
            comment=review.comment,
            scores=tuple(
                ScoreText(
                    in_language(score.criterion.title, language),
                    "?" if score.level is None else str(score.level),
                    score.comment,
                )
                for score in review.scores.all()
            ),
        )
        for review in reviews
    ]


def counting() -> QuerySet[Review]:
    """Reviews that count: sent in, the last such version, by a reviewer who was not taken off."""
    return Review.objects.filter(
        status=ReviewStatus.SUBMITTED, is_current=True, assignment__status=AssignmentStatus.ACCEPTED
    )


@dataclass(frozen=True)
class AnchorText:
    level: int
    name: str
    text: str


@dataclass(frozen=True)
class CriterionText:
    """A criterion in one language. `question_keys` are the answers that it looks at."""

    id: int
    key: str
    title: str
    question: str
    weight: int
    is_gate: bool
    question_keys: tuple[str, ...]
    anchors: tuple[AnchorText, ...]


def rubric_of(rubric: Rubric, language: str) -> list[CriterionText]:
    """The criteria with their anchors, in order, in a language. Two queries."""
    return [
        CriterionText(
            id=criterion.pk,
            key=criterion.key,
            title=in_language(criterion.title, language),
            question=in_language(criterion.question, language),
            weight=criterion.weight,
            is_gate=criterion.is_gate,
            question_keys=tuple(criterion.question_keys),
            anchors=tuple(
                AnchorText(a.level, in_language(a.name, language), in_language(a.text, language))
                for a in criterion.anchors.all()
            ),
        )
        for criterion in rubric.criteria.prefetch_related("anchors")
    ]


def criterion_facts(rubric: Rubric) -> list[CriterionFact]:
    """The criteria as the rules of scores need them. One query."""
    return [CriterionFact(*row) for row in rubric.criteria.values_list("key", "weight", "is_gate")]


def assignments_of(panel: Panel) -> QuerySet[Assignment]:
    """Live assignments of a panel, with their reviews as `versions`."""
    live = Assignment.objects.filter(candidate__in=candidates_of(panel), status__in=LIVE)
    return with_own_review(live.select_related("person", "candidate"))


def live_assignments(actor: Actor) -> QuerySet[Assignment]:
    """Assignments that whoever runs panels may end."""
    if not actor.may(Permission.RUN_PANELS):
        return Assignment.objects.none()
    return Assignment.objects.filter(status__in=LIVE).select_related("person", "candidate__application__organisation")
