"""Which amount fits which verdict, what needs a reason, who may not decide."""

import pytest

from grants.stages.assessment.models import Verdict
from grants.stages.assessment.rules import decisions
from grants.stages.assessment.rules.decisions import Hand, Proposal, Standing

STANDING = Standing(requested=100_000, floor=60_000, least_total=5000, mean=7000)
FREE = Hand(limit=None, effect="clear", is_same_refused=False, has_recommendation=True, is_exception_recommended=False)


def proposal(verdict="fund", amount=100_000, reason="Strong.", feedback="Well done.", exception=""):
    return Proposal(verdict, amount, reason, feedback, exception)


def codes(blockers):
    return [(blocker.code, blocker.field) for blocker in blockers]


def hand(**changes):
    return Hand(**{**FREE.__dict__, **changes})


def test_verdicts_are_those_of_the_model():
    assert list(decisions.VERDICTS) == Verdict.values


@pytest.mark.parametrize(
    ("verdict", "typed", "amount"),
    [
        ("fund", None, 100_000),
        ("fund", 5, 5),
        ("part", 70_000, 70_000),
        ("part", None, 0),
        ("reserve", 9, 0),
        ("no", 9, 0),
    ],
)
def test_amount_that_a_verdict_means(verdict, typed, amount):
    assert decisions.amount_for(verdict, typed, 100_000) == amount


@pytest.mark.parametrize(
    ("verdict", "amount", "code"),
    [
        ("fund", 100_000, None),
        ("part", 60_000, None),
        ("part", 99_999, None),
        ("reserve", 0, None),
        ("no", 0, None),
        ("no", 1, "amount_without_grant"),
        ("part", 0, "no_amount"),
        ("part", 59_999, "below_floor"),
        ("part", 100_000, "all_that_was_asked"),
        ("fund", 99_999, "less_than_asked"),
        ("fund", 100_001, "more_than_asked"),
    ],
)
def test_amount_fits_the_verdict(verdict, amount, code):
    found = decisions.blockers_to_propose(proposal(verdict, amount), STANDING)
    assert codes(found) == ([(code, "amount")] if code else [])


def test_reason_is_compulsory_and_feedback_unless_all_is_funded():
    assert codes(decisions.blockers_to_propose(proposal(reason="", feedback=""), STANDING)) == [("no_reason", "reason")]
    found = decisions.blockers_to_propose(proposal("no", 0, reason="", feedback=""), STANDING)
    assert codes(found) == [("no_reason", "reason"), ("no_feedback", "feedback")]


def test_unknown_verdict_is_the_only_complaint():
    assert codes(decisions.blockers_to_propose(proposal("maybe", -1, reason=""), STANDING)) == [
        ("no_verdict", "verdict")
    ]


def test_endless_texts_are_refused():
    found = decisions.blockers_to_propose(proposal(reason="x" * 5001), STANDING)
    assert codes(found) == [("text_too_long", "reason")]


@pytest.mark.parametrize(
    ("standing", "is_below"),
    [
        (STANDING, False),
        (Standing(100, 50, least_total=5000, mean=5000), False),
        (Standing(100, 50, least_total=5000, mean=4999), True),
        (Standing(100, 50, least_total=5000, mean=9000, is_below_gate=True), True),
        (Standing(100, 50, least_total=5000, mean=None), False),
    ],
)
def test_bar_is_the_least_total_and_the_gate(standing, is_below):
    assert standing.is_below_bar == is_below


def test_money_below_the_bar_is_explained():
    below = Standing(100_000, 60_000, least_total=5000, mean=4000)
    assert codes(decisions.blockers_to_propose(proposal(), below)) == [("exception_unexplained", "exception")]
    assert decisions.blockers_to_propose(proposal(exception="The only one for deaf people."), below) == []
    assert decisions.blockers_to_propose(proposal("no", 0), below) == []


def test_decision_by_a_free_hand():
    assert decisions.blockers_to_decide(proposal(), STANDING, FREE, "panel_then_board") == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"effect": "hidden"}, "conflict"),
        ({"effect": "may_not_score"}, "conflict"),
        ({"is_same_refused": True}, "same_person"),
        ({"has_recommendation": False}, "not_recommended"),
        ({"limit": 99_999}, "above_limit"),
    ],
)
def test_decision_refused_to_this_hand(changes, code):
    found = decisions.blockers_to_decide(proposal(), STANDING, hand(**changes), "panel_then_board")
    assert [blocker.code for blocker in found] == [code]


def test_limit_bites_on_money_only():
    assert decisions.blockers_to_decide(proposal("no", 0), STANDING, hand(limit=0), "panel_then_board") == []
    assert decisions.blockers_to_decide(proposal(), STANDING, hand(limit=100_000), "panel_then_board") == []


def test_decision_without_recommendation_where_nobody_confirms():
    for who, expected in [("officer", []), ("panel", []), ("officer_and_approver", ["not_recommended"])]:
        found = decisions.blockers_to_decide(proposal(), STANDING, hand(has_recommendation=False), who)
        assert [blocker.code for blocker in found] == expected


def test_exception_must_be_recommended_before_it_is_decided():
    below = Standing(100_000, 60_000, least_total=5000, mean=4000)
    excepted = proposal(exception="The only one for deaf people.")
    found = decisions.blockers_to_decide(excepted, below, FREE, "panel_then_board")
    assert [blocker.code for blocker in found] == ["exception_not_recommended"]
    assert decisions.blockers_to_decide(excepted, below, hand(is_exception_recommended=True), "panel_then_board") == []


def test_recommending_comes_first_where_two_people_are_needed():
    assert decisions.recommends_first("officer_and_approver", is_another_needed=False)
    assert decisions.recommends_first("officer", is_another_needed=True)
    assert not decisions.recommends_first("officer", is_another_needed=False)
