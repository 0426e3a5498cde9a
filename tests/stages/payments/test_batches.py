"""Batches: built by one person, sealed by another, handed out as exactly what was approved."""

import csv
import datetime as dt
import hashlib
import io

import pytest
from django.db import IntegrityError, transaction

from grants.ground.audit.models import Entry
from grants.ground.audit.rules import subject_key
from grants.ground.bank.models import BankAccount
from grants.ground.files.queries import open_file, private_storage
from grants.ground.kit.errors import Refusal
from grants.stages.awards.actions import place_hold, release_instalment
from grants.stages.awards.models import Award
from grants.stages.funds.queries import balance_differences, fund_totals
from grants.stages.payments import actions, queries
from grants.stages.payments.models import Payment, PaymentBatch
from tests.factories.assessment import NOW, make_officer
from tests.factories.awards import (
    approver,
    make_accepted,
    make_account,
    make_active,
    make_batch,
    make_offer,
    make_sent,
    preparer,
    proof_of,
)
from tests.threads import run_together

TOMORROW = NOW.date() + dt.timedelta(days=1)
MUCH_LATER = NOW + dt.timedelta(days=300)

pytestmark = pytest.mark.django_db


def refused(action, *args, **kwargs):
    """Codes of a refusal."""
    with pytest.raises(Refusal) as caught:
        action(*args, **kwargs)
    return [blocker.code for blocker in caught.value.blockers]


def build(*instalments, by=None, pay_on=TOMORROW):
    return actions.build_batch(instalments, pay_on=pay_on, by=by or preparer(), now=NOW)


def approve(batch, by=None, **changes):
    by = by or approver()
    return actions.approve_batch(batch, **{"by": by, "proof": proof_of(by), "now": NOW} | changes)


def take(batch, by=None):
    return actions.download_batch_file(batch, by=by or preparer(), now=NOW)


def released(award=None):
    """The first instalment of a grant, ready to pay."""
    award = award or make_active()
    return release_instalment(award.instalments.get(number=1), by=make_officer(), now=NOW)


def content_of(batch):
    with open_file(batch.file) as stored:
        return stored.read()


def verbs_of(*subjects):
    return list(
        Entry.objects.filter(subject__in=[subject_key(s) for s in subjects])
        .order_by("pk")
        .values_list("verb", flat=True)
    )


def money_of(award):
    totals = fund_totals(award.call.fund, award.call.financial_year)
    return totals.committed, totals.paid


def test_batch_pins_account_name_and_amount_of_today():
    instalment = released()
    batch = build(instalment)
    line = batch.payments.get()
    account = BankAccount.objects.get()
    assert (batch.payment_count, batch.total_amount) == (1, instalment.amount)
    assert (line.account, line.amount, line.reference) == (account, instalment.amount, instalment.award.reference)
    assert line.payee_name == account.holder_name.upper()[:18].strip()
    assert verbs_of(batch) == ["batch_built"]


def test_building_needs_permission_and_a_choice():
    instalment = released()
    assert refused(build, instalment, by=make_officer()) == ["may_not_build"]
    assert refused(build) == ["nothing_chosen"]
    assert refused(build, instalment, pay_on=NOW.date() - dt.timedelta(days=1)) == ["pay_day_past"]
    assert refused(build, instalment, pay_on=dt.date(2026, 9, 12)) == ["pay_day_not_working"]
    assert PaymentBatch.objects.count() == 0


def test_offer_without_agreement_is_not_paid():
    award = make_offer()
    assert refused(build, award.instalments.get()) == [
        "not_released",
        "award_not_active",
        "agreement_open",
        "account_not_verified",
    ]


def test_accepted_grant_that_has_not_started_is_not_paid():
    award = make_accepted()
    make_account(award, verified=False)
    assert refused(build, award.instalments.get()) == ["not_released", "award_not_active", "account_not_verified"]


