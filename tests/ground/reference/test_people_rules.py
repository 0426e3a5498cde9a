"""The people-rules table: two people are enough in every preset, one never is where money leaves."""

import itertools

import pytest

from grants.ground.reference.rules import (
    ALWAYS_ON,
    BUILD_NOT_APPROVE,
    CHECK_NOT_VERIFY,
    DECIDE_NOT_RELEASE,
    INELIGIBLE_CONFIRMED,
    OFF,
    PRESETS,
    RECOMMEND_NOT_DECIDE,
    VERIFY_NOT_APPROVE,
    policy,
)

# The steps that each rule keeps apart.
APART = {
    RECOMMEND_NOT_DECIDE: ("recommend", "decide"),
    DECIDE_NOT_RELEASE: ("decide", "release"),
    INELIGIBLE_CONFIRMED: ("find", "confirm"),
    CHECK_NOT_VERIFY: ("check", "verify"),
    BUILD_NOT_APPROVE: ("build", "approve"),
    VERIFY_NOT_APPROVE: ("verify", "approve"),
}
STEPS = sorted({step for pair in APART.values() for step in pair})
AMOUNTS = [0, 49_999, 50_000, 10**9]

every_preset = pytest.mark.parametrize("preset", sorted(PRESETS))


def is_allowed(rules, who, amount):
    """Whether a grant of `amount` can go through its whole life with these people at its steps."""
    return not any(
        rules.is_same_person_refused(rule, who[first], who[second], amount=amount)
        for rule, (first, second) in APART.items()
    )


def castings(people):
    """Every way to give the steps to people."""
    return (dict(zip(STEPS, chosen, strict=True)) for chosen in itertools.product(people, repeat=len(STEPS)))


@every_preset
def test_preset_names_every_rule(preset):
    assert set(PRESETS[preset]) == set(APART)


@every_preset
@pytest.mark.parametrize("amount", AMOUNTS)
def test_two_people_can_take_a_grant_through_its_whole_life(preset, amount):
    assert any(is_allowed(policy(preset), who, amount) for who in castings([1, 2]))


@every_preset
@pytest.mark.parametrize("amount", AMOUNTS)
def test_the_two_people_of_the_decisions_suffice(preset, amount):
    """A recommends, B decides, A releases; X checks and approves, Y verifies and builds."""
    who = {"recommend": 1, "decide": 2, "release": 1, "find": 1, "confirm": 2}
    who |= {"check": 1, "approve": 1, "verify": 2, "build": 2}
    assert is_allowed(policy(preset), who, amount)


@every_preset
@pytest.mark.parametrize("amount", AMOUNTS)
def test_one_person_alone_never_releases_money(preset, amount):
    assert not is_allowed(policy(preset), dict.fromkeys(STEPS, 1), amount)


@every_preset
def test_two_people_on_money_cannot_be_switched_off(preset):
    switched = policy(preset, [(rule, 10**12, False) for rule in APART])
    assert {rule for rule in APART if switched.needs_another(rule)} == ALWAYS_ON


@every_preset
def test_two_people_suffice_with_every_rule_switched_on(preset):
    strictest = policy(preset, [(rule, 0, True) for rule in APART])
    assert any(is_allowed(strictest, who, 0) for who in castings([1, 2]))


@pytest.mark.parametrize(("amount", "needs"), [(49_999, False), (50_000, True)])
def test_band_of_the_smallest_preset_begins_at_five_hundred(amount, needs):
    assert policy("officer_and_treasurer").needs_another(RECOMMEND_NOT_DECIDE, amount=amount) is needs


def test_row_of_the_table_changes_one_rule():
    changed = policy("two_staff_and_a_board", [(INELIGIBLE_CONFIRMED, 100, True)])
    assert (
        changed.needs_another(INELIGIBLE_CONFIRMED, amount=99),
        changed.needs_another(INELIGIBLE_CONFIRMED, amount=100),
    ) == (
        False,
        True,
    )
    assert PRESETS["two_staff_and_a_board"][INELIGIBLE_CONFIRMED] is OFF


def test_nobody_is_the_same_person_as_nobody():
    assert not policy("full_separation").is_same_person_refused(RECOMMEND_NOT_DECIDE, None, None)
