"""Setting a panel up and taking it from preparing to released."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import tidy
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actor import Actor
from grants.stages.applications.actions import mark_in_review
from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.assessment import permissions, verbs
from grants.stages.assessment.actions.conflicts import detect_conflicts
from grants.stages.assessment.actions.locks import lock_panel, permit, require
from grants.stages.assessment.models import Assignment, AssignmentStatus, Candidate, Decision, Panel, PanelStatus
from grants.stages.assessment.queries.panels import candidates_of, members_of, roll_of
from grants.stages.assessment.rules import panels as rules
from grants.stages.calls.models import Call


def create_panel(
    call: Call,
    *,
    name: str,
    scores_due_at: dt.datetime | None = None,
    reviews_each: int = 3,
    by: Actor,
    now: dt.datetime,
) -> Panel:
    """A panel for one batch of a call. Where nobody scores, it starts at the meeting and needs no members."""
    permit(permissions.can_run_panels(by))
    name = tidy(name)
    if call.is_rehearsal:
        raise refuse("is_rehearsal", _("A rehearsal never counts: no panel judges it."), "call")
    refuse_if(rules.blockers_to_create(name, scores_due_at, reviews_each, now))
    with transaction.atomic():
        panel = Panel.objects.create(
            call=call,
            name=name,
            status=rules.first_status(call.who_decides),
            scores_due_at=scores_due_at,
            reviews_each=reviews_each,
            created_at=now,
            created_by_id=by.person_id,
        )
        record(verbs.PANEL_CREATED, panel, by=by, now=now, call=call.code)
        return panel


def change_panel(
    panel: Panel, *, name: str, scores_due_at: dt.datetime | None, reviews_each: int, by: Actor, now: dt.datetime
) -> Panel:
    """Another name, another day for scores, another number of reviews, until the panel has decided."""
    permit(permissions.can_run_panels(by))
    name = tidy(name)
    with transaction.atomic():
        panel = lock_panel(panel.pk)
        require(panel.status in rules.OPEN_TO_DECLARATIONS)
        if (panel.name, panel.scores_due_at, panel.reviews_each) == (name, scores_due_at, reviews_each):
            return panel
        due = scores_due_at if scores_due_at != panel.scores_due_at else None
        refuse_if(rules.blockers_to_create(name, due, reviews_each, now))
        panel.name, panel.scores_due_at, panel.reviews_each = name, scores_due_at, reviews_each
        panel.save(update_fields=["name", "scores_due_at", "reviews_each"])
        record(verbs.PANEL_CHANGED, panel, by=by, now=now)
        return panel


def put_before_panel(
    panel: Panel, applications: Iterable[Application], *, by: Actor, now: dt.datetime
) -> list[Candidate]:
    """Puts eligible applications before the panel, and looks for ties. One that lies there already stays as it is."""
    permit(permissions.can_run_panels(by))
    with transaction.atomic():
        panel = lock_panel(panel.pk)
        require(rules.takes_candidates(panel.status, panel.call.who_decides))
        found = [_put(panel, application, by=by, now=now) for application in sorted(applications, key=lambda a: a.pk)]
        detect_conflicts(panel, [c.application_id for c, is_new in found if is_new], by=by, now=now)
        return [candidate for candidate, _is_new in found]


def _put(panel: Panel, application: Application, *, by: Actor, now: dt.datetime) -> tuple[Candidate, bool]:
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    known = Candidate.objects.filter(application=application).first()
    if known and known.panel_id == panel.pk:
        return known, False
    if known or application.status != ApplicationStatus.ELIGIBLE or application.call_id != panel.call_id:
        sentence = _("%(reference)s cannot be put before this panel. Look at where it is now.")
        raise refuse("not_for_this_panel", sentence % {"reference": application}, "applications")
    candidate = Candidate.objects.create(panel=panel, application=application, added_at=now)
    if rules.STEPS[panel.call.who_decides].has_scoring:
        mark_in_review(application, by=by, now=now)
    record(verbs.PUT_BEFORE_PANEL, candidate, by=by, now=now, case=application, panel=panel.pk)
    return candidate, True


def start_scoring(panel: Panel, *, by: Actor, now: dt.datetime) -> Panel:
    """Opens scoring, and tells every reviewer what waits for them. A second click changes nothing."""
    permit(permissions.can_run_panels(by))
    with transaction.atomic():
        panel = lock_panel(panel.pk)
        if panel.status == PanelStatus.SCORING:
            return panel
        require(panel.status == PanelStatus.PREPARING)
        refuse_if(rules.blockers_to_start_scoring(roll_of(panel)))
        _move(panel, PanelStatus.SCORING)
        record(verbs.SCORING_STARTED, panel, by=by, now=now)
        for member in members_of(panel):
            queue_mail(
                "scoring_started",
                to=member.person,
                key=f"{panel.pk}.{member.pk}",
                context={"panel": panel, "load": member.load, "path": reverse("panel:home")},
                now=now,
            )
        return panel


def close_scoring(panel: Panel, *, by: Actor, now: dt.datetime, reason: str = "") -> Panel:
    """Ends scoring: the panel meets. Requests nobody answered lapse. Thin reviews need a reason."""
    permit(permissions.can_run_panels(by))
    with transaction.atomic():
        panel = lock_panel(panel.pk)
        if panel.status == PanelStatus.MEETING:
            return panel
        reason = tidy(reason)
        refuse_if(rules.blockers_to_close_scoring(roll_of(panel), panel.reviews_each, reason))
        _move(panel, PanelStatus.MEETING, closed_reason=reason)
        _lapse_offers(panel, by=by, now=now)
        record(verbs.SCORING_CLOSED, panel, by=by, now=now, is_thin=bool(reason))
        return panel


def _lapse_offers(panel: Panel, *, by: Actor, now: dt.datetime) -> None:
    offered = Assignment.objects.filter(candidate__panel=panel, status=AssignmentStatus.OFFERED)
    for assignment in offered.select_related("candidate__application").select_for_update(of=("self",)).order_by("pk"):
        assignment.status, assignment.ended_at = AssignmentStatus.LAPSED, now
        assignment.save(update_fields=["status", "ended_at"])
        record(verbs.ASSIGNMENT_LAPSED, assignment, by=by, now=now, case=assignment.candidate.application)


def reopen_scoring(panel: Panel, *, by: Actor, now: dt.datetime) -> Panel:
    """Back from the meeting to scoring, for instance to ask for another review."""
    permit(permissions.can_run_panels(by))
    with transaction.atomic():
        panel = lock_panel(panel.pk)
        if panel.status == PanelStatus.SCORING:
            return panel
        require(rules.STEPS[panel.call.who_decides].has_scoring)
        _move(panel, PanelStatus.SCORING, closed_reason="")
        record(verbs.SCORING_REOPENED, panel, by=by, now=now)
        return panel


def finish_panel(panel: Panel, *, by: Actor, now: dt.datetime) -> Panel:
    """Every application is decided: the panel is ready to be released. Nobody outside is told anything."""
    permit(permissions.can_run_panels(by))
    with transaction.atomic():
        panel = lock_panel(panel.pk)
        if panel.status == PanelStatus.DECIDED:
            return panel
        refuse_if(rules.blockers_to_finish(*_decided_and_not(panel)))
        _move(panel, PanelStatus.DECIDED)
        record(verbs.PANEL_FINISHED, panel, by=by, now=now)
        return panel


def _decided_and_not(panel: Panel) -> tuple[int, list[str]]:
    """How many candidates there are, and the references of those without a decision."""
    candidates = candidates_of(panel)
    decided = Decision.objects.filter(candidate__panel=panel).values("candidate_id")
    waiting = candidates.exclude(pk__in=decided).values_list("application__reference", flat=True)
    return candidates.count(), list(waiting)


def mark_panel_released(panel: Panel, *, by: Actor, now: dt.datetime) -> Panel:
    """The panel's groups are being told. Called by the release of its decisions, which records the act."""
    with transaction.atomic():
        panel = lock_panel(panel.pk)
        _move(panel, PanelStatus.RELEASED, released_at=now, released_by_id=by.person_id)
        Decision.objects.filter(candidate__panel=panel).update(released_at=now)
        return panel


def _move(panel: Panel, status: str, **fields: object) -> None:
    rules.PANEL.require(panel.status, status)
    panel.status = status
    for name, value in fields.items():
        setattr(panel, name, value)
    panel.save(update_fields=["status", *(name.removesuffix("_id") for name in fields)])
