"""Joining, being known, changing one's own details."""

import datetime as dt

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.kit.text import sort_name, tidy
from grants.ground.people.actor import Actor
from grants.ground.people.models import Person, SignInCode
from grants.ground.people.permissions import can_change_person
from grants.ground.people.rules import UNVERIFIED_KEPT, plain_address
from grants.ground.people.verbs import DETAILS_CHANGED, PERSON_JOINED


def add_person(email: str, *, name: str = "", now: dt.datetime, language: str = "en-gb") -> Person:
    """The person with this address, made unverified where there is none. Leaves an existing person as they are."""
    address, called = plain_address(email), tidy(name)
    person, _created = Person.objects.get_or_create(
        email__iexact=address,
        defaults={
            "email": address,
            "name": called,
            "sort_name": sort_name(called),
            "language": language,
            "joined_at": now,
        },
    )
    return person


def verify_person(person: Person, *, now: dt.datetime) -> Person:
    """Notes that somebody read mail at the person's address. The first time counts."""
    with transaction.atomic():
        is_first = Person.objects.filter(pk=person.pk, verified_at=None).update(verified_at=now)
        if is_first:
            person.verified_at = now
            record(PERSON_JOINED, person, by=Actor(kind="person", person_id=person.pk), now=now)
    return person


def change_details(
    person: Person, *, name: str, language: str, by: Actor, now: dt.datetime, phone: str | None = None
) -> Person:
    """A person's name and language, changed by themselves, and their phone number unless it is None."""
    called = tidy(name)
    # Whoever signs in with a number changes it where it is checked: with how to reach them.
    number = person.phone if phone is None or person.email is None else tidy(phone)
    if not can_change_person(by, person.pk):
        raise refuse("not_allowed", _("You can change your own details only."))
    refuse_if([] if called else [Blocker("name_missing", _("Enter your name."), "name")])
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        if (person.name, person.phone, person.language) == (called, number, language):
            return person
        person.name, person.sort_name = called, sort_name(called)
        person.phone, person.language = number, language
        person.save(update_fields=["name", "sort_name", "phone", "language"])
        record(DETAILS_CHANGED, person, by=by, now=now)
    return person


def choose_language(person: Person, language: str, *, by: Actor, now: dt.datetime) -> Person:
    """A person's language, of screens and of mails, chosen by themselves; also before they gave their name."""
    if not can_change_person(by, person.pk):
        raise refuse("not_allowed", _("You can change your own details only."))
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        if person.language != language:
            person.language = language
            person.save(update_fields=["language"])
            record(DETAILS_CHANGED, person, by=by, now=now)
    return person


def purge_unverified(*, now: dt.datetime) -> int:
    """Forgets addresses that nobody proved within two days, and old sign-in codes. Returns how many people went."""
    SignInCode.objects.filter(asked_at__lt=now - UNVERIFIED_KEPT).delete()
    unknown = Person.objects.filter(
        verified_at=None, joined_at__lt=now - UNVERIFIED_KEPT, role_holdings=None, memberships=None
    )
    return sum(_forgotten(person) for person in unknown)


def _forgotten(person: Person) -> bool:
    """Whether the person could be deleted: not when something, such as a place on a panel, waits for them."""
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:
        return False
    return True
