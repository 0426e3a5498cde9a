"""People, groups and roles, as rows that are simply there."""

import datetime as dt
import itertools

from grants.ground.kit.text import sort_name
from grants.ground.people.models import MemberRole, Membership, Organisation, Person, RoleHolding

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
LONG_AGO_DAY = dt.date(2020, 1, 1)

_numbers = itertools.count(1)


def make_person(name="", *, email="", **fields):
    """Somebody who has signed in before."""
    name = name or f"Person {next(_numbers)}"
    email = email or f"{name.lower().replace(' ', '.').replace('’', '')}@people.example"
    values = {"sort_name": sort_name(name), "joined_at": LONG_AGO, "verified_at": LONG_AGO} | fields
    return Person.objects.create(name=name, email=email, **values)


def make_person_without_email(name="", *, phone="+447700900123", reach_by="phone", **fields):
    """Somebody whom the office added: a phone, or a postal address, and no mail."""
    name = name or f"Person {next(_numbers)}"
    values = {"sort_name": sort_name(name), "joined_at": LONG_AGO, "phone": phone, "reach_by": reach_by} | fields
    return Person.objects.create(name=name, email=None, **values)


def hold(person, role, *, limit_amount=None, starts_on=LONG_AGO_DAY, ends_on=None):
    """A staff role that a person has held for long."""
    return RoleHolding.objects.create(
        person=person, role=role, limit_amount=limit_amount, starts_on=starts_on, ends_on=ends_on, given_at=LONG_AGO
    )


def make_organisation(name="", **fields):
    """A group with nobody in it yet."""
    name = name or f"Group {next(_numbers)}"
    return Organisation.objects.create(name=name, **{"sort_name": sort_name(name), "joined_at": LONG_AGO} | fields)


def belong(person, organisation, role=MemberRole.MEMBER):
    """An open part in a group."""
    return Membership.objects.create(organisation=organisation, person=person, role=role, since=LONG_AGO)
