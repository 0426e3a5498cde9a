"""People of a group whom somebody else names: kept beside the application, without an account of theirs."""

import datetime as dt
from collections.abc import Sequence

from grants.ground.people.actor import Actor
from grants.stages.applications.models import Application, NamedContact
from grants.stages.applications.rules import Named


def name_contacts(
    application: Application, contacts: Sequence[Named], *, first: int = 1, by: Actor, now: dt.datetime
) -> None:
    """Keeps who was named, numbered from `first`. A number that is there stays as it is."""
    for number, contact in enumerate(contacts, start=first):
        NamedContact.objects.get_or_create(
            application=application,
            number=number,
            defaults={
                "name": contact.name,
                "email": contact.email,
                "phone": contact.phone,
                "named_at": now,
                "named_by_id": by.person_id,
            },
        )
