"""The board: means, flags, money; and that it costs the same however long it is."""

import pytest

from grants.stages.assessment import actions
from grants.stages.assessment.queries import board
from tests.factories.assessment import (
    NOW,
    make_judged_call,
    make_meeting,
    make_officer,
    make_scoring,
    score,
    state_again,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

WORDS = {"reason": "Strong.", "feedback": "Well done.", "now": NOW}


def flags(row):
    return [flag.code for flag in row.flags]


def test_row_shows_each_total_and_the_plain_mean():
    panel = make_meeting(levels=((3, 3), (4, 3)))
    (row,) = board(panel, make_officer()).rows
    assert sorted(review.total for review in row.reviews) == ["75.00", "90.00"]
    assert (row.mean, row.standing.mean, flags(row)) == ("82.50", 8250, [])


def test_rows_stand_from_the_highest_mean_down_and_add_up():
    people = [make_person(), make_person()]
    call = make_judged_call(budget_amount=250_000)
    panel = make_scoring(*people, call=call, groups=3)
    low, high, none = panel.candidates.order_by("pk")
    for person in people:
        score(low, person, 2, 2)
        score(high, person, 3, 3)
    seen = board(panel, make_officer())
    assert [(row.candidate, row.running, row.is_past_budget) for row in seen.rows] == [
        (high, 100_000, False),
        (low, 200_000, False),
        (none, 300_000, True),
    ]
    assert (seen.asked, seen.budget, seen.available, seen.undecided) == (300_000, 250_000, 0, 3)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (((4, 4), (2, 3)), ["wide"]),
        (((2, 2), (1, 1)), ["wide", "below_least"]),
        (((4, 0), (4, 4)), ["wide", "below_gate"]),
        (((2, 1), (2, 1)), ["below_least"]),
    ],
)
def test_flags_in_words(levels, expected):
    (row,) = board(make_meeting(levels=levels), make_officer()).rows
    assert flags(row) == expected


def test_wide_flag_says_how_wide():
    (row,) = board(make_meeting(levels=((4, 4), (2, 3))), make_officer()).rows
    assert [flag.sentence for flag in row.flags] == ["Reviewers lie 40.00 points apart: talk about it"]


def test_thin_and_missing_reviews_are_flagged():
    rosa = make_person("Rosa")
    panel = make_scoring(rosa, groups=2)
    one, _two = panel.candidates.order_by("pk")
    score(one, rosa, 3, 3)
    assert [[flag.sentence for flag in row.flags] for row in board(panel, make_officer()).rows] == [
        ["Only 1 review"],
        ["No reviews yet"],
    ]


def test_newer_answers_are_flagged():
    panel = make_meeting()
    state_again(panel.candidates.get().application)
    (row,) = board(panel, make_officer()).rows
    assert flags(row) == ["outdated"]


def test_ties_stand_beside_the_group():
    panel = make_meeting()
    officer, other = make_officer(), make_officer("Tomas Tied")
    application = panel.candidates.get().application_id
    actions.declare_conflicts(panel, {application: ("personal", "")}, by=other, now=NOW)
    (row,) = board(panel, officer).rows
    assert [(tie.person, tie.effect, tie.is_settled) for tie in row.ties] == [("Tomas Tied", "hidden", False)]


def test_recommended_and_decided_money_is_shown_and_not_taken_from_the_fund():
    panel = make_meeting(who_decides="panel", groups=2)
    one, two = panel.candidates.order_by("pk")
    officer, other = make_officer(), make_officer("Tomas")
    actions.recommend(one, verdict="part", amount=60_000, by=officer, **WORDS)
    actions.recommend(two, verdict="no", amount=None, by=officer, **WORDS)
    actions.decide(one, verdict="part", amount=60_000, by=other, **WORDS)
    seen = board(panel, officer)
    assert (seen.asked, seen.advised, seen.decided, seen.available) == (200_000, 60_000, 60_000, 0)
    assert {row.candidate: row.counted for row in seen.rows} == {one: 60_000, two: 0}


@pytest.mark.parametrize("groups", [1, 3])
def test_board_takes_seven_queries(groups, django_assert_num_queries):
    panel = make_meeting(groups=groups)
    panel.call.fund, panel.call.rubric  # noqa: B018 (read before)
    officer = make_officer()
    with django_assert_num_queries(7):
        board(panel, officer)
