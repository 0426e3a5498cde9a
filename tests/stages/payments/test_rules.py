"""Rules of payments: who may stand on which side, what stands in the way, when a batch has ended."""

import datetime as dt
from dataclasses import replace

import pytest

from grants.ground.reference.rules import PRESETS, policy
from grants.stages.payments.rules import (
    BATCH,
    PAYMENT,
    Payable,
    Standing,
    blockers_to_approve,
    blockers_to_batch,
    blockers_to_pay,
    is_settled,
    problem_of_pay_day,
)

READY = Payable(
    reference="CWF-2026-0001/1",
    instalment_status="released",
    award_status="active",
    is_agreement_complete=True,
    open_holds=0,
    has_account=True,
    is_in_batch=False,
)
STANDING = Standing(reference="CWF-2026-0001", account_status="verified", award_status="active", is_held=False)
MONDAY = dt.date(2026, 9, 7)


def told(blockers):
    return [(blocker.code, str(blocker.sentence)) for blocker in blockers]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"is_in_batch": True}, [("already_batched", "CWF-2026-0001/1 is already in a batch.")]),
        ({"instalment_status": "planned"}, [("not_released", "CWF-2026-0001/1 is not released for payment.")]),
        ({"instalment_status": "paid"}, [("not_released", "CWF-2026-0001/1 is not released for payment.")]),
        ({"award_status": "accepted"}, [("award_not_active", "The grant CWF-2026-0001/1 is not active.")]),
        ({"award_status": "suspended"}, [("award_not_active", "The grant CWF-2026-0001/1 is not active.")]),
        (
            {"is_agreement_complete": False},
            [("agreement_open", "The agreement of CWF-2026-0001/1 is not signed by all.")],
        ),
        ({"open_holds": 1}, [("award_on_hold", "Payments of CWF-2026-0001/1 are on hold.")]),
        ({"has_account": False}, [("account_not_verified", "CWF-2026-0001/1 has no verified bank account.")]),
    ],
)
def test_nothing_is_batched_without_agreement_account_and_active_grant(changes, expected):
    assert told(blockers_to_batch(replace(READY, **changes))) == expected


def test_everything_in_the_way_is_named_at_once():
    worst = Payable("X/1", "planned", "closed", False, 2, False, True)
    assert [code for code, _sentence in told(blockers_to_batch(worst))] == [
        "already_batched",
        "not_released",
        "award_not_active",
        "agreement_open",
        "award_on_hold",
        "account_not_verified",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        (
            {"account_status": "refused"},
            [("account_changed", "CWF-2026-0001: the bank account is no longer verified.")],
        ),
        ({"award_status": "suspended"}, [("award_not_active", "CWF-2026-0001: the grant is not active.")]),
        ({"is_held": True}, [("award_on_hold", "CWF-2026-0001: payments are on hold.")]),
    ],
)
def test_what_changed_since_the_batch_was_built_stops_it(changes, expected):
    assert told(blockers_to_pay([STANDING, replace(STANDING, **changes)])) == expected


def test_empty_batch_pays_nobody():
    assert told(blockers_to_pay([])) == [("batch_empty", "There is nothing in this batch.")]


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_nobody_stands_on_both_sides_of_a_batch(preset):
    """Building and approving are two people everywhere; only an officer and a treasurer alone may verify and approve."""
    terms = {"built_by": 1, "verifiers": [2, 3], "total": 10**9, "policy": policy(preset)}
    assert told(blockers_to_approve(**terms, approver=4)) == []
    assert told(blockers_to_approve(**terms, approver=1)) == [
        ("builder_may_not_approve", "You built this batch, so someone else must approve it.")
    ]
    verifier_told = [
        (
            "verifier_may_not_approve",
            "You verified one of these bank accounts, so someone else must approve this batch.",
        )
    ]
    expected = [] if preset == "officer_and_treasurer" else verifier_told
    assert told(blockers_to_approve(**terms, approver=3)) == expected


@pytest.mark.parametrize(
    ("day", "is_working_day", "expected"),
    [
        (MONDAY, True, []),
        (MONDAY + dt.timedelta(days=30), True, []),
        (MONDAY - dt.timedelta(days=1), True, [("pay_day_past", "Choose today or a later day.")]),
        (
            MONDAY + dt.timedelta(days=5),
            False,
            [("pay_day_not_working", "Banks do not pay on that day. Choose a working day.")],
        ),
    ],
)
def test_pay_day_is_a_working_day_from_today(day, is_working_day, expected):
    assert told(problem_of_pay_day(day, MONDAY, is_working_day=is_working_day)) == expected


@pytest.mark.parametrize(
    ("statuses", "settled"),
    [
        (["cleared", "returned", "removed"], True),
        (["cleared", "sent"], False),
        (["batched"], False),
        (["removed"], True),
    ],
)
def test_batch_is_settled_when_every_payment_ended(statuses, settled):
    assert is_settled(statuses) is settled


def moves(table):
    return {(a, b) for a in table.statuses for b in table.statuses if table.allows(a, b)}


def test_sealed_batch_is_only_sent_or_cancelled_and_money_that_left_never_uncounts():
    assert moves(BATCH) == {
        ("building", "approved"),
        ("building", "cancelled"),
        ("approved", "sent"),
        ("approved", "cancelled"),
        ("sent", "settled"),
    }
    assert moves(PAYMENT) == {
        ("batched", "sent"),
        ("batched", "removed"),
        ("sent", "cleared"),
        ("sent", "returned"),
        ("cleared", "returned"),
    }
