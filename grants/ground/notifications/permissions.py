"""Who passes messages on. When is a rule."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission


def can_tell(actor: Actor) -> bool:
    """Staff who look after cases ring and write to people who have no email."""
    return actor.person_id is not None and actor.may_any(Permission.CHECK_APPLICATIONS, Permission.MANAGE_AWARDS)
