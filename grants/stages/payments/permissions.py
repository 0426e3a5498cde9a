"""Who may act on payments."""

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission


def can_build_batch(actor: Actor) -> bool:
    return actor.may(Permission.PREPARE_PAYMENTS)


def can_approve_batch(actor: Actor) -> bool:
    return actor.may_any(Permission.APPROVE_PAYMENTS, Permission.PREPARE_PAYMENTS)


def can_send_batch(actor: Actor) -> bool:
    return actor.may(Permission.PREPARE_PAYMENTS)
