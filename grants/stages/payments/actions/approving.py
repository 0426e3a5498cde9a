"""Approving a batch: a second person, a second factor, a sealed file."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.bank.queries import full_numbers
from grants.ground.files.actions import store_bytes
from grants.ground.kit.bankfiles.bank_csv import BankLine, bank_csv
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actor import Actor, SecondFactorProof
from grants.ground.reference.queries import funder
from grants.stages.payments.models import BatchStatus, Payment, PaymentBatch, PaymentStatus
from grants.stages.payments.permissions import can_approve_batch, can_build_batch
from grants.stages.payments.queries import payments_in, standings, who_may_not_approve
from grants.stages.payments.rules import BATCH, blockers_to_pay
from grants.stages.payments.verbs import BATCH_APPROVED, BATCH_CANCELLED


@transaction.atomic
def approve_batch(batch: PaymentBatch, *, by: Actor, proof: SecondFactorProof, now: dt.datetime) -> PaymentBatch:
    """Seals a batch: file, SHA-256, count and total stand from here on.

    Refuses the builder, whoever verified one of the accounts (by people-rule), a batch with nothing in it, an account
    that is no longer the verified one, and an award that was put on hold since.
    """
    proof.refuse_unless_for(by, now)
    batch = PaymentBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not can_approve_batch(by):
        raise refuse("may_not_approve", _("Your roles do not let you approve payment batches."))
    BATCH.require(batch.status, BatchStatus.APPROVED)
    rows = list(payments_in(batch))
    total = sum(row.amount for row in rows)
    refuse_if(who_may_not_approve(batch, rows, by.person_id) + blockers_to_pay(standings(rows)))
    content = bank_csv([_line(row, batch.pay_on) for row in rows], funder().currency)
    batch.file = store_bytes(content, name=f"{batch.reference}.csv", content_type="text/csv", by=by, now=now)
    batch.file_sha256, batch.payment_count, batch.total_amount = digest(content), len(rows), total
    batch.status, batch.approved_at, batch.approved_by_id = BatchStatus.APPROVED, now, by.person_id
    batch.save()
    record(BATCH_APPROVED, batch, by=by, now=now, count=len(rows), amount=total, sha256=batch.file_sha256)
    return batch


def _line(row: Payment, pay_on: dt.date) -> BankLine:
    sort_code, account_number = full_numbers(row.account)
    return BankLine(sort_code, account_number, row.payee_name, row.amount, row.reference, pay_on)


@transaction.atomic
def cancel_batch(batch: PaymentBatch, *, reason: str, by: Actor, now: dt.datetime) -> PaymentBatch:
    """Drops a batch whose file has not left; its instalments can be batched again."""
    batch = PaymentBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not can_build_batch(by):
        raise refuse("may_not_cancel", _("Your roles do not let you cancel payment batches."))
    if not tidy(reason):
        raise refuse("reason_missing", _("Say why this batch is cancelled."), "reason")
    BATCH.require(batch.status, BatchStatus.CANCELLED)
    Payment.objects.filter(batch=batch, status=PaymentStatus.BATCHED).update(status=PaymentStatus.REMOVED)
    batch.status, batch.cancelled_at, batch.cancelled_by_id = BatchStatus.CANCELLED, now, by.person_id
    batch.save(update_fields=["status", "cancelled_at", "cancelled_by"])
    record(BATCH_CANCELLED, batch, by=by, now=now, amount=batch.total_amount, reason=digest(tidy(reason)))
    return batch
