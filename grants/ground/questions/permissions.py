"""Who may build forms. Who may write a sheet is for its owner to say: the engine knows no stage."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission


def can_edit_forms(actor: Actor) -> bool:
    """Officers build and publish forms."""
    return actor.may(Permission.EDIT_FORMS)


def can_see_forms(actor: Actor) -> bool:
    """Everybody who sees cases may read what was asked."""
    return actor.may_any(Permission.EDIT_FORMS, Permission.SEE_CASES)


def can_read_answer(actor: Actor, readers: str) -> bool:
    """Whether staff may read an answer that is for the panel, for the office only, or for officers and finance only."""
    if readers == "finance":
        return actor.may_any(Permission.CHECK_APPLICATIONS, Permission.SEE_FINANCE)
    return actor.may(Permission.SEE_CASES)


def can_write_texts(actor: Actor) -> bool:
    """Officers write down recordings and translate answers."""
    return actor.may(Permission.CHECK_APPLICATIONS)
