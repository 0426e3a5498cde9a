"""Who may do what to people, roles and organisations. When is a matter for the rules."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission


def can_manage_people(actor: Actor) -> bool:
    """Invite colleagues, give and end roles, take off a lost second factor. The timer sets up a new installation."""
    return actor.kind == "timer" or actor.may(Permission.MANAGE_PEOPLE)


def can_change_organisation(actor: Actor, organisation_id: int) -> bool:
    """Change a group's details and its people: those in it, and officers."""
    return actor.kind == "timer" or actor.belongs_to(organisation_id) or actor.may(Permission.CHECK_APPLICATIONS)


def can_choose_people(actor: Actor, organisation_id: int, *, member_role: str = "") -> bool:
    """Say who belongs to a group: its members and signatories, and officers. Helpers do not.

    Only a signatory, or an officer, makes or ends a signatory, so that nobody gives themselves that part.
    """
    if actor.kind == "timer" or actor.may(Permission.CHECK_APPLICATIONS):
        return True
    own = actor.memberships.get(organisation_id)
    return own == "signatory" if member_role == "signatory" else own in {"member", "signatory"}


def parts_to_give(actor: Actor, organisation_id: int) -> list[str]:
    """The parts in a group that somebody may give to others."""
    return [
        part
        for part in ("member", "helper", "signatory")
        if can_choose_people(actor, organisation_id, member_role=part)
    ]


def can_invite(actor: Actor, *, role: str, organisation_id: int | None, member_role: str = "") -> bool:
    """Staff roles are for administrators to offer; a part in a group for those who may say who belongs to it."""
    if role:
        return can_manage_people(actor)
    return organisation_id is not None and can_choose_people(actor, organisation_id, member_role=member_role)


def can_change_contact(actor: Actor, person_id: int) -> bool:
    """How somebody wants to be reached: they themselves, and officers, who hear it on the phone."""
    return can_change_person(actor, person_id) or actor.may(Permission.CHECK_APPLICATIONS)


def can_change_person(actor: Actor, person_id: int) -> bool:
    """Name, phone and language: each person their own."""
    return actor.kind == "timer" or actor.person_id == person_id
