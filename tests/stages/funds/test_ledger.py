"""The ledger under any order of postings, under threads, and its check."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from grants.ground.kit.errors import Refusal
from grants.stages.funds import actions, queries
from grants.stages.funds.models import Balance, LedgerEntry, Posting
from grants.stages.funds.rules import NO_TOTALS, Room, effect, fault
from tests.factories.actors import NOW, make_actor, make_proof
from tests.factories.funds import DAY, YEAR, make_fund, make_source
from tests.threads import run_together


class Ledger(RuleBasedStateMachine):
    """Posts anything in any order beside a model that only adds up."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.by = make_actor()
        fund = make_fund(by=self.by)
        self.sources = [make_source(fund, name=name, by=self.by) for name in ("North", "South")]
        self.expected = {source.pk: NO_TOTALS for source in self.sources}
        self.lines = []

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(which=st.integers(0, 1), kind=st.sampled_from(Posting.values), amount=st.integers(1, 500))
    def post(self, which, kind, amount):
        source = self.sources[which]
        after = self.expected[source.pk] + effect(kind, amount)
        try:
            line = actions.post(source, kind, amount=amount, financial_year=YEAR, effective_on=DAY, by=self.by, now=NOW)
        except Refusal as refusal:
            refused = [b.code for b in refusal.blockers]
        else:
            refused = ["source_"]
            self.expected[source.pk] = after
            self.lines.append(line)
        assert refused == [f"source_{fault(after)}"]

    @rule(amount=st.integers(1, 500))
    def move(self, amount):
        giving, taking = self.sources
        after = self.expected[giving.pk] + effect("transfer", -amount)
        try:
            self.lines.append(actions.transfer(giving, to=taking, **self._terms(), amount=amount))
        except Refusal:
            refused = "short"
        else:
            refused = ""
            self.expected[giving.pk] = after
            self.expected[taking.pk] += effect("transfer", amount)
        assert fault(after) == refused

    @rule(data=st.data())
    def reverse(self, data):
        if not self.lines:
            return
        line = data.draw(st.sampled_from(self.lines))
        try:
            back = actions.reverse(line, reason="A mistake", by=self.by, proof=make_proof(self.by), now=NOW)
        except Refusal:
            return
        for posted in back:
            self.expected[posted.source_id] += effect(posted.kind, posted.amount)

    def _terms(self):
        return {
            "financial_year": YEAR,
            "effective_on": DAY,
            "by": self.by,
            "proof": make_proof(self.by),
            "now": NOW,
        }

    @invariant()
    def balances_are_what_the_lines_add_up_to(self):
        stored = {b.source_id: queries.totals_of(b) for b in Balance.objects.all()}
        assert self.expected == dict.fromkeys(self.expected, NO_TOTALS) | stored
        assert queries.balance_differences() == []

    @invariant()
    def no_source_is_ever_short(self):
        assert [totals for totals in self.expected.values() if totals.available < 0] == []


@pytest.mark.django_db
def test_balances_follow_their_lines_in_any_order():
    run_state_machine_as_test(
        Ledger, settings=settings(max_examples=12, stateful_step_count=20, deadline=timedelta(seconds=20))
    )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_spend_the_last_thousand_exactly_one_wins():
    by = make_actor()
    source = make_source(amount=100_000, by=by)

    def spend():
        with transaction.atomic():
            return actions.post(
                source, "offer_made", amount=100_000, financial_year=YEAR, effective_on=DAY, by=by, now=NOW
            )

    results = run_together(spend, spend)
    refused = [result for result in results if isinstance(result, Refusal)]
    assert [str(b.sentence) for b in refused[0].blockers] == [
        "Orchard Family Foundation has £0 left; this needs £1,000."
    ]
    assert (len(refused), LedgerEntry.objects.filter(kind="offer_made").count()) == (1, 1)
    assert queries.balance_differences() == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_transfers_in_opposite_directions_do_not_lock_each_other_out():
    by = make_actor()
    fund = make_fund(by=by)
    north, south = (make_source(fund, name=name, amount=10_000, by=by) for name in ("North", "South"))
    terms = {
        "amount": 100,
        "financial_year": YEAR,
        "effective_on": DAY,
        "by": by,
        "proof": make_proof(by),
        "now": NOW,
    }
    results = run_together(
        *[lambda: actions.transfer(north, to=south, **terms), lambda: actions.transfer(south, to=north, **terms)] * 4
    )
    assert [type(result) for result in results] == [LedgerEntry] * 8
    assert [row.totals.budget for row in queries.balances(fund, YEAR)] == [10_000, 10_000]


@pytest.mark.django_db
def test_ledger_verify_names_a_balance_that_was_tampered_with(capsys):
    source = make_source(amount=100_000)
    call_command("ledger_verify")
    assert capsys.readouterr().out == "The ledger is sound: every balance is what its lines add up to.\n"
    Balance.objects.update(budget=100_001)
    with pytest.raises(CommandError, match="1 balances differ"):
        call_command("ledger_verify")
    assert capsys.readouterr().err.startswith(f"source {source.pk}, year 2026: stored Totals(budget=100001")


@pytest.mark.django_db
def test_balances_are_read_in_three_queries(django_assert_num_queries):
    fund = make_fund()
    for count in (1, 3):
        while fund.sources.count() < count:
            make_source(fund, name=f"Source {fund.sources.count()}", amount=100, restrictions={"outcomes": ["O01"]})
        with django_assert_num_queries(3):
            assert len(queries.balances(fund, YEAR)) == count


@pytest.mark.django_db
def test_sources_with_money_tell_what_is_left_and_what_it_is_for(django_assert_num_queries):
    fund = make_fund()
    north = make_source(fund, name="North", amount=100, restrictions={"outcomes": ["O01", "O02"]})
    make_source(fund, name="Empty")
    south = make_source(fund, name="South", amount=50)
    with django_assert_num_queries(2):
        rooms = queries.sources_with_money(fund.pk, YEAR)
    assert rooms == [
        Room(north.pk, 100, {"outcomes": frozenset({"O01", "O02"})}),
        Room(south.pk, 50, {}),
    ]