def test_one_bad_instalment_stops_the_whole_batch_and_is_named():
    good, other = released(), make_active()
    with pytest.raises(Refusal) as caught:
        build(good, other.instalments.get())
    assert [str(b.sentence) for b in caught.value.blockers] == [f"{other.reference}/1 is not released for payment."]
    assert (PaymentBatch.objects.count(), Payment.objects.count()) == (0, 0)


def test_instalment_stands_in_one_batch_only():
    instalment = released()
    batch = build(instalment, instalment)
    assert batch.payment_count == 1
    assert refused(build, instalment) == ["already_batched"]


def test_removed_line_can_be_batched_again():
    first, second = released(), released()
    batch = build(first, second)
    line = batch.payments.get(instalment=first)
    assert refused(actions.remove_payment, line, by=make_officer(), now=NOW) == ["may_not_build"]
    batch = actions.remove_payment(line, by=preparer(), now=NOW)
    assert (batch.payment_count, batch.total_amount) == (1, second.amount)
    assert refused(actions.remove_payment, line, by=preparer(), now=NOW) == ["payment_is_removed"]
    assert build(first).payment_count == 1


def test_approval_seals_file_hash_count_and_total():
    instalment = released()
    batch = approve(build(instalment))
    content = content_of(batch)
    rows = list(csv.reader(io.StringIO(content.decode())))[1:]
    account = BankAccount.objects.get()
    assert rows == [
        [
            "309430",
            "12345678",
            account.holder_name.upper()[:18].strip(),
            f"{instalment.amount / 100:.2f}",
            "GBP",
            instalment.award.reference,
            TOMORROW.isoformat(),
        ]
    ]
    assert batch.file_sha256 == hashlib.sha256(content).hexdigest()
    sealed = Entry.objects.get(verb="batch_approved").facts
    assert sealed == {"count": 1, "amount": instalment.amount, "sha256": batch.file_sha256}


def test_nobody_approves_what_they_built_or_verified():
    award = make_active()
    batch = build(released(award), by=approver())
    assert refused(approve, batch, approver()) == ["builder_may_not_approve"]
    assert refused(approve, batch, preparer()) == ["verifier_may_not_approve"]
    batch.refresh_from_db()
    assert (batch.status, batch.file) == ("building", None)


def test_database_itself_refuses_a_builder_who_approves():
    batch = build(released())
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentBatch.objects.update(approved_by=batch.built_by_id, approved_at=NOW)


def test_approval_needs_permission_and_ones_own_fresh_proof():
    batch = build(released())
    assert refused(approve, batch, make_officer()) == ["may_not_approve"]
    assert len(refused(approve, batch, proof=proof_of(preparer()))) == 1
    assert len(refused(approve, batch, proof=proof_of(approver(), NOW - dt.timedelta(minutes=6)))) == 1


def test_approving_again_changes_nothing():
    batch = approve(build(released()))
    assert refused(approve, batch) == ["batch_is_approved"]
    assert verbs_of(batch) == ["batch_built", "batch_approved"]
    assert refused(actions.remove_payment, batch.payments.get(), by=preparer(), now=NOW) == ["batch_sealed"]


CHANGES = [
    (lambda award: BankAccount.objects.update(status="refused"), "account_changed"),
    (lambda award: place_hold(award, reason="Wait.", by=make_officer(), now=NOW), "award_on_hold"),
    (lambda award: Award.objects.update(status="suspended"), "award_not_active"),
]
changes = pytest.mark.parametrize(("change", "code"), CHANGES, ids=[code for _change, code in CHANGES])


@changes
def test_change_since_building_stops_approval(change, code):
    award = make_active()
    batch = build(released(award))
    change(award)
    assert refused(approve, batch) == [code]
    batch.refresh_from_db()
    assert batch.status == "building"


