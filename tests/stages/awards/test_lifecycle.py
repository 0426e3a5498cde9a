"""One award under any order of acts: its state and the ledger never part."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from grants.ground.kit.errors import Refusal
from grants.stages.awards import actions
from grants.stages.awards.models import Award
from grants.stages.awards.rules import AWARD
from grants.stages.funds.queries import balance_differences, fund_totals
from tests.factories.assessment import NOW, make_officer
from tests.factories.awards import make_account, make_offer, sign, signatories

AMOUNT, MONEY = 600_000, 900_000
GRANTED = {"accepted", "active", "suspended", "closed", "terminated"}
LATE = NOW + timedelta(days=29)
MUCH_LATER = NOW + timedelta(days=300)


class Life(RuleBasedStateMachine):
    """Does anything in any order to one award; what is refused must change nothing."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def offer(self):
        self.officer = make_officer()
        self.award = make_offer(amount=AMOUNT, money=MONEY)
        self.people = signatories(self.award)
        self.signed = set()

    def act(self, action):
        """Acts, or is refused; either way the state moves along the table or stays."""
        before = self.award.status
        try:
            with transaction.atomic():
                action()
        except Refusal:
            moved = False
        else:
            moved = True
        self.award = Award.objects.get(pk=self.award.pk)
        after = self.award.status
        assert before == after or (moved and AWARD.allows(before, after))
        return moved

    @rule(which=st.integers(0, 1))
    def sign(self, which):
        if self.act(lambda: sign(self.award, self.people[which])):
            self.signed.add(which)

    @rule(end=st.sampled_from(["refuse", "recall", "lapse"]))
    def end_offer(self, end):
        ends = {
            "refuse": lambda: actions.refuse_offer(self.award, by=self.people[0], now=NOW),
            "recall": lambda: actions.recall_offer(self.award, by=self.officer, now=NOW),
            "lapse": lambda: actions.lapse_offers(now=LATE),
        }
        if len(self.signed) == 1:  # half-signed offers go on, or few examples would come to a grant
            return
        self.act(ends[end])

    @rule()
    def start(self):
        if self.award.status == "accepted" and not self.award.bank_details_held_outside:
            self.act(lambda: make_account(self.award))
        self.act(lambda: actions.activate_award(self.award, by=self.officer, now=NOW))

    @rule(number=st.integers(1, 2))
    def release_instalment(self, number):
        part = self.award.instalments.get(number=number)
        self.act(lambda: actions.release_instalment(part, by=self.officer, now=MUCH_LATER))

    @rule(number=st.integers(1, 2))
    def pay_instalment(self, number):
        part = self.award.instalments.get(number=number)
        self.act(lambda: actions.mark_instalment_paid(part, by=self.officer, now=MUCH_LATER))

    @rule()
    def hold_or_lift(self):
        hold = self.award.holds.filter(lifted_at=None).first()
        if hold:
            self.act(lambda: actions.lift_hold(hold, by=self.officer, now=NOW))
        else:
            self.act(lambda: actions.place_hold(self.award, reason="Wait.", by=self.officer, now=NOW))

    @rule(number=st.integers(1, 2))
    def do_without_report(self, number):
        due = self.award.reports_due.get(number=number)
        self.act(lambda: actions.waive_report(due, reason="We visited.", by=self.officer, now=NOW))

    @rule()
    def close(self):
        self.act(lambda: actions.close_award(self.award, by=self.officer, now=MUCH_LATER, unsettled_payments=0))

    @invariant()
    def the_ledger_says_what_the_state_says(self):
        money = fund_totals(self.award.call.fund, self.award.call.financial_year)
        offered = AMOUNT if self.award.status == "offered" else 0
        committed = AMOUNT if self.award.status in GRANTED else 0
        assert (money.offers, money.committed, money.available) == (offered, committed, MONEY - offered - committed)
        assert balance_differences() == []

    @invariant()
    def money_leaves_only_grants_that_started_and_through_open_gates(self):
        moved = self.award.instalments.filter(status__in=["released", "paid"])
        assert not moved.exists() or self.award.activated_at
        assert not moved.filter(gate__isnull=False, gate__opened_at=None).exists()

    @invariant()
    def a_closed_grant_has_nothing_open(self):
        if self.award.status == "closed":
            assert set(self.award.instalments.values_list("status", flat=True)) == {"paid"}
            assert not self.award.reports_due.filter(accepted_at=None, waived_at=None).exists()


@pytest.mark.slow
@pytest.mark.django_db
def test_an_award_and_its_money_never_part():
    run_state_machine_as_test(
        Life, settings=settings(max_examples=8, stateful_step_count=20, deadline=timedelta(seconds=60))
    )
