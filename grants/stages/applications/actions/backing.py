"""Somebody of a group stands behind what a helper wrote for it, and has a part in the group from then on."""

import datetime as dt
from types import MappingProxyType

from grants.ground.audit.actions import record
from grants.ground.people.actions import (
    add_person,
    add_person_without_email,
    invite,
    join_organisation,
    verify_person,
)
from grants.ground.people.actor import Actor
from grants.ground.people.models import MemberRole, Person, ReachBy
from grants.ground.people.rules import Contact
from grants.stages.applications import queries, verbs
from grants.stages.applications.actions.steps import tell_group
from grants.stages.applications.models import Application, NamedContact


def stand_behind(application: Application, contact: NamedContact, *, by: Actor | None, now: dt.datetime) -> None:
    """Makes the contact a signatory of the group, who looks after the application now; the other one is invited.

    `by` is the officer who noted their yes on the phone; None where they said it by the link in their own mail. The
    first yes makes them that, later ones change nothing. The caller has locked the application.
    """
    if application.backed_at is not None:
        return
    person = _person(application, contact, by=by, now=now)
    group = application.organisation
    own = Actor(
        kind="person",
        person_id=person.pk,
        name=person.get_full_name(),
        email=person.email or "",
        language=person.language,
        memberships=MappingProxyType({group.pk: MemberRole.SIGNATORY.value}),
    )
    join_organisation(group, person, MemberRole.SIGNATORY, by=by or own, now=now)
    contact.person = person
    contact.save(update_fields=["person"])
    application.backed_at, application.lead = now, person
    application.save(update_fields=["backed_at", "lead"])
    record(verbs.BACKED, application, by=by or own, now=now, case=application, person=person.pk)
    for other in queries.named_contacts(application).exclude(pk=contact.pk).exclude(email=""):
        if other.email != person.email:
            invite(other.email, name=other.name, organisation=group, member_role="signatory", by=own, now=now)
    tell_group("application_confirmed", application, now=now, said_by=person.get_full_name())


def _person(application: Application, contact: NamedContact, *, by: Actor | None, now: dt.datetime) -> Person:
    """The contact as a person we know. Only whoever read mail at the address has proved it."""
    language = application.lead.language
    if contact.email:
        person = add_person(contact.email, name=contact.name, now=now, language=language)
        return person if by else verify_person(person, now=now)
    reached = Contact(reach_by=ReachBy.PHONE, phone=contact.phone)
    return add_person_without_email(contact.name, reached, language=language, by=by or Actor(kind="link"), now=now)
