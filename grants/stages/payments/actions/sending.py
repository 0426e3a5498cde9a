"""Sending a batch to the bank, and what the bank did with it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.files.models import StoredFile
from grants.ground.files.queries import open_file
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actor import Actor
from grants.stages.awards.actions import mark_instalment_paid, reopen_instalment
from grants.stages.awards.models import Award
from grants.stages.awards.queries import today_here
from grants.stages.funds.actions import post
from grants.stages.funds.models import Posting
from grants.stages.payments.models import BatchStatus, Payment, PaymentBatch, PaymentStatus
from grants.stages.payments.permissions import can_send_batch
from grants.stages.payments.queries import payments_in, standings
from grants.stages.payments.rules import BATCH, PAYMENT, blockers_to_pay, is_settled
from grants.stages.payments.verbs import BATCH_FILE_DOWNLOADED, PAYMENT_CLEARED, PAYMENT_RETURNED, PAYMENT_SENT


@transaction.atomic
def download_batch_file(batch: PaymentBatch, *, by: Actor, now: dt.datetime) -> PaymentBatch:
    """Hands out the sealed bank file. The first time the payments count as sent; later times are only recorded.

    Nothing leaves when an account, a grant or a hold changed since approval (the batch can then only be cancelled),
    or when the file is not the one that was sealed.
    """
    batch = PaymentBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not can_send_batch(by):
        raise refuse("may_not_send", _("Your roles do not let you download bank files."))
    if batch.status == BatchStatus.APPROVED:
        _send(batch, by=by, now=now)
    elif batch.status not in {BatchStatus.SENT, BatchStatus.SETTLED}:
        raise refuse("batch_not_approved", _("This batch is not approved."))
    _refuse_unless_sealed(batch)
    record(BATCH_FILE_DOWNLOADED, batch, by=by, now=now, sha256=batch.file_sha256)
    return batch


def _digest_of(stored: StoredFile) -> str:
    """SHA-256 of the bytes that are there now; empty when they are gone."""
    try:
        with open_file(stored) as content:
            return digest(content.read())
    except FileNotFoundError:
        return ""


def _refuse_unless_sealed(batch: PaymentBatch) -> None:
    """The bytes that leave are the bytes that were approved."""
    if batch.file is None or _digest_of(batch.file) != batch.file_sha256:
        sentence = _("The bank file is not the one that was approved. Do not pay it, and call whoever runs this site.")
        raise refuse("seal_broken", sentence)


def _send(batch: PaymentBatch, *, by: Actor, now: dt.datetime) -> None:
    BATCH.require(batch.status, BatchStatus.SENT)
    awards = payments_in(batch).values("instalment__award_id")
    list(Award.objects.select_for_update(of=("self",)).filter(pk__in=awards).order_by("pk"))
    rows = list(payments_in(batch))
    refuse_if(blockers_to_pay(standings(rows)))
    for payment in rows:
        PAYMENT.require(payment.status, PaymentStatus.SENT)
        payment.status, payment.sent_on = PaymentStatus.SENT, batch.pay_on
        payment.save(update_fields=["status", "sent_on"])
        mark_instalment_paid(payment.instalment, by=by, now=now)
        _post_shares(payment, Posting.PAYMENT_SENT, effective_on=batch.pay_on, by=by, now=now)
        case = payment.instalment.award.application
        record(PAYMENT_SENT, payment, by=by, now=now, case=case, amount=payment.amount)
    batch.status, batch.sent_at, batch.sent_by_id = BatchStatus.SENT, now, by.person_id
    batch.save(update_fields=["status", "sent_at", "sent_by"])


def _post_shares(payment: Payment, kind: Posting, *, effective_on: dt.date, by: Actor, now: dt.datetime) -> None:
    """Posts a payment to the ledger, source by source as its instalment is split."""
    earmark = payment.instalment.award.earmark
    for share in payment.instalment.shares.select_related("source").order_by("source_id"):
        post(
            share.source,
            kind,
            amount=share.amount,
            financial_year=earmark.financial_year,
            earmark=earmark,
            effective_on=effective_on,
            by=by,
            now=now,
        )


@transaction.atomic
def mark_cleared(payment: Payment, *, cleared_on: dt.date, by: Actor, now: dt.datetime) -> Payment:
    """Finance saw the payment on the bank statement. Doing so again changes nothing."""
    batch, payment = _lock(payment)
    _refuse_marking(by, cleared_on, payment, now)
    if payment.status == PaymentStatus.CLEARED:
        return payment
    PAYMENT.require(payment.status, PaymentStatus.CLEARED)
    _clear(payment, cleared_on, by=by, now=now)
    _settle(batch, now=now)
    return payment


@transaction.atomic
def mark_batch_cleared(batch: PaymentBatch, *, cleared_on: dt.date, by: Actor, now: dt.datetime) -> PaymentBatch:
    """Finance saw the whole batch on the statement: all of it that is on its way arrived. Again changes nothing."""
    batch = PaymentBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    rows = Payment.objects.select_for_update(of=("self",)).select_related("instalment__award__application")
    for payment in rows.filter(batch=batch, status=PaymentStatus.SENT).order_by("pk"):
        _refuse_marking(by, cleared_on, payment, now)
        _clear(payment, cleared_on, by=by, now=now)
    _settle(batch, now=now)
    return batch


def _clear(payment: Payment, cleared_on: dt.date, *, by: Actor, now: dt.datetime) -> None:
    payment.status, payment.cleared_on, payment.cleared_by_id = PaymentStatus.CLEARED, cleared_on, by.person_id
    payment.save(update_fields=["status", "cleared_on", "cleared_by"])
    case = payment.instalment.award.application
    record(PAYMENT_CLEARED, payment, by=by, now=now, case=case, amount=payment.amount)


@transaction.atomic
def mark_returned(payment: Payment, *, returned_on: dt.date, reason: str, by: Actor, now: dt.datetime) -> Payment:
    """The bank sent the money back: the ledger is reversed by a new line, the instalment is ready to pay again."""
    batch, payment = _lock(payment)
    _refuse_marking(by, returned_on, payment, now)
    if not tidy(reason):
        raise refuse("reason_missing", _("Say what the bank told you."), "reason")
    PAYMENT.require(payment.status, PaymentStatus.RETURNED)
    payment.status, payment.returned_on, payment.returned_reason = PaymentStatus.RETURNED, returned_on, tidy(reason)
    payment.save(update_fields=["status", "returned_on", "returned_reason"])
    reopen_instalment(payment.instalment, by=by, now=now)
    _post_shares(payment, Posting.PAYMENT_RETURNED, effective_on=returned_on, by=by, now=now)
    case = payment.instalment.award.application
    record(PAYMENT_RETURNED, payment, by=by, now=now, case=case, amount=payment.amount, reason=digest(tidy(reason)))
    _settle(batch, now=now)
    return payment


def _lock(payment: Payment) -> tuple[PaymentBatch, Payment]:
    batch = PaymentBatch.objects.select_for_update(of=("self",)).get(pk=payment.batch_id)
    rows = Payment.objects.select_for_update(of=("self",)).select_related("instalment__award__application")
    return batch, rows.get(pk=payment.pk)


def _refuse_marking(by: Actor, day: dt.date, payment: Payment, now: dt.datetime) -> None:
    if not can_send_batch(by):
        raise refuse("may_not_mark", _("Your roles do not let you mark payments."))
    if payment.sent_on is None:
        raise refuse("payment_not_sent", _("This payment has not been sent."))
    if day > today_here(now) or day < payment.sent_on:
        raise refuse("day_wrong", _("Choose a day from the day of payment until today."), "day")


def _settle(batch: PaymentBatch, *, now: dt.datetime) -> None:
    """A sent batch is settled when each of its payments arrived or came back."""
    statuses = list(Payment.objects.filter(batch=batch).values_list("status", flat=True))
    if batch.status == BatchStatus.SENT and is_settled(statuses):
        batch.status, batch.settled_at = BatchStatus.SETTLED, now
        batch.save(update_fields=["status", "settled_at"])
