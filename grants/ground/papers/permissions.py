"""Who may do what with the papers of a group."""

from grants.ground.people.actor import Actor
from grants.ground.people.permissions import can_change_organisation
from grants.ground.people.roles import Permission


def can_keep_papers(actor: Actor, organisation_id: int) -> bool:
    """Add, replace and put away: people of the group, and officers who do it for them."""
    return actor.is_person and can_change_organisation(actor, organisation_id)


def can_read_papers(actor: Actor, organisation_id: int) -> bool:
    """People of the group, and staff who see cases. Papers are private: panels and finance do not read them here."""
    return actor.belongs_to(organisation_id) or actor.may(Permission.SEE_CASES)
