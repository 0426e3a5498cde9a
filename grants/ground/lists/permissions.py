"""Who may see the site's lists and change them: whoever builds the forms that offer them."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission


def can_edit_lists(actor: Actor) -> bool:
    """Officers edit and translate lists."""
    return actor.may(Permission.EDIT_FORMS)


def can_see_lists(actor: Actor) -> bool:
    """Everybody who sees cases may read what there was to choose from."""
    return actor.may_any(Permission.EDIT_FORMS, Permission.SEE_CASES)
