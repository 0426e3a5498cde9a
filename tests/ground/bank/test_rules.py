"""What may be typed as bank details, and who may prove them."""

import pytest

from grants.ground.bank.rules import (
    ACCOUNT,
    blockers_to_verify,
    clean_account_number,
    clean_sort_code,
    problems_of_details,
)
from grants.ground.reference.rules import PRESETS, policy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("309430", "309430"),
        ("30-94-30", "309430"),
        (" 30 94 30 ", "309430"),
        ("30–94–30", "309430"),
        ("30943", ""),
        ("3094300", ""),
        ("30943O", ""),
        ("٣٠٩٤٣٠", ""),
        ("", ""),
    ],
)
def test_sort_code_ignores_spaces_and_hyphens(typed, kept):
    assert clean_sort_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12345678", "12345678"),
        ("1234567", "01234567"),
        ("123456", "00123456"),
        ("1234 5678", "12345678"),
        ("12345", ""),
        ("123456789", ""),
        ("GB82WEST", ""),
        ("", ""),
    ],
)
def test_account_number_is_padded_to_eight_digits(typed, kept):
    assert clean_account_number(typed) == kept


@pytest.mark.parametrize(
    ("holder", "sort_code", "number", "told"),
    [
        ("Harbour Lights", "30-94-30", "12345678", []),
        ("Søsterskab", "30-94-30", "12345678", []),
        (" ", "30-94-30", "12345678", [("holder_name", "Enter the name on the account.")]),
        (
            "x" * 71,
            "30-94-30",
            "12345678",
            [("holder_name", "The name on the account must be 70 characters or fewer.")],
        ),
        (
            "مجموعة نساء الأمل",
            "30-94-30",
            "12345678",
            [("holder_name", "Enter the name in Latin letters, as your bank writes it.")],
        ),
        (
            "",
            "30",
            "12",
            [
                ("holder_name", "Enter the name on the account."),
                ("sort_code", "Enter a valid sort code like 309430."),
                ("account_number", "Account number must be between 6 and 8 digits."),
            ],
        ),
    ],
)
def test_everything_wrong_with_details_is_told_at_its_field(holder, sort_code, number, told):
    found = problems_of_details(holder, sort_code, number)
    assert [(problem.field, str(problem.sentence)) for problem in found] == told


@pytest.mark.parametrize("preset", sorted(PRESETS))
@pytest.mark.parametrize(
    ("enterer", "checker", "verifier", "expected"),
    [
        (1, 2, 3, []),
        (1, 2, 2, ["checker_may_not_verify"]),
        (1, 2, 1, ["enterer_may_not_verify"]),
        (1, 1, 1, ["checker_may_not_verify", "enterer_may_not_verify"]),
    ],
)
def test_verifier_is_neither_who_typed_nor_who_checked_in_any_preset(preset, enterer, checker, verifier, expected):
    found = blockers_to_verify(entered_by=enterer, checked_by=checker, verifier=verifier, policy=policy(preset))
    assert [blocker.code for blocker in found] == expected


def test_verified_and_refused_details_never_change():
    moves = {
        (before, after) for before in ACCOUNT.statuses for after in ACCOUNT.statuses if ACCOUNT.allows(before, after)
    }
    assert moves == {
        ("entered", "checked"),
        ("entered", "refused"),
        ("checked", "verified"),
        ("checked", "refused"),
    }
