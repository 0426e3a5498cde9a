"""Building a batch from instalments that are ready to pay."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.bank.queries import verified_accounts
from grants.ground.kit.bankfiles.bank_csv import bank_text
from grants.ground.kit.clock import is_working_day
from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.kit.references import batch_reference
from grants.ground.people.actor import Actor
from grants.ground.reference.actions import next_number
from grants.ground.reference.queries import funder, holidays
from grants.stages.awards.models import Award, Instalment
from grants.stages.awards.queries import today_here
from grants.stages.payments.models import BatchStatus, Payment, PaymentBatch, PaymentStatus
from grants.stages.payments.permissions import can_build_batch
from grants.stages.payments.queries import payables
from grants.stages.payments.rules import PAYMENT, blockers_to_batch, problem_of_pay_day
from grants.stages.payments.verbs import BATCH_BUILT, PAYMENT_REMOVED


@transaction.atomic
def build_batch(instalments: Iterable[Instalment], *, pay_on: dt.date, by: Actor, now: dt.datetime) -> PaymentBatch:
    """Puts released instalments into a new batch, each against the payee's verified account of today.

    Refuses naming every instalment that may not be paid. The same instalment never stands in two batches.
    """
    chosen = sorted({instalment.pk for instalment in instalments})
    if not can_build_batch(by):
        raise refuse("may_not_build", _("Your roles do not let you build payment batches."))
    if not chosen:
        raise refuse("nothing_chosen", _("Choose at least one instalment."), "instalments")
    rows = _lock(chosen)
    today = today_here(now)
    refuse_if(problem_of_pay_day(pay_on, today, is_working_day=is_working_day(pay_on, holidays())) + _blockers(chosen))
    year = today.year
    number = next_number(f"batch:{year}")
    batch = PaymentBatch.objects.create(
        reference=batch_reference(funder().short_code, year, number),
        pay_on=pay_on,
        built_at=now,
        built_by_id=by.person_id,
    )
    _add_payments(batch, rows)
    _count(batch)
    record(BATCH_BUILT, batch, by=by, now=now, count=batch.payment_count, amount=batch.total_amount)
    return batch


def _lock(chosen: list[int]) -> list[Instalment]:
    """Awards first, then their instalments, each by key: the order in which every act locks them."""
    award_ids = Instalment.objects.filter(pk__in=chosen).values("award_id")
    list(Award.objects.select_for_update(of=("self",)).filter(pk__in=award_ids).order_by("pk"))
    rows = Instalment.objects.select_for_update(of=("self",)).filter(pk__in=chosen)
    return list(rows.select_related("award__payee").order_by("pk"))


def _blockers(chosen: list[int]) -> list[Blocker]:
    facts = payables(chosen)
    return [blocker for pk in chosen if pk in facts for blocker in blockers_to_batch(facts[pk])]


def _add_payments(batch: PaymentBatch, rows: list[Instalment]) -> None:
    """Each line pins the account of today, and the payee's name as the bank file will carry it."""
    accounts = verified_accounts(row.award.payee_id for row in rows)
    try:
        with transaction.atomic():
            for row in rows:
                account = accounts.get(row.award.payee_id)
                if account is None:
                    raise refuse("account_not_verified", _("One of these groups has no verified bank account."))
                Payment.objects.create(
                    batch=batch,
                    instalment=row,
                    account=account,
                    reference=row.award.reference,
                    payee_name=bank_text(account.holder_name),
                    amount=row.amount,
                )
    except IntegrityError:
        raise refuse("already_batched", _("One of these instalments is already in a batch.")) from None


def _count(batch: PaymentBatch) -> None:
    amounts = Payment.objects.filter(batch=batch, status=PaymentStatus.BATCHED).values_list("amount", flat=True)
    batch.payment_count, batch.total_amount = len(amounts), sum(amounts)
    batch.save(update_fields=["payment_count", "total_amount"])


@transaction.atomic
def remove_payment(payment: Payment, *, by: Actor, now: dt.datetime) -> PaymentBatch:
    """Takes one payment out of a batch that nobody has approved yet; its instalment can be batched again."""
    batch = PaymentBatch.objects.select_for_update(of=("self",)).get(pk=payment.batch_id)
    if not can_build_batch(by):
        raise refuse("may_not_build", _("Your roles do not let you change payment batches."))
    if batch.status != BatchStatus.BUILDING:
        raise refuse("batch_sealed", _("This batch is approved and can no longer be changed."))
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    PAYMENT.require(payment.status, PaymentStatus.REMOVED)
    payment.status = PaymentStatus.REMOVED
    payment.save(update_fields=["status"])
    _count(batch)
    record(PAYMENT_REMOVED, batch, by=by, now=now, amount=payment.amount, reference=payment.reference)
    return batch
