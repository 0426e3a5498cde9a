"""The money of one grant under any order of acts: never more paid than promised, split to the penny, books that agree."""

import datetime as dt
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from grants.ground.kit.errors import Refusal
from grants.stages.awards import actions as awarding
from grants.stages.awards.models import InstalmentShare
from grants.stages.funds.models import LedgerEntry
from grants.stages.funds.queries import balance_differences, earmark_totals
from grants.stages.payments import actions
from grants.stages.payments.models import Payment, PaymentBatch
from grants.stages.payments.queries import paid_total
from tests.factories.assessment import NOW, make_officer
from tests.factories.awards import approver, make_accepted, make_account, preparer, proof_of

AMOUNT = 600_001
LATER = NOW + timedelta(days=300)
PAY_ON = dt.date(2027, 7, 5)
SEEN = LATER + timedelta(days=10)
LEFT = {"sent", "cleared"}


class Money(RuleBasedStateMachine):
    """Releases, batches, approves, sends, marks and cancels in any order, as anybody; refusals change nothing."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(is_half_paid=st.booleans())
    def accept(self, is_half_paid):
        self.award = make_accepted(amount=AMOUNT, money=400_000, second_source=300_001)
        make_account(self.award)
        awarding.activate_award(self.award, by=make_officer(), now=NOW)
        self.officer, self.people = make_officer(), [preparer(), approver()]
        if is_half_paid:
            self.pay_straight_through(1)

    def act(self, action, *args, **terms):
        try:
            with transaction.atomic():
                action(*args, **terms)
        except Refusal:
            return

    def drawn(self, data, rows):
        """One of the rows, or None while there is none."""
        found = list(rows.order_by("pk"))
        return data.draw(st.sampled_from(found)) if found else None

    @rule(number=st.integers(1, 2))
    def release(self, number):
        part = self.award.instalments.get(number=number)
        self.act(awarding.release_instalment, part, by=self.officer, now=LATER)

    @rule()
    def do_without_interim_report(self):
        due = self.award.reports_due.get(number=1)
        self.act(awarding.waive_report, due, reason="We visited.", by=self.officer, now=LATER)

    @rule(numbers=st.sets(st.integers(1, 2)), who=st.integers(0, 1))
    def build(self, numbers, who):
        parts = self.award.instalments.filter(number__in=numbers)
        self.act(actions.build_batch, parts, pay_on=PAY_ON, by=self.people[who], now=LATER)

    @rule(data=st.data(), who=st.integers(0, 1))
    def approve(self, data, who):
        batch, by = self.drawn(data, PaymentBatch.objects), self.people[who]
        if batch:
            self.act(actions.approve_batch, batch, by=by, proof=proof_of(by, LATER), now=LATER)

    @rule(data=st.data())
    def take_file(self, data):
        if batch := self.drawn(data, PaymentBatch.objects):
            self.act(actions.download_batch_file, batch, by=self.people[0], now=LATER)

    @rule(number=st.integers(1, 2))
    def pay_straight_through(self, number):
        """The whole way at once, or few examples would come to a payment."""
        self.release(number)
        self.build({number}, 0)
        batch, by = PaymentBatch.objects.order_by("pk").last(), self.people[1]
        if batch:
            self.act(actions.approve_batch, batch, by=by, proof=proof_of(by, LATER), now=LATER)
            self.act(actions.download_batch_file, batch, by=self.people[0], now=LATER)

    @rule(data=st.data(), end=st.sampled_from(["cleared", "returned", "removed"]))
    def end_payment(self, data, end):
        payment, by = self.drawn(data, Payment.objects), self.people[0]
        if payment is None:
            return
        if end == "cleared":
            self.act(actions.mark_cleared, payment, cleared_on=PAY_ON, by=by, now=SEEN)
        elif end == "returned":
            self.act(actions.mark_returned, payment, returned_on=PAY_ON, reason="Closed.", by=by, now=SEEN)
        else:
            self.act(actions.remove_payment, payment, by=by, now=LATER)

    @rule(data=st.data())
    def cancel(self, data):
        if batch := self.drawn(data, PaymentBatch.objects):
            self.act(actions.cancel_batch, batch, reason="Wrong day.", by=self.people[0], now=LATER)

    @rule()
    def hold_or_lift(self):
        hold = self.award.holds.filter(lifted_at=None).first()
        if hold:
            self.act(awarding.lift_hold, hold, by=self.officer, now=LATER)
        else:
            self.act(awarding.place_hold, self.award, reason="Wait.", by=self.officer, now=LATER)

    @invariant()
    def no_more_is_paid_than_was_promised(self):
        totals = earmark_totals(self.award.earmark)
        assert totals.committed == AMOUNT
        assert 0 <= totals.paid <= totals.committed
        assert totals.paid == paid_total(self.award.pk)

    @invariant()
    def each_instalment_is_split_to_the_penny(self):
        shares = InstalmentShare.objects.filter(instalment__award=self.award)
        by_part = dict(shares.order_by().values_list("instalment").annotate(Sum("amount")))
        by_source = dict(shares.order_by().values_list("source").annotate(Sum("amount")))
        assert by_part == dict(self.award.instalments.order_by().values_list("pk", "amount"))
        assert by_source == dict(self.award.shares.order_by().values_list("source", "amount"))
        assert sum(by_part.values()) == AMOUNT

    @invariant()
    def each_source_paid_its_share_of_what_left_and_no_more(self):
        lines = LedgerEntry.objects.filter(earmark=self.award.earmark)
        for source, promised in self.award.shares.values_list("source", "amount"):
            sums = dict(lines.filter(source=source).order_by().values_list("kind").annotate(Sum("amount")))
            paid = sums.get("payment_sent", 0) - sums.get("payment_returned", 0)
            left = self.award.instalments.filter(status="paid").values("pk")
            owed = InstalmentShare.objects.filter(instalment__in=left, source=source)
            assert paid == sum(owed.values_list("amount", flat=True))
            assert paid <= promised

    @invariant()
    def instalments_payments_and_batches_agree(self):
        for part in self.award.instalments.all():
            live = Payment.objects.filter(instalment=part, status__in=["batched", *LEFT]).values_list(
                "status", flat=True
            )
            assert len(live) <= 1
            assert (part.status == "paid") == bool(LEFT.intersection(live))
        for batch in PaymentBatch.objects.all():
            rows = [row for row in batch.payments.all() if row.status != "removed"]
            assert batch.status != "settled" or not {"sent", "batched"}.intersection(row.status for row in rows)
            assert batch.built_by_id != batch.approved_by_id
            if batch.status != "cancelled":
                assert (batch.payment_count, batch.total_amount) == (len(rows), sum(row.amount for row in rows))

    @invariant()
    def balances_are_what_the_lines_add_up_to(self):
        assert balance_differences() == []


@pytest.mark.slow
@pytest.mark.django_db
def test_money_of_a_grant_never_goes_astray():
    run_state_machine_as_test(
        Money, settings=settings(max_examples=15, stateful_step_count=30, deadline=timedelta(seconds=60))
    )
