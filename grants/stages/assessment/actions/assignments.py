"""Asking reviewers to read applications, and their answers."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actor import Actor
from grants.ground.people.models import Person
from grants.stages.assessment import permissions, verbs
from grants.stages.assessment.actions.locks import lock_assignment, lock_panel, permit, require
from grants.stages.assessment.models import (
    Assignment,
    AssignmentStatus,
    Candidate,
    Panel,
    PanelMember,
    PanelStatus,
    ReviewStatus,
)
from grants.stages.assessment.queries.conflicts import ties_of
from grants.stages.assessment.queries.panels import LIVE, candidates_of
from grants.stages.assessment.queries.reviews import workable_by
from grants.stages.assessment.rules import panels as rules
from grants.stages.assessment.rules.conflicts import may_score

Pair = tuple[int, int]
LARGEST_POSITION = 32_767


def assign(candidate: Candidate, person: Person, *, by: Actor, now: dt.datetime) -> Assignment:
    """Asks one reviewer to read one application. Asking twice is asking once."""
    change_assignments(candidate.panel, add={(candidate.pk, person.pk)}, by=by, now=now)
    return Assignment.objects.get(candidate=candidate, person=person, status__in=LIVE)


def change_assignments(
    panel: Panel, *, add: Collection[Pair] = (), remove: Collection[Pair] = (), by: Actor, now: dt.datetime
) -> None:
    """Asks and un-asks several at once, as pairs of (candidate id, person id), from the grid.

    Refuses people who do not sit on the panel and pairs that a tie excludes. A pair whose review is in stays.
    """
    permit(permissions.can_run_panels(by))
    with transaction.atomic():
        panel = lock_panel(panel.pk)
        require(rules.takes_members(panel.status))
        candidates = {c.pk: c for c in candidates_of(panel)}
        people = {m.person_id: m for m in PanelMember.objects.filter(panel=panel, left_at=None)}
        refuse_if(_blockers_to_ask(panel, candidates, people, add))
        live = {(a.candidate_id, a.person_id): a for a in _live(panel)}
        for pair in sorted(set(add) - live.keys()):
            _ask(candidates[pair[0]], people[pair[1]], by=by, now=now)
        for pair in sorted(set(remove) & live.keys()):
            if not live[pair].reviews.filter(status=ReviewStatus.SUBMITTED).exists():
                end_assignment(live[pair], reason="", by=by, now=now)


def _live(panel: Panel) -> list[Assignment]:
    rows = Assignment.objects.filter(candidate__panel=panel, status__in=LIVE).select_related("candidate__application")
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def _blockers_to_ask(
    panel: Panel, candidates: dict[int, Candidate], people: dict[int, PanelMember], add: Collection[Pair]
) -> list[Blocker]:
    ties = ties_of(panel) if add else {}
    for candidate_id, person_id in add:
        if candidate_id not in candidates or person_id not in people:
            return [Blocker("not_on_panel", _("The panel has changed since you opened the page. Look at it again."))]
        if not may_score(ties.get((candidates[candidate_id].application_id, person_id), "clear")):
            return [Blocker("conflict", _("A reviewer with a conflict of interest cannot be asked to score."))]
    return []


def _ask(candidate: Candidate, member: PanelMember, *, by: Actor, now: dt.datetime) -> Assignment:
    assignment = Assignment.objects.create(
        candidate=candidate,
        person_id=member.person_id,
        position=position(candidate.pk, member.person_id),
        assigned_at=now,
        assigned_by_id=by.person_id,
    )
    record(verbs.REVIEWER_ASKED, assignment, by=by, now=now, case=candidate.application, person=member.person_id)
    if candidate.panel.status == PanelStatus.SCORING:
        context = {"panel": candidate.panel, "load": 1, "path": reverse("panel:home")}
        queue_mail("scoring_started", to=member.person, key=f"{candidate.panel_id}.{member.pk}.{now:%Y%m%d}",
                   context=context, now=now)  # fmt: skip
    return assignment


def position(candidate_id: int, person_id: int) -> int:
    """Where the application stands in the reviewer's own order: by chance, and the same each time one looks."""
    return int(digest([candidate_id, person_id])[:8], 16) % LARGEST_POSITION


def remove_assignment(assignment: Assignment, *, by: Actor, now: dt.datetime, reason: str = "") -> Assignment:
    """Takes a reviewer off an application. A review that is in stops counting, so that needs a reason."""
    permit(permissions.can_run_panels(by))
    reason = tidy(reason)
    with transaction.atomic():
        panel = lock_panel(assignment.candidate.panel_id)
        assignment = lock_assignment(assignment)
        if assignment.status == AssignmentStatus.REMOVED:
            return assignment
        require(panel.status in rules.OPEN_TO_DECLARATIONS)
        if not reason and assignment.reviews.filter(status=ReviewStatus.SUBMITTED).exists():
            raise refuse("no_reason", _("Their review is in. Say why it should not count."), "reason")
        return end_assignment(assignment, reason=reason, by=by, now=now)


def end_assignment(assignment: Assignment, *, reason: str, by: Actor, now: dt.datetime) -> Assignment:
    """The end of a live assignment, whoever caused it. Its panel is locked by the caller."""
    rules.ASSIGNMENT.require(assignment.status, AssignmentStatus.REMOVED)
    assignment.status, assignment.ended_at, assignment.ended_reason = AssignmentStatus.REMOVED, now, reason
    assignment.save(update_fields=["status", "ended_at", "ended_reason"])
    record(
        verbs.REVIEWER_TAKEN_OFF, assignment, by=by, now=now,
        case=assignment.candidate.application, person=assignment.person_id,
    )  # fmt: skip
    return assignment


def answer_assignment(
    assignment: Assignment, *, accept: bool, by: Actor, now: dt.datetime, reason: str = ""
) -> Assignment:
    """A reviewer says whether they will read the application. The same answer twice is one answer."""
    with transaction.atomic():
        assignment = lock_assignment(assignment)
        permit(assignment.person_id == by.person_id)
        wanted = AssignmentStatus.ACCEPTED if accept else AssignmentStatus.DECLINED
        if assignment.status == wanted:
            return assignment
        permit(workable_by(by).filter(pk=assignment.pk).exists())
        rules.ASSIGNMENT.require(assignment.status, wanted)
        assignment.status = wanted
        assignment.ended_at, assignment.ended_reason = (None, "") if accept else (now, tidy(reason))
        assignment.save(update_fields=["status", "ended_at", "ended_reason"])
        verb = verbs.ASSIGNMENT_ACCEPTED if accept else verbs.ASSIGNMENT_DECLINED
        record(verb, assignment, by=by, now=now, case=assignment.candidate.application)
        return assignment
