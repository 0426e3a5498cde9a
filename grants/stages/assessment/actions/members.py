"""Who sits on a panel."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse_if
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actions import add_person
from grants.ground.people.actor import Actor
from grants.ground.people.models import Person
from grants.stages.assessment import permissions, verbs
from grants.stages.assessment.actions.assignments import end_assignment
from grants.stages.assessment.actions.conflicts import detect_conflicts
from grants.stages.assessment.actions.locks import lock_panel, permit, require
from grants.stages.assessment.models import Assignment, Panel, PanelMember, PanelRole
from grants.stages.assessment.queries.panels import LIVE, candidates_of
from grants.stages.assessment.rules import panels as rules


def add_member(
    panel: Panel, person: Person, *, role: str = PanelRole.REVIEWER, by: Actor, now: dt.datetime
) -> PanelMember:
    """A seat on the panel, with a mail that asks which groups the person knows. A second seat only changes the role."""
    permit(permissions.can_run_panels(by))
    with transaction.atomic():
        panel = lock_panel(panel.pk)
        require(rules.takes_members(panel.status))
        member = PanelMember.objects.filter(panel=panel, person=person, left_at=None).first()
        if member and member.role == role:
            return member
        if member:
            member.role = role
            member.save(update_fields=["role"])
        else:
            member = _seat(panel, person, role, by=by, now=now)
        record(verbs.MEMBER_ADDED, panel, by=by, now=now, person=person.pk, role=str(role))
        return member


def _seat(panel: Panel, person: Person, role: str, *, by: Actor, now: dt.datetime) -> PanelMember:
    member = PanelMember.objects.create(panel=panel, person=person, role=role, joined_at=now)
    detect_conflicts(panel, [c.application_id for c in candidates_of(panel)], by=by, now=now)
    context = {"panel": panel, "path": reverse("panel:home")}
    queue_mail("panel_joined", to=person, key=f"{panel.pk}.{member.pk}", context=context, now=now)
    return member


def invite_member(
    panel: Panel, *, email: str, name: str, role: str = PanelRole.REVIEWER, by: Actor, now: dt.datetime
) -> PanelMember:
    """A seat for whoever owns the address, known here or not: they sign in with a mailed code."""
    permit(permissions.can_run_panels(by))
    refuse_if(rules.blockers_to_invite(email, name))
    with transaction.atomic():
        return add_member(panel, add_person(email, name=name, now=now), role=role, by=by, now=now)


def remove_member(member: PanelMember, *, by: Actor, now: dt.datetime) -> PanelMember:
    """Ends a seat; what the person had to read is taken off them, what they scored no longer counts."""
    permit(permissions.can_run_panels(by))
    with transaction.atomic():
        panel = lock_panel(member.panel_id)
        member = PanelMember.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk)
        if member.left_at:
            return member
        require(panel.status in rules.OPEN_TO_DECLARATIONS)
        live = Assignment.objects.filter(candidate__panel=panel, person=member.person, status__in=LIVE)
        for assignment in live.select_related("candidate__application").order_by("pk"):
            end_assignment(assignment, reason="left the panel", by=by, now=now)
        member.left_at = now
        member.save(update_fields=["left_at"])
        record(verbs.MEMBER_REMOVED, panel, by=by, now=now, person=member.person_id)
        return member
