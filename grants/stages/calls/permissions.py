"""Who may do what with calls and rubrics. When they may is a rule."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission


def can_see_calls(actor: Actor) -> bool:
    """Staff who see cases. What is announced, everybody sees on the public site."""
    return actor.may(Permission.SEE_CASES)


def can_edit_calls(actor: Actor) -> bool:
    """Prepare calls and rubrics."""
    return actor.may(Permission.EDIT_CALLS)


def can_announce_calls(actor: Actor) -> bool:
    """Announce, cancel and archive calls."""
    return actor.may(Permission.ANNOUNCE_CALLS)
