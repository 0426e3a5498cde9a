"""How people want to be reached, and people who have no email."""

import datetime as dt
from dataclasses import asdict, replace

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.kit.text import sort_name, tidy
from grants.ground.people.actor import Actor
from grants.ground.people.models import Person, ReachBy
from grants.ground.people.permissions import can_change_contact
from grants.ground.people.roles import Permission
from grants.ground.people.rules import Contact, blockers_to_contact, plain_phone
from grants.ground.people.verbs import CONTACT_CHANGED, PERSON_ADDED


def change_contact(person: Person, contact: Contact, *, by: Actor, now: dt.datetime) -> Person:
    """How to reach a person from now on, said by themselves or by an officer. The same again changes nothing."""
    if not can_change_contact(by, person.pk):
        raise refuse("not_allowed", _("Only the person and officers can change this."))
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        wanted = _settled(contact, person)
        changed = [field for field, value in asdict(wanted).items() if getattr(person, field) != value]
        for field in changed:
            setattr(person, field, getattr(wanted, field))
        if changed:
            person.save(update_fields=changed)
            record(CONTACT_CHANGED, person, by=by, now=now, fields=" ".join(sorted(changed)))
    return person


def add_person_without_email(name: str, contact: Contact, *, language: str, by: Actor, now: dt.datetime) -> Person:
    """A person whom the office met on paper or on the phone; the person with this number where we know one."""
    called = tidy(name)
    if by.person_id is None or not by.may(Permission.CHECK_APPLICATIONS):
        raise refuse("not_allowed", _("Only officers add people who have no email."))
    refuse_if([] if called else [Blocker("name_missing", _("Enter the person\u2019s name."), "name")])
    with transaction.atomic():
        number = plain_phone(contact.phone, country=settings.PHONE_COUNTRY)
        known = Person.objects.filter(email=None, phone=number).first() if number else None
        if known and known.sort_name == sort_name(called):
            return known
        person = Person(name=called, sort_name=sort_name(called), email=None, language=language, joined_at=now)
        for field, value in asdict(_settled(contact, person)).items():
            setattr(person, field, value)
        person.save()
        record(PERSON_ADDED, person, by=by, now=now, reached=person.reach_by)
    return person


def _settled(contact: Contact, person: Person) -> Contact:
    """The contact as it is stored; refuses one by which the person could not be reached."""
    has_email = person.email is not None
    written = tidy(contact.phone)
    number = plain_phone(written, country=settings.PHONE_COUNTRY)
    needs_number = contact.reach_by == ReachBy.TEXT or not has_email
    if written and needs_number and not number:
        sentence = _("Enter a phone number, like 07700 900123 or +44 7700 900123.")
        raise refuse("not_a_phone", sentence, "phone")
    settled = replace(
        contact,
        phone=number if needs_number else written,
        good_times=tidy(contact.good_times),
        interpreter=tidy(contact.interpreter),
        postal_address=tidy(contact.postal_address),
    )
    is_taken = bool(settled.phone) and not has_email and _is_taken(settled.phone, person)
    refuse_if(blockers_to_contact(settled, has_email=has_email, is_phone_taken=is_taken))
    return settled


def _is_taken(number: str, person: Person) -> bool:
    """Whether somebody else signs in with the number. Whoever only tried it at the door, and is nobody, makes room."""
    others = Person.objects.filter(email=None, phone=number).exclude(pk=person.pk)
    others.filter(name="", verified_at=None, memberships=None).delete()
    return others.exists()
