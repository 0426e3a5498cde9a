"""The purse as pure rules: effects, restrictions, splits to the penny."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.stages.funds import rules
from grants.stages.funds.models import Posting
from grants.stages.funds.rules import Room, Shortage, Totals


def test_every_kind_of_posting_has_one_effect():
    assert list(rules.EFFECTS) == list(Posting.values)
    assert {kind: vars(effect) for kind, effect in rules.EFFECTS.items() if kind == "offer_ended"} == {
        "offer_ended": {"budget": 0, "offers": -1, "committed": 0, "paid": 0, "refunded": 0}
    }


def test_posting_names_are_the_ten_that_were_settled():
    assert [
        (kind, [name for name, step in vars(effect).items() if step], sum(vars(effect).values()))
        for kind, effect in rules.EFFECTS.items()
    ] == [
        ("allocated", ["budget"], 1),
        ("withdrawn", ["budget"], -1),
        ("transfer", ["budget"], 1),
        ("offer_made", ["offers"], 1),
        ("offer_ended", ["offers"], -1),
        ("committed", ["committed"], 1),
        ("commitment_released", ["committed"], -1),
        ("payment_sent", ["paid"], 1),
        ("payment_returned", ["paid"], -1),
        ("refund_received", ["refunded"], 1),
    ]


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        (Totals(budget=10, offers=4, committed=6, paid=6), ""),
        (Totals(budget=10, offers=5, committed=6), "short"),
        (Totals(budget=10, committed=6, paid=7), "paid_over_promised"),
        (Totals(budget=10, committed=6, paid=2, refunded=3), "refunded_over_paid"),
        (Totals(budget=10, offers=-1), "below_zero"),
        (Totals(budget=10, committed=12, paid=12, refunded=2), ""),
    ],
)
def test_fault_names_the_rule_that_totals_break(totals, expected):
    assert rules.fault(totals) == expected


def test_shortage_tells_what_is_left_and_what_is_needed():
    left = Totals(budget=100_000)
    assert rules.shortage(left, rules.effect("offer_made", 120_000)) == Shortage("short", 100_000, 120_000)
    promised = Totals(budget=100, committed=50, paid=20)
    assert rules.shortage(promised, rules.effect("payment_sent", 31)) == Shortage("paid_over_promised", 30, 31)
    assert rules.shortage(promised, rules.effect("refund_received", 21)) == Shortage("refunded_over_paid", 20, 21)
    assert rules.shortage(promised, rules.effect("offer_ended", 5)) == Shortage("below_zero", 0, 5)


def test_source_matches_when_the_project_names_an_allowed_code_of_every_restriction():
    only = {"districts": frozenset({"harbour", "northfield"}), "outcomes": frozenset({"O04"})}
    assert rules.matches(only, {"districts": ["harbour"], "outcomes": ["O01", "O04"]})
    assert not rules.matches(only, {"districts": ["harbour"], "outcomes": ["O01"]})
    assert not rules.matches(only, {"districts": ["harbour"]})
    assert rules.matches({}, {})


def room(source_id, available, **restrictions):
    return Room(source_id, available, {to: frozenset(codes) for to, codes in restrictions.items()})


def test_split_takes_restricted_money_that_matches_before_unrestricted():
    rooms = [room(1, 70_000), room(2, 50_000, districts=["harbour"]), room(3, 90_000, districts=["dale"])]
    assert rules.propose_split(80_000, rooms, {"districts": ["harbour"]}) == [(2, 50_000), (1, 30_000)]
    assert rules.propose_split(40_000, rooms, {"districts": ["harbour"]}) == [(2, 40_000)]
    assert rules.propose_split(40_000, rooms, {"districts": []}) == [(1, 40_000)]


def test_split_within_a_group_follows_what_is_left_by_largest_remainder():
    rooms = [room(1, 100), room(2, 100), room(3, 100)]
    assert rules.propose_split(100, rooms, {}) == [(1, 34), (2, 33), (3, 33)]


def test_split_leaves_out_empty_sources_and_stops_at_what_there_is():
    assert rules.propose_split(500, [room(1, 0), room(2, 300), room(3, -5)], {}) == [(2, 300)]


ROOMS = st.lists(
    st.builds(room, st.integers(1, 99), st.integers(-10, 10**6), districts=st.sets(st.sampled_from("abc"), min_size=1))
    | st.builds(room, st.integers(1, 99), st.integers(-10, 10**6)),
    unique_by=lambda r: r.source_id,
    max_size=6,
)


@given(amount=st.integers(1, 10**6), rooms=ROOMS, codes=st.sets(st.sampled_from("abc")))
def test_split_never_asks_a_source_for_more_than_it_has(amount, rooms, codes):
    facts = {"districts": codes}
    lines = dict(rules.propose_split(amount, rooms, facts))
    usable = {r.source_id: r for r in rooms if r.available > 0 and rules.matches(r.restrictions, facts)}
    assert lines.keys() <= usable.keys()
    assert all(0 < given <= usable[source].available for source, given in lines.items())
    assert sum(lines.values()) == min(amount, sum(r.available for r in usable.values()))


def test_instalments_of_three_thirds_come_out_to_the_penny():
    assert rules.split_instalments([33_334, 33_333, 33_333], [50_000, 30_000, 20_000]) == [
        [16_667, 10_000, 6_667],
        [16_667, 10_000, 6_666],
        [16_666, 10_000, 6_667],
    ]


@given(shares=st.lists(st.integers(1, 10**7), min_size=1, max_size=5), cuts=st.lists(st.floats(0, 1), max_size=4))
def test_instalments_and_shares_both_add_up(shares, cuts):
    total = sum(shares)
    marks = [0, *sorted(int(total * cut) for cut in cuts), total]
    instalments = [after - before for before, after in pairwise(marks)]
    parts = rules.split_instalments(instalments, shares)
    assert [sum(row) for row in parts] == instalments
    assert [sum(column) for column in zip(*parts, strict=True)] == shares
    assert all(part >= 0 for row in parts for part in row)


def test_instalments_must_add_up_to_the_shares():
    with pytest.raises(ValueError, match="same amount"):
        rules.split_instalments([10], [9])
