"""Who may see the counts, and who writes the questions. Nobody may see more."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission


def can_see_equality(actor: Actor) -> bool:
    """Staff who learn whom the calls reach."""
    return actor.may(Permission.SEE_EQUALITY)


def can_edit_equality(actor: Actor) -> bool:
    """Officers, who build forms, write and translate the questions."""
    return actor.may(Permission.EDIT_FORMS)
