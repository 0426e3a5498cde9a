"""Who may do what with the purse."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission


def can_see_funds(actor: Actor) -> bool:
    """Finance and auditors."""
    return actor.may(Permission.SEE_FINANCE)


def can_manage_funds(actor: Actor) -> bool:
    """Set up funds and sources, put money in, take it out, move it, put mistakes right."""
    return actor.may(Permission.MANAGE_FUNDS)
