"""People who act in tests of rules and acts, where no screen and no role is asked for."""

from datetime import UTC, datetime

from grants.ground.people.actor import Actor, SecondFactorProof
from grants.ground.people.models import Person
from grants.ground.people.roles import Permission

NOW = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)


def make_actor(email="ada@willowmere.example", name="Ada Officer", permissions=frozenset(Permission)):
    """Somebody who may do everything, or only what is given."""
    person, _ = Person.objects.get_or_create(email=email, defaults={"name": name, "joined_at": NOW})
    return Actor(
        kind="person", person_id=person.pk, name=person.name, email=person.email, permissions=frozenset(permissions)
    )


def make_proof(actor, now=NOW):
    return SecondFactorProof(person_id=actor.person_id, proved_at=now, method="totp")