@changes
def test_change_between_approval_and_file_keeps_the_money_in_the_house(change, code):
    award = make_active()
    batch = approve(build(released(award)))
    change(award)
    assert refused(take, batch) == [code]
    batch.refresh_from_db()
    assert (batch.status, batch.payments.get().status, money_of(award)) == ("approved", "batched", (100_000, 0))
    cancelled = actions.cancel_batch(batch, reason="Account changed.", by=preparer(), now=NOW)
    assert (cancelled.status, Payment.objects.get().status) == ("cancelled", "removed")


def test_file_whose_bytes_changed_is_not_handed_out():
    batch = approve(build(released()))
    storage = private_storage()
    with storage.open(batch.file.storage_key, "ab") as stored:
        stored.write(b"089999,66374958,MALLORY,1.00,GBP,X,2026-09-08\r\n")
    assert refused(take, batch) == ["seal_broken"]
    storage.delete(batch.file.storage_key)
    assert refused(take, batch) == ["seal_broken"]
    assert Payment.objects.get().status == "batched"


def test_first_taking_of_the_file_sends_and_later_ones_are_only_recorded():
    award = make_active()
    batch = build(released(award))
    assert refused(take, batch) == ["batch_not_approved"]
    batch = approve(batch)
    assert refused(take, batch, make_officer()) == ["may_not_send"]
    first = take(batch)
    again = take(batch, approver())
    assert (first.status, again.status, again.sent_by_id) == ("sent", "sent", preparer().person_id)
    assert (Payment.objects.get().status, award.instalments.get().status) == ("sent", "paid")
    assert money_of(award) == (100_000, 100_000)
    assert verbs_of(batch)[2:] == ["batch_file_downloaded", "batch_file_downloaded"]
    assert Entry.objects.filter(verb="payment_sent").count() == 1


def test_cancelling_needs_a_reason_and_frees_the_instalments():
    instalment = released()
    batch = build(instalment)
    assert refused(actions.cancel_batch, batch, reason=" ", by=preparer(), now=NOW) == ["reason_missing"]
    assert refused(actions.cancel_batch, batch, reason="x", by=make_officer(), now=NOW) == ["may_not_cancel"]
    actions.cancel_batch(batch, reason="Wrong day.", by=preparer(), now=NOW)
    assert refused(actions.cancel_batch, batch, reason="Again.", by=preparer(), now=NOW) == ["batch_is_cancelled"]
    assert build(instalment).payment_count == 1


def test_sent_batch_can_no_longer_be_cancelled():
    payment = make_sent(make_active())
    assert refused(actions.cancel_batch, payment.batch, reason="x", by=preparer(), now=NOW) == ["batch_is_sent"]


def clear(payment, day=TOMORROW, by=None, now=None):
    return actions.mark_cleared(payment, cleared_on=day, by=by or preparer(), now=now or NOW + dt.timedelta(days=2))


def give_back(payment, day=TOMORROW, reason="Account closed.", by=None):
    now = NOW + dt.timedelta(days=2)
    return actions.mark_returned(payment, returned_on=day, reason=reason, by=by or preparer(), now=now)


def test_payment_that_arrived_settles_its_batch_once():
    payment = make_sent(make_active())
    cleared = clear(payment)
    assert (cleared.status, cleared.cleared_on, cleared.cleared_by_id) == ("cleared", TOMORROW, preparer().person_id)
    assert clear(payment).cleared_on == TOMORROW
    assert PaymentBatch.objects.get().status == "settled"
    assert Entry.objects.filter(verb="payment_cleared").count() == 1


@pytest.mark.parametrize("mark", [clear, give_back])
def test_marking_asks_for_a_day_from_payment_until_today_and_for_permission(mark):
    payment = make_sent(make_active())
    for day in (NOW.date(), NOW.date() + dt.timedelta(days=3)):
        assert refused(mark, payment, day) == ["day_wrong"]
    assert refused(mark, payment, by=make_officer()) == ["may_not_mark"]
    unsent = make_batch(make_active()).payments.get()
    assert refused(mark, unsent) == ["payment_not_sent"]


