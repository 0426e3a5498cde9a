"""Giving and ending staff roles."""

import datetime as dt

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.people.actor import Actor
from grants.ground.people.models import Person, RoleHolding
from grants.ground.people.permissions import can_manage_people
from grants.ground.people.queries import holdings_on
from grants.ground.people.roles import Role
from grants.ground.people.rules import blockers_to_end_role, blockers_to_give_role
from grants.ground.people.verbs import ROLE_ENDED, ROLE_GIVEN


def give_role(
    person: Person,
    role: str,
    *,
    limit_amount: int | None = None,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: Actor,
    now: dt.datetime,
) -> RoleHolding:
    """Gives a staff role from a day on. `limit_amount`, in minor units, is for decision-makers."""
    if not can_manage_people(by):
        raise refuse("not_allowed", _("Only an administrator can give roles."))
    return hold_role(
        person, role, limit_amount=limit_amount, starts_on=starts_on, ends_on=ends_on, given_by=by, by=by, now=now
    )


def hold_role(
    person: Person,
    role: str,
    *,
    limit_amount: int | None,
    starts_on: dt.date,
    ends_on: dt.date | None,
    given_by: Actor,
    by: Actor,
    now: dt.datetime,
) -> RoleHolding:
    """The row, the group and the evidence of a role that `given_by` was allowed to give."""
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        held = list(person.role_holdings.filter(ended_at=None).values_list("role", flat=True))
        refuse_if(
            blockers_to_give_role(
                role,
                limit_amount=limit_amount,
                starts_on=starts_on,
                ends_on=ends_on,
                is_for_self=given_by.person_id == person.pk,
                held=held,
            )
        )
        holding = RoleHolding.objects.create(
            person=person,
            role=role,
            limit_amount=limit_amount,
            starts_on=starts_on,
            ends_on=ends_on,
            given_by_id=given_by.person_id,
            given_at=now,
        )
        share_groups(person)
        record(ROLE_GIVEN, person, by=by, now=now, role=role, limit_amount=limit_amount)
    return holding


def end_role(holding: RoleHolding, *, by: Actor, now: dt.datetime) -> RoleHolding:
    """Ends a role at once. Ending it again changes nothing."""
    if not can_manage_people(by) or by.person_id is None:
        raise refuse("not_allowed", _("Only an administrator can end roles."))
    with transaction.atomic():
        # All administrators are locked, in order, so that two of them cannot end each other in the same moment.
        administrators = _lock_administrators(now.date())
        holding = RoleHolding.objects.select_for_update(of=("self",)).select_related("person").get(pk=holding.pk)
        if holding.ended_at is not None:
            return holding
        others = len(administrators - {holding.person_id})
        refuse_if(blockers_to_end_role(holding.role, other_administrators=others))
        holding.ended_at, holding.ended_by_id = now, by.person_id
        holding.save(update_fields=["ended_at", "ended_by"])
        share_groups(holding.person)
        record(ROLE_ENDED, holding.person, by=by, now=now, role=holding.role)
    return holding


def _lock_administrators(today: dt.date) -> set[int]:
    """Ids of everybody who is an administrator today. Their roles stay as they are until this act is over."""
    rows = holdings_on(today).filter(role=Role.ADMINISTRATOR).order_by("pk").select_for_update(of=("self",))
    return {row.person_id for row in rows}


def share_groups(person: Person) -> None:
    """Puts a person in the groups named after their roles, which is how Wagtail knows its editors."""
    roles = person.role_holdings.filter(ended_at=None).values_list("role", flat=True)
    person.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
