"""Who may act on bank accounts."""

from grants.ground.people.actor import Actor
from grants.ground.people.models import MemberRole
from grants.ground.people.roles import Permission


def can_enter_account(actor: Actor, organisation_id: int) -> bool:
    """Only signatories of the group itself; staff never type bank details here."""
    return actor.memberships.get(organisation_id) == MemberRole.SIGNATORY


def can_check_accounts(actor: Actor) -> bool:
    return actor.may(Permission.PREPARE_PAYMENTS)


def can_verify_accounts(actor: Actor) -> bool:
    return actor.may_any(Permission.APPROVE_PAYMENTS, Permission.PREPARE_PAYMENTS)
