"""Acts on the purse: what they post, what they refuse, what evidence they leave."""

from datetime import timedelta

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.people.roles import Permission
from grants.stages.funds import actions, queries
from grants.stages.funds.models import Balance, LedgerEntry
from grants.stages.funds.rules import Totals
from tests.factories.actors import NOW, make_actor, make_proof
from tests.factories.funds import DAY, YEAR, make_fund, make_source, put_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance():
    return make_actor()


def refusal_of(action, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        action(*args, **kwargs)
    return [(b.code, str(b.sentence), b.field) for b in caught.value.blockers]


def offer(source, amount, by):
    return actions.post(source, "offer_made", amount=amount, financial_year=YEAR, effective_on=DAY, by=by, now=NOW)


def money(source, amount, by, **more):
    return {
        "amount": amount,
        "financial_year": YEAR,
        "effective_on": DAY,
        "by": by,
        "proof": make_proof(by),
        "now": NOW,
    }


def verbs():
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def test_fund_is_created_once_with_its_code(finance):
    fund = make_fund("cwf", by=finance)
    assert (fund.code, verbs()) == ("CWF", ["fund_created"])
    assert refusal_of(make_fund, "Cwf", by=finance) == [
        ("fund_code_taken", "Another fund has this code. Choose a different one.", "code")
    ]


def test_source_keeps_its_restrictions_and_its_name_is_taken_once(finance):
    fund = make_fund(by=finance)
    source = make_source(fund, restrictions={"districts": ["N", "H", "H"], "outcomes": []}, by=finance)
    assert list(source.restrictions.values_list("to", "codes")) == [("districts", ["H", "N"])]
    assert refusal_of(make_source, fund, name="ORCHARD family foundation") == [
        ("source_name_taken", "This fund already has a source with this name.", "name")
    ]


def test_allocation_moves_the_balance_and_is_audited(finance):
    source = make_source(by=finance)
    line = put_in(source, 100_000, by=finance)
    assert (line.kind, line.amount, line.posted_by_id) == ("allocated", 100_000, finance.person_id)
    assert queries.fund_totals(source.fund, YEAR) == Totals(budget=100_000)
    assert Entry.objects.latest("id").facts == {"source": source.pk, "amount": 100_000, "year": YEAR}


def test_only_who_manages_funds_may_change_them(finance):
    source = make_source(amount=100, by=finance)
    other = make_actor("eve@willowmere.example", permissions=set(Permission) - {Permission.MANAGE_FUNDS})
    sentence = [("not_allowed", "You may not change funds.", "")]
    assert refusal_of(make_fund, "NEW", by=other) == sentence
    assert refusal_of(make_source, source.fund, name="New", by=other) == sentence
    assert refusal_of(actions.allocate, source, **money(source, 1, other)) == sentence
    assert refusal_of(actions.withdraw, source, **money(source, 1, other)) == sentence
    assert refusal_of(actions.transfer, source, to=source, **money(source, 1, other)) == sentence
    assert refusal_of(reverse, source.entries.get(), other) == sentence


@pytest.mark.parametrize("act", [actions.allocate, actions.withdraw])
@pytest.mark.parametrize("amount", [0, -5])
def test_amount_of_nothing_is_refused(finance, act, amount):
    source = make_source(by=finance)
    assert refusal_of(act, source, **money(source, amount, finance)) == [
        ("amount_not_positive", "Enter an amount of more than 0.", "amount")
    ]


def test_money_moves_only_with_the_actors_own_fresh_proof(finance):
    source = make_source(amount=100, by=finance)
    other = make_actor("eve@willowmere.example")
    for proof in (make_proof(other), make_proof(finance, NOW - timedelta(minutes=6))):
        arguments = money(source, 50, finance) | {"proof": proof}
        assert [code for code, _, _ in refusal_of(actions.allocate, source, **arguments)] == [
            "second_factor_not_proved"
        ]


def test_source_that_is_short_is_named_with_both_amounts(finance):
    source = make_source(amount=100_000, by=finance)
    assert refusal_of(offer, source, 120_000, finance) == [
        ("source_short", "Orchard Family Foundation has £1,000 left; this needs £1,200.", "amount")
    ]
    assert offer(source, 100_000, finance).amount == 100_000
    assert refusal_of(actions.withdraw, source, **money(source, 1, finance)) == [
        ("source_short", "Orchard Family Foundation has £0 left; this needs £0.01.", "amount")
    ]


def test_payment_beyond_the_promise_is_refused_in_words(finance):
    source = make_source(amount=100_000, by=finance)
    common = {"financial_year": YEAR, "effective_on": DAY, "by": finance, "now": NOW}
    actions.post(source, "committed", amount=50_000, **common)
    assert refusal_of(actions.post, source, "payment_sent", amount=50_001, **common) == [
        (
            "source_paid_over_promised",
            "Orchard Family Foundation has promised £500 that is not yet paid; this would pay £500.01.",
            "amount",
        )
    ]


def test_refused_posting_writes_nothing(finance):
    source = make_source(amount=100_000, by=finance)
    before = (verbs(), LedgerEntry.objects.count(), list(Balance.objects.values()))
    refusal_of(offer, source, 120_000, finance)
    assert (verbs(), LedgerEntry.objects.count(), list(Balance.objects.values())) == before


def test_transfer_is_two_lines_that_know_each_other(finance):
    fund = make_fund(by=finance)
    orchard, appeal = make_source(fund, amount=100_000), make_source(fund, name="Harvest appeal")
    received = actions.transfer(orchard, to=appeal, **money(orchard, 40_000, finance))
    assert (received.amount, received.moved_from.amount, received.moved_from.source) == (40_000, -40_000, orchard)
    assert [row.totals.budget for row in queries.balances(fund, YEAR)] == [60_000, 40_000]
    assert refusal_of(actions.transfer, orchard, to=orchard, **money(orchard, 1, finance)) == [
        ("transfer_to_itself", "Choose another source of the same fund.", "to")
    ]


def test_transfer_of_more_than_is_left_moves_nothing(finance):
    fund = make_fund(by=finance)
    orchard, appeal = make_source(fund, amount=100), make_source(fund, name="Harvest appeal")
    assert [c for c, _, _ in refusal_of(actions.transfer, orchard, to=appeal, **money(orchard, 101, finance))] == [
        "source_short"
    ]
    assert [row.totals.budget for row in queries.balances(fund, YEAR)] == [100, 0]


def reverse(line, by, reason="Typed one nought too many"):
    return actions.reverse(line, reason=reason, by=by, proof=make_proof(by), now=NOW)


def test_reversal_posts_the_line_again_negated_with_its_reason(finance):
    source = make_source(by=finance)
    line = put_in(source, 1_000_000, by=finance)
    [back] = reverse(line, finance)
    assert (back.amount, back.kind, back.reverses, back.note) == (
        -1_000_000,
        "allocated",
        line,
        "Typed one nought too many",
    )
    assert queries.fund_totals(source.fund, YEAR) == Totals()


def test_reversal_of_a_transfer_takes_back_both_lines(finance):
    fund = make_fund(by=finance)
    orchard, appeal = make_source(fund, amount=100), make_source(fund, name="Harvest appeal")
    received = actions.transfer(orchard, to=appeal, **money(orchard, 60, finance))
    assert {line.amount for line in reverse(received.moved_from, finance)} == {-60, 60}
    assert [row.totals.budget for row in queries.balances(fund, YEAR)] == [100, 0]


def test_line_is_reversed_once_with_a_reason_and_never_a_reversal_or_an_award(finance):
    source = make_source(by=finance)
    line = put_in(source, 100_000, by=finance)
    assert [c for c, _, _ in refusal_of(reverse, line, finance, "  ")] == ["reason_missing"]
    assert [c for c, _, _ in refusal_of(reverse, offer(source, 50, finance), finance)] == ["line_of_an_award"]
    other = put_in(source, 30, by=finance)
    [back] = reverse(other, finance)
    assert [c for c, _, _ in refusal_of(reverse, other, finance)] == ["line_reversed_already"]
    assert [c for c, _, _ in refusal_of(reverse, back, finance)] == ["line_is_reversal"]


def test_reversal_of_money_that_is_spent_is_refused_naming_the_source(finance):
    source = make_source(by=finance)
    line = put_in(source, 100_000, by=finance)
    offer(source, 60_000, finance)
    assert refusal_of(reverse, line, finance) == [
        ("source_short", "Orchard Family Foundation has £400 left; this needs £1,000.", "amount")
    ]


def test_earmark_is_made_once(finance):
    fund = make_fund(by=finance)
    first = actions.earmark(fund, reference="CWF-2026-0001", financial_year=YEAR)
    assert actions.earmark(fund, reference="CWF-2026-0001", financial_year=YEAR) == first
