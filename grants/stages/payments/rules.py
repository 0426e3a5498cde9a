"""Rules of payments: lifecycles, and what stands in the way of paying."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.ground.kit.errors import Blocker
from grants.ground.kit.lifecycle import lifecycle
from grants.ground.reference.rules import BUILD_NOT_APPROVE, VERIFY_NOT_APPROVE, PeoplePolicy

BATCH = lifecycle(
    "batch",
    gettext_lazy("This batch has moved on since you opened the page. Look at it again."),
    {
        "building": {"approved", "cancelled"},
        "approved": {"sent", "cancelled"},
        "sent": {"settled"},
    },
)

PAYMENT = lifecycle(
    "payment",
    gettext_lazy("This payment has moved on since you opened the page. Look at it again."),
    {"batched": {"sent", "removed"}, "sent": {"cleared", "returned"}, "cleared": {"returned"}},
)


@dataclass(frozen=True)
class Payable:
    """An instalment as payments see it."""

    reference: str
    instalment_status: str
    award_status: str
    is_agreement_complete: bool
    open_holds: int
    has_account: bool
    is_in_batch: bool


def blockers_to_batch(payable: Payable) -> list[Blocker]:
    """Ready to pay, of an active award with a signed agreement and a verified account, without hold, not paid twice."""
    found = []
    if payable.is_in_batch:
        found.append(Blocker("already_batched", _("%s is already in a batch.") % payable.reference))
    if payable.instalment_status != "released":
        found.append(Blocker("not_released", _("%s is not released for payment.") % payable.reference))
    if payable.award_status != "active":
        found.append(Blocker("award_not_active", _("The grant %s is not active.") % payable.reference))
    if not payable.is_agreement_complete:
        found.append(Blocker("agreement_open", _("The agreement of %s is not signed by all.") % payable.reference))
    if payable.open_holds:
        found.append(Blocker("award_on_hold", _("Payments of %s are on hold.") % payable.reference))
    if not payable.has_account:
        found.append(Blocker("account_not_verified", _("%s has no verified bank account.") % payable.reference))
    return found


@dataclass(frozen=True)
class Standing:
    """A payment in a batch as it stands now: what may have happened since the batch was built."""

    reference: str
    account_status: str
    award_status: str
    is_held: bool


def blockers_to_pay(standings: Sequence[Standing]) -> list[Blocker]:
    """What happened since the batch was built that must stop it: asked at approval, and again when the file leaves."""
    if not standings:
        return [Blocker("batch_empty", _("There is nothing in this batch."))]
    found = []
    for standing in standings:
        if standing.account_status != "verified":
            sentence = _("%s: the bank account is no longer verified.")
            found.append(Blocker("account_changed", sentence % standing.reference))
        if standing.award_status != "active":
            found.append(Blocker("award_not_active", _("%s: the grant is not active.") % standing.reference))
        if standing.is_held:
            found.append(Blocker("award_on_hold", _("%s: payments are on hold.") % standing.reference))
    return found


def blockers_to_approve(
    *, built_by: int, verifiers: Iterable[int | None], approver: int | None, total: int, policy: PeoplePolicy
) -> list[Blocker]:
    """Nobody approves a batch that they built, or pays into an account that they verified."""
    found = []
    if policy.is_same_person_refused(BUILD_NOT_APPROVE, built_by, approver, amount=total):
        found.append(Blocker("builder_may_not_approve", _("You built this batch, so someone else must approve it.")))
    if any(policy.is_same_person_refused(VERIFY_NOT_APPROVE, v, approver, amount=total) for v in verifiers):
        sentence = _("You verified one of these bank accounts, so someone else must approve this batch.")
        found.append(Blocker("verifier_may_not_approve", sentence))
    return found


def problem_of_pay_day(pay_on: dt.date, today: dt.date, *, is_working_day: bool) -> list[Blocker]:
    """Banks pay on working days, not before today."""
    if pay_on < today:
        return [Blocker("pay_day_past", _("Choose today or a later day."), "pay_on")]
    if not is_working_day:
        return [Blocker("pay_day_not_working", _("Banks do not pay on that day. Choose a working day."), "pay_on")]
    return []


def is_settled(statuses: Sequence[str]) -> bool:
    """Whether every payment that left has ended."""
    return all(status in {"cleared", "returned", "removed"} for status in statuses)
