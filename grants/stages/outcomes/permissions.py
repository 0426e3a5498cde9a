"""Who may act on reports."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.stages.awards.models import Award


def can_write_report(actor: Actor, award: Award) -> bool:
    """Anyone of the group, helpers too."""
    return actor.belongs_to(award.organisation_id)


def can_answer_reports(actor: Actor) -> bool:
    return actor.may(Permission.ANSWER_REPORTS)
