"""Who may see the counts. Nobody may see more."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission


def can_see_equality(actor: Actor) -> bool:
    """Staff who learn whom the calls reach."""
    return actor.may(Permission.SEE_EQUALITY)
