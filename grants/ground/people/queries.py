"""Reads: the Actor of a person, people by role, members of organisations."""

import datetime as dt
from types import MappingProxyType

from django.db.models import Q, QuerySet

from grants.ground.people.actor import Actor
from grants.ground.people.models import Membership, Organisation, Person, RoleHolding
from grants.ground.people.roles import ROLES, Permission, Role


def holdings_on(day: dt.date) -> QuerySet[RoleHolding]:
    """Roles that are held on a day."""
    return RoleHolding.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), ended_at=None, starts_on__lte=day, person__is_active=True
    )


def actor_of(person: Person, *, today: dt.date, request_id: str = "") -> Actor:
    """The Actor of a person today. Two queries: roles, memberships."""
    holdings = list(holdings_on(today).filter(person=person).values_list("role", "limit_amount"))
    memberships = dict(Membership.objects.filter(person=person, ended_at=None).values_list("organisation_id", "role"))
    limits = [limit for role, limit in holdings if role == Role.DECISION_MAKER]
    return Actor(
        kind="person",
        person_id=person.pk,
        name=person.get_full_name(),
        email=person.email,
        language=person.language,
        permissions=frozenset().union(*(ROLES.get(role, frozenset()) for role, _ in holdings)),
        decision_limit=limits[0] if limits else None,
        memberships=MappingProxyType(memberships),
        request_id=request_id,
    )


def people_who_may(permission: Permission, *, today: dt.date) -> QuerySet[Person]:
    """Active people with a role that gives the permission today."""
    roles = [role for role, permissions in ROLES.items() if permission in permissions]
    holders = holdings_on(today).filter(role__in=roles).values("person_id")
    return Person.objects.filter(pk__in=holders).order_by("sort_name", "pk")


def members_of(organisation: Organisation) -> QuerySet[Person]:
    """People with an open part in the organisation, whatever it is."""
    return Person.objects.filter(
        memberships__organisation=organisation, memberships__ended_at=None, is_active=True
    ).order_by("sort_name", "pk")
