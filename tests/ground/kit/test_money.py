"""Money typed by people, shown to people, and split to the penny."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.ground.kit.errors import Refusal
from grants.ground.kit.money import (
    LARGEST_MINOR,
    Money,
    format_minor,
    parse_minor,
    parse_minor_or_none,
    plain_minor,
    split_by_largest_remainder,
)

AMOUNTS = st.integers(min_value=0, max_value=LARGEST_MINOR)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1850", 185_000),
        ("£1,850", 185_000),
        ("1,850.50", 185_050),
        ("1 850", 185_000),
        ("1\u00a0850,".rstrip(","), 185_000),
        (" 0 ", 0),
        ("0.05", 5),
        ("1.5", 150),
        ("1,234,567.89", 123_456_789),
        ("٥٠", 5_000),
    ],
)
def test_amount_is_read_as_people_type_it(typed, minor):
    assert parse_minor(typed, "GBP") == minor


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "money_not_a_number"),
        ("ten", "money_not_a_number"),
        ("1,5", "money_not_a_number"),
        ("10,00", "money_not_a_number"),
        ("1.850,50", "money_not_a_number"),
        ("1e3", "money_not_a_number"),
        ("=1+1", "money_not_a_number"),
        (".5", "money_not_a_number"),
        ("5.", "money_not_a_number"),
        ("-5", "money_negative"),
        ("10.000", "money_too_fine"),
        ("1.505", "money_too_fine"),
        ("100000000001", "money_too_large"),
    ],
)
def test_anything_else_is_refused_with_its_reason_at_the_field(typed, code):
    with pytest.raises(Refusal) as refused:
        parse_minor(typed, "GBP", field="amount")
    assert [(blocker.code, blocker.field) for blocker in refused.value.blockers] == [(code, "amount")]
    assert parse_minor_or_none(typed, "GBP") is None


def test_currency_without_small_coins_has_no_fraction():
    assert parse_minor("1,850", "JPY") == 1850
    assert parse_minor_or_none("1850.5", "JPY") is None


@given(AMOUNTS)
def test_what_is_shown_can_be_typed_again(minor):
    assert parse_minor(format_minor(minor, "GBP"), "GBP") == minor
    assert parse_minor(plain_minor(minor), "GBP") == minor


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_refusal(typed):
    found = parse_minor_or_none(typed, "GBP")
    assert found is None or 0 <= found <= LARGEST_MINOR


@pytest.mark.parametrize(
    ("minor", "shown", "plain"),
    [
        (185_000, "£1,850", "1850.00"),
        (185_050, "£1,850.50", "1850.50"),
        (5, "£0.05", "0.05"),
        (0, "£0", "0.00"),
        (-925_00, "-£925", "-925.00"),
        (-5, "-£0.05", "-0.05"),
    ],
)
def test_amount_is_shown_whole_or_with_pence(minor, shown, plain):
    assert (format_minor(minor, "GBP"), plain_minor(minor)) == (shown, plain)


def test_split_of_the_fixture():
    assert split_by_largest_remainder(100_000, [1, 1, 1]) == [33_334, 33_333, 33_333]


@given(AMOUNTS, st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=12).filter(any))
def test_split_adds_up_and_stays_within_a_penny_of_its_share(total, weights):
    parts = split_by_largest_remainder(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert part in (total * weight // whole, total * weight // whole + 1)
        assert weight > 0 or part == 0


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, []), (1, [0, 0]), (1, [1, -1])])
def test_split_without_total_or_weight_is_an_error(total, weights):
    with pytest.raises(ValueError, match="split needs"):
        split_by_largest_remainder(total, weights)


def test_money_of_one_currency_adds_and_compares():
    ten, five = Money(1000, "GBP"), Money(500, "GBP")
    assert (ten + five, ten - five, -five) == (Money(1500, "GBP"), Money(500, "GBP"), Money(-500, "GBP"))
    assert (five < ten, five <= ten, five > ten, five >= ten) == (True, True, False, False)


def test_money_of_two_currencies_does_not_mix():
    with pytest.raises(ValueError, match="GBP and EUR do not mix"):
        Money(1, "GBP") + Money(1, "EUR")


@pytest.mark.parametrize("minor", [1.5, True, "1"])
def test_money_counts_whole_units(minor):
    with pytest.raises(TypeError):
        Money(minor, "GBP")
