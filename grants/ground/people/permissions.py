"""Who may do what to people, roles and organisations. When is a matter for the rules."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission


def can_manage_people(actor: Actor) -> bool:
    """Invite colleagues, give and end roles, take off a lost second factor. The timer sets up a new installation."""
    return actor.kind == "timer" or actor.may(Permission.MANAGE_PEOPLE)


def can_change_organisation(actor: Actor, organisation_id: int) -> bool:
    """Change a group's details and its people: those in it, and officers."""
    return actor.kind == "timer" or actor.belongs_to(organisation_id) or actor.may(Permission.CHECK_APPLICATIONS)


def can_invite(actor: Actor, *, role: str, organisation_id: int | None) -> bool:
    """Staff roles are for administrators to offer; a part in a group for those who may change the group."""
    if role:
        return can_manage_people(actor)
    return organisation_id is not None and can_change_organisation(actor, organisation_id)


def can_change_person(actor: Actor, person_id: int) -> bool:
    """Name, phone and language: each person their own."""
    return actor.kind == "timer" or actor.person_id == person_id
