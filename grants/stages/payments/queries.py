"""Reads of payments and batches."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from grants.ground.bank.models import AccountStatus, BankAccount
from grants.ground.kit.clock import add_working_days
from grants.ground.kit.counting import count_upto_limit
from grants.ground.kit.errors import Blocker
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import holidays, people_policy
from grants.stages.awards.models import Agreement, Hold, Instalment, InstalmentStatus
from grants.stages.payments.models import BatchStatus, Payment, PaymentBatch, PaymentStatus
from grants.stages.payments.rules import Payable, Standing, blockers_to_approve

UNDER_WAY = (PaymentStatus.BATCHED, PaymentStatus.SENT)
TAKEN = (*UNDER_WAY, PaymentStatus.CLEARED)


def batches(actor: Actor) -> QuerySet[PaymentBatch]:
    """Every batch, for finance; nothing for anyone else."""
    if not actor.may(Permission.SEE_FINANCE):
        return PaymentBatch.objects.none()
    return PaymentBatch.objects.select_related("built_by", "approved_by")


def batches_with_status(actor: Actor, status: str) -> QuerySet[PaymentBatch]:
    """Batches that finance may see, of one state; of all states when the word is not one."""
    found = batches(actor)
    return found.filter(status=status) if status in BatchStatus.values else found


def payments(actor: Actor) -> QuerySet[Payment]:
    """Every payment, for finance; nothing for anyone else."""
    if not actor.may(Permission.SEE_FINANCE):
        return Payment.objects.none()
    return Payment.objects.select_related(
        "batch", "instalment__award__organisation", "instalment__award__earmark", "account"
    )


def payments_in(batch: PaymentBatch) -> QuerySet[Payment]:
    """The payments of a batch that were not taken out, in order."""
    return (
        Payment.objects.filter(batch=batch)
        .exclude(status=PaymentStatus.REMOVED)
        .select_related("instalment__award__organisation", "account")
        .order_by("pk")
    )


def standings(rows: Sequence[Payment]) -> list[Standing]:
    """How payments of `payments_in` stand now, as `rules.blockers_to_pay` asks. One query."""
    awards = {row.instalment.award_id for row in rows}
    held = set(Hold.objects.filter(award__in=awards, lifted_at=None).values_list("award_id", flat=True))
    return [
        Standing(
            reference=row.reference,
            account_status=row.account.status,
            award_status=row.instalment.award.status,
            is_held=row.instalment.award_id in held,
        )
        for row in rows
    ]


def who_may_not_approve(batch: PaymentBatch, rows: Sequence[Payment], approver: int | None) -> list[Blocker]:
    """Why this person must leave approving these payments to someone else; empty when they need not."""
    return blockers_to_approve(
        built_by=batch.built_by_id,
        verifiers=[row.account.verified_by_id for row in rows],
        approver=approver,
        total=sum(row.amount for row in rows),
        policy=people_policy(),
    )


def payments_of_award(award_id: int) -> QuerySet[Payment]:
    """What was paid for one award, newest first."""
    return Payment.objects.filter(instalment__award_id=award_id).select_related("batch").order_by("-pk")


def count_unsettled(award_id: int) -> int:
    """Payments of an award that are on their way."""
    return Payment.objects.filter(instalment__award_id=award_id, status__in=UNDER_WAY).count()


def payable_instalments() -> QuerySet[Instalment]:
    """Released instalments that are in no batch, with `account_pk` of the payee's verified account or None."""
    taken = Payment.objects.filter(instalment=OuterRef("pk"), status__in=TAKEN)
    account = BankAccount.objects.filter(organisation=OuterRef("award__payee_id"), status=AccountStatus.VERIFIED)
    return (
        Instalment.objects.filter(~Exists(taken), status=InstalmentStatus.RELEASED)
        .annotate(account_pk=account.values("pk")[:1])
        .select_related("award__organisation", "award__payee", "award__call")
    )


def payables(instalment_ids: Iterable[int]) -> dict[int, Payable]:
    """What the guards ask about each instalment, in one query."""
    taken = Payment.objects.filter(instalment=OuterRef("pk"), status__in=TAKEN)
    account = BankAccount.objects.filter(organisation=OuterRef("award__payee_id"), status=AccountStatus.VERIFIED)
    complete = Agreement.objects.filter(award=OuterRef("award_id"), completed_at__isnull=False)
    held = Hold.objects.filter(award=OuterRef("award_id"), lifted_at=None)
    rows = Instalment.objects.filter(pk__in=list(instalment_ids)).select_related("award")
    rows = rows.annotate(
        is_taken=Exists(taken), has_account=Exists(account), is_complete=Exists(complete), is_held=Exists(held)
    )
    return {
        row.pk: Payable(
            reference=f"{row.award.reference}/{row.number}",
            instalment_status=row.status,
            award_status=row.award.status,
            is_agreement_complete=row.is_complete,
            open_holds=int(row.is_held),
            has_account=row.has_account,
            is_in_batch=row.is_taken,
        )
        for row in rows
    }


def paid_total(award_id: int) -> int:
    """Minor units that left for an award and did not come back."""
    sent = Q(status__in=[PaymentStatus.SENT, PaymentStatus.CLEARED])
    found = Payment.objects.filter(sent, instalment__award_id=award_id).aggregate(total=Sum("amount"))
    return found["total"] or 0


def payments_with_status(actor: Actor, status: str) -> QuerySet[Payment]:
    """Payments that finance may see, of one state; of all states when the word is not one."""
    found = payments(actor)
    return found.filter(status=status) if status in PaymentStatus.values else found


def payable_totals() -> dict[str, int]:
    """Minor units of what is released and in no batch: `ready` with a verified account, and `waiting` without one."""
    has_account = Q(account_pk__isnull=False)
    found = payable_instalments().aggregate(
        ready=Sum("amount", filter=has_account, default=0), released=Sum("amount", default=0)
    )
    return {"ready": found["ready"], "waiting": found["released"] - found["ready"]}


def totals_under_way() -> dict[str, int]:
    """Minor units of payments that have not ended: in a batch, and sent, by their state."""
    found = Payment.objects.filter(status__in=UNDER_WAY).order_by().values_list("status").annotate(Sum("amount"))
    return {PaymentStatus.BATCHED.value: 0, PaymentStatus.SENT.value: 0} | dict(found)


def is_under_way(batch: PaymentBatch) -> bool:
    """Whether its file has left and not every payment has arrived or come back."""
    return batch.status == BatchStatus.SENT


def count_open_batches() -> dict[str, int]:
    """How many batches wait for approval or for their file to be taken or settled, by their state."""
    rows = PaymentBatch.objects.exclude(status__in=[BatchStatus.SETTLED, BatchStatus.CANCELLED]).order_by()
    return dict(rows.values_list("status").annotate(number=Count("pk")))


def count_waiting() -> dict[str, int]:
    """What waits for finance: instalments to batch, batches to approve or send, payments to mark. The counts stop."""
    by_status = count_open_batches()
    return {
        "instalments": count_upto_limit(payable_instalments()),
        "to_approve": by_status.get(BatchStatus.BUILDING, 0),
        "to_send": by_status.get(BatchStatus.APPROVED, 0),
        "to_mark": count_upto_limit(Payment.objects.filter(status=PaymentStatus.SENT)),
    }


def next_pay_day(today: dt.date) -> dt.date:
    """The next working day after today."""
    return add_working_days(today, 1, holidays())
