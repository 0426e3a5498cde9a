"""Scoring: saving a draft, sending it in, changing one's mind until the panel has decided."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import tidy
from grants.ground.people.actor import Actor
from grants.ground.questions.models import SheetSnapshot
from grants.stages.assessment import verbs
from grants.stages.assessment.actions.locks import lock_assignment, permit
from grants.stages.assessment.models import Assignment, AssignmentStatus, Review, ReviewStatus, Score
from grants.stages.assessment.queries.reviews import criterion_facts, latest_review, scores_of, workable_by
from grants.stages.assessment.rules import scores as rules
from grants.stages.calls.models import Rubric


def save_review(
    assignment: Assignment,
    scores: rules.Scores,
    comment: str = "",
    *,
    by: Actor,
    now: dt.datetime,
    read: int | None = None,
) -> Review:
    """Keeps a draft: {criterion key: (level, comment)}, with None for "I cannot judge this" and NOT_YET for no answer.

    `read` is the snapshot that the reviewer had before their eyes; the latest one unless said. Saving over a review
    that is in starts a new version; the one that is in counts until the new one is sent.
    """
    with transaction.atomic():
        assignment = _lock_own(assignment, by)
        rubric: Any = assignment.candidate.panel.call.rubric  # an announced call has one
        said = {key: (level, tidy(text)) for key, (level, text) in scores.items()}
        refuse_if(rules.blockers_to_save(said, criterion_facts(rubric), rubric.top_level, comment))
        snapshot = _snapshot(assignment, read)
        review = _draft(assignment, snapshot, now=now)
        review.snapshot, review.comment, review.saved_at = snapshot, tidy(comment), now
        review.save(update_fields=["snapshot", "comment", "saved_at"])
        _write_scores(review, rubric, said)
        return review


def submit_review(assignment: Assignment, *, by: Actor, now: dt.datetime) -> Review:
    """Sends the draft in, with its weighted total. What is in already stays as it is."""
    with transaction.atomic():
        assignment = _lock_own(assignment, by)
        review = latest_review(assignment)
        if review is None:
            raise refuse("nothing_saved", _("Score the application first."))
        if review.status == ReviewStatus.SUBMITTED:
            return review
        rubric: Any = assignment.candidate.panel.call.rubric  # an announced call has one
        said, criteria = scores_of(review), criterion_facts(rubric)
        refuse_if(rules.blockers_to_submit(said, criteria, rubric.top_level))
        is_changed = assignment.reviews.filter(is_current=True).exclude(pk=review.pk).update(is_current=False) > 0
        review.status, review.is_current, review.submitted_at = ReviewStatus.SUBMITTED, True, now
        review.total = rules.total_of(said, criteria, rubric.top_level)
        review.is_below_gate = rules.is_below_gate(said, criteria)
        review.save(update_fields=["status", "is_current", "submitted_at", "total", "is_below_gate"])
        record(
            verbs.REVIEW_CHANGED if is_changed else verbs.REVIEW_SUBMITTED, review, by=by, now=now,
            case=assignment.candidate.application, number=review.number, total=review.total,
        )  # fmt: skip
        return review


def _lock_own(assignment: Assignment, by: Actor) -> Assignment:
    """The actor's own assignment, locked; refused unless they took it on and may still score."""
    assignment = lock_assignment(assignment)
    permit(workable_by(by).filter(pk=assignment.pk).exists())
    if assignment.status != AssignmentStatus.ACCEPTED:
        raise refuse("not_accepted", _("Say first that you will read this application."))
    return assignment


def _snapshot(assignment: Assignment, read: int | None) -> SheetSnapshot:
    rows = SheetSnapshot.objects.filter(sheet_id=assignment.candidate.application.sheet_id).order_by("-number")
    return (read and rows.filter(pk=read).first()) or rows[0]


def _draft(assignment: Assignment, snapshot: SheetSnapshot, *, now: dt.datetime) -> Review:
    """The draft that is being written: the last version, or a new one after a version that is in."""
    last = latest_review(assignment)
    if last and last.status == ReviewStatus.DRAFT:
        return last
    return Review.objects.create(
        assignment=assignment,
        number=last.number + 1 if last else 1,
        is_current=last is None,
        snapshot=snapshot,
        saved_at=now,
    )


def _write_scores(review: Review, rubric: Rubric, said: rules.Scores) -> None:
    criteria = dict(rubric.criteria.values_list("key", "pk"))
    for key, (level, comment) in said.items():
        is_answered = level != rules.NOT_YET
        values = {"level": level if is_answered else None, "is_answered": is_answered, "comment": comment}
        Score.objects.update_or_create(review=review, criterion_id=criteria[key], defaults=values)