@pytest.mark.parametrize("is_cleared_first", [False, True])
def test_money_that_came_back_is_reversed_in_the_ledger_and_can_be_paid_again(is_cleared_first):
    award = make_active()
    payment = make_sent(award)
    if is_cleared_first:
        clear(payment)
    assert refused(give_back, payment, reason=" ") == ["reason_missing"]
    returned = give_back(payment)
    assert (returned.status, returned.returned_reason) == ("returned", "Account closed.")
    assert (money_of(award), award.instalments.get().status) == ((100_000, 0), "released")
    assert refused(give_back, payment) == ["payment_is_returned"]
    assert refused(clear, payment) == ["payment_is_returned"]
    assert PaymentBatch.objects.get().status == "settled"
    assert build(award.instalments.get()).payment_count == 1
    assert balance_differences() == []


def test_what_waits_is_counted_and_added_up():
    active = make_active()
    released(active)
    for award in (make_active(), make_active()):
        make_sent(award)
    make_batch(make_active())
    assert queries.count_waiting() == {"instalments": 1, "to_approve": 1, "to_send": 0, "to_mark": 2}
    assert queries.payable_totals() == {"ready": 100_000, "waiting": 0}
    assert queries.totals_under_way() == {"batched": 100_000, "sent": 200_000}
    assert queries.count_open_batches() == {"building": 1, "sent": 2}
    BankAccount.objects.filter(organisation=active.payee).update(status="refused")
    assert queries.payable_totals() == {"ready": 0, "waiting": 100_000}


def test_batches_and_payments_are_nothing_to_who_is_not_finance():
    make_sent(make_active())
    assert (queries.batches(preparer()).count(), queries.payments(preparer()).count()) == (1, 1)
    officer = make_officer()
    assert (list(queries.batches(officer)), list(queries.payments(officer))) == ([], [])


def test_batch_costs_the_same_number_of_queries_to_check_for_one_and_three(django_assert_num_queries):
    for count in (1, 3):
        instalments = [released() for _ in range(count)]
        rows = queries.payments_in(build(*instalments))
        with django_assert_num_queries(2):
            assert len(queries.standings(list(rows))) == count
        with django_assert_num_queries(1):
            assert len(queries.payables([i.pk for i in instalments])) == count


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_batch_the_same_instalment_at_once_one_does():
    instalment = released()
    one, two = preparer(), approver()
    results = run_together(lambda: build(instalment, by=one), lambda: build(instalment, by=two))
    assert sorted(type(result).__name__ for result in results) == ["PaymentBatch", "Refusal"]
    assert (PaymentBatch.objects.count(), Payment.objects.count()) == (1, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_approvals_at_once_one_seals():
    batch = build(released())
    by = approver()
    results = run_together(lambda: approve(batch, by), lambda: approve(batch, by))
    assert sorted(type(result).__name__ for result in results) == ["PaymentBatch", "Refusal"]
    assert Entry.objects.filter(verb="batch_approved").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_file_taken_twice_at_once_pays_once():
    award = make_active()
    batch = approve(build(released(award)))
    by = preparer()
    results = run_together(*[lambda: take(batch, by)] * 3)
    assert [result.status for result in results] == ["sent"] * 3
    assert (money_of(award), balance_differences()) == ((100_000, 100_000), [])
    assert Entry.objects.filter(verb="payment_sent").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_hold_and_file_at_once_never_pay_a_held_grant_by_halves():
    award = make_active()
    batch = approve(build(released(award)))
    by, officer = preparer(), make_officer()
    sent, hold = run_together(lambda: take(batch, by), lambda: place_hold(award, reason="Wait.", by=officer, now=NOW))
    assert type(hold).__name__ == "Hold"
    paid = 100_000 if isinstance(sent, PaymentBatch) else 0
    assert (money_of(award), Payment.objects.get().status) == ((100_000, paid), "sent" if paid else "batched")
