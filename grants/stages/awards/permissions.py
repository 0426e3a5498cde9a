"""Who may act on awards. When is a rule's business."""

from grants.ground.people.actor import Actor
from grants.ground.people.models import MemberRole
from grants.ground.people.roles import Permission
from grants.stages.awards.models import Award


def can_sign_agreement(actor: Actor, award: Award) -> bool:
    """Only signatories of the group."""
    return actor.memberships.get(award.organisation_id) == MemberRole.SIGNATORY


def can_answer_for_group(actor: Actor, award: Award) -> bool:
    """Members and signatories, not helpers: answering conditions, turning an offer down."""
    return actor.memberships.get(award.organisation_id) in {MemberRole.SIGNATORY, MemberRole.MEMBER}


def can_release_decisions(actor: Actor) -> bool:
    return actor.may(Permission.RELEASE_DECISIONS)


def can_manage_award(actor: Actor) -> bool:
    return actor.may(Permission.MANAGE_AWARDS)


def can_close_award(actor: Actor) -> bool:
    return actor.may(Permission.CLOSE_AWARDS)
