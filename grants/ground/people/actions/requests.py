"""Asking to join a group that may be known here. Asking says nothing about which groups are."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import sort_name, tidy
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actions.organisations import hold_membership
from grants.ground.people.actor import Actor
from grants.ground.people.models import JoinRequest, MemberRole, Membership, Organisation, Person
from grants.ground.people.permissions import can_choose_people
from grants.ground.people.queries import groups_named, own_requests, requests_to_look_at
from grants.ground.people.rules import blockers_to_answer_request, blockers_to_ask_to_join
from grants.ground.people.verbs import JOIN_ACCEPTED, JOIN_ASKED, JOIN_REFUSED

LOOK_AT_ONCE = 100


def ask_to_join(name: str, *, by: Actor, now: dt.datetime) -> JoinRequest:
    """Notes the request and looks for no group: a job does that. The same name again is the same request."""
    called = tidy(name)[:120]
    if by.person_id is None:
        raise refuse("not_allowed", _("Sign in to ask."))
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).get(pk=by.person_id)
        rows = own_requests(person.pk, now=now)
        again = rows.filter(sort_name=sort_name(called)).first()
        if again:
            return again
        refuse_if(blockers_to_ask_to_join(called, open_requests=rows.count()))
        request = JoinRequest.objects.create(person=person, name=called, sort_name=sort_name(called), asked_at=now)
        record(JOIN_ASKED, request, by=by, now=now)
        return request


def look_at_requests(*, now: dt.datetime) -> int:
    """Finds the group of each new request and tells those of its people who may answer. How many were looked at.

    A name that two groups share is left to the office.
    """
    return sum(_look_at(pk, now=now) for pk in list(requests_to_look_at().values_list("pk", flat=True)[:LOOK_AT_ONCE]))


def _look_at(pk: int, *, now: dt.datetime) -> bool:
    with transaction.atomic():
        request = JoinRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=pk)
        if request.looked_at:
            return False
        groups = list(groups_named(request.sort_name)[:2])
        is_member = Membership.objects.filter(organisation__in=groups, person=request.person, ended_at=None).exists()
        request.looked_at = now
        request.organisation = groups[0] if len(groups) == 1 and not is_member else None
        request.save(update_fields=["looked_at", "organisation"])
        if request.organisation:
            _tell_group(request, request.organisation, now=now)
        return True


def _tell_group(request: JoinRequest, group: Organisation, *, now: dt.datetime) -> None:
    may_answer = [MemberRole.MEMBER, MemberRole.SIGNATORY]
    people = Person.objects.filter(
        memberships__organisation=group, memberships__ended_at=None, memberships__role__in=may_answer, is_active=True
    )
    facts = {
        "group": group.name,
        "name": request.person.get_full_name(),
        "path": reverse("portal:group", args=[group.pk]),
    }
    for person in people.order_by("pk"):
        queue_mail("join_asked", to=person, key=str(request.pk), context=facts, now=now)


def answer_request(
    request: JoinRequest, *, member_role: str, by: Actor, now: dt.datetime, organisation: Organisation | None = None
) -> JoinRequest:
    """Lets somebody in as `member_role`, or, when that is empty, does not. Only a yes is told to them.

    `organisation` is for the office, where the job found none or several.
    """
    with transaction.atomic():
        request = JoinRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
        group = request.organisation or organisation
        if group is None or not can_choose_people(by, group.pk, member_role=member_role):
            raise refuse("not_allowed", _("Only people of the group and officers can answer this."))
        refuse_if(blockers_to_answer_request(asked_at=request.asked_at, answered_at=request.answered_at, now=now))
        request.organisation, request.member_role = group, member_role
        request.answered_at, request.answered_by_id = now, by.person_id
        request.save(update_fields=["organisation", "member_role", "answered_at", "answered_by"])
        if not member_role:
            record(JOIN_REFUSED, request, by=by, now=now)
            return request
        hold_membership(group, request.person, member_role, by=by, now=now)
        record(JOIN_ACCEPTED, group, by=by, now=now, person=request.person_id)
        facts = {"group": group.name, "path": reverse("portal:home")}
        queue_mail("join_accepted", to=request.person, key=str(request.pk), context=facts, now=now)
        return request


def refuse_unknown(request: JoinRequest, *, by: Actor, now: dt.datetime) -> JoinRequest:
    """The office found no group for a request: it is answered with silence, like every other no."""
    with transaction.atomic():
        request = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if not can_choose_people(by, request.organisation_id or 0):
            raise refuse("not_allowed", _("Only people of the group and officers can answer this."))
        refuse_if(blockers_to_answer_request(asked_at=request.asked_at, answered_at=request.answered_at, now=now))
        request.answered_at, request.answered_by_id = now, by.person_id
        request.save(update_fields=["answered_at", "answered_by"])
        record(JOIN_REFUSED, request, by=by, now=now)
        return request
