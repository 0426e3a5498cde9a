"""Totals, means and flags; what keeps a review from being sent in."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from grants.stages.assessment.rules import scores
from grants.stages.assessment.rules.scores import NOT_YET, CriterionFact

WEIGHTS = (30, 25, 20, 15, 10)
LEVELS = (3, 4, 2, 3, 4)
CRITERIA = [CriterionFact(f"c{n}", weight, is_gate=n == 2) for n, weight in enumerate(WEIGHTS)]

judged = st.lists(st.tuples(st.integers(1, 100), st.integers(0, 4)), min_size=1, max_size=12)


def said(*levels, comment="Because."):
    return {f"c{n}": (level, comment) for n, level in enumerate(levels)}


def codes(blockers):
    return [(blocker.code, blocker.field) for blocker in blockers]


def test_weighted_total_of_the_worked_example():
    assert scores.total_of(said(*LEVELS), CRITERIA, 4) == 7875


def test_weighted_total_leaves_out_what_could_not_be_judged():
    assert scores.total_of(said(3, 4, 2, None, 4), CRITERIA, 4) == 7941


def test_weighted_total_of_nothing_is_nothing():
    assert scores.total_of(said(None, None, NOT_YET, None, None), CRITERIA, 4) is None


@given(judged)
def test_weighted_total_is_the_nearest_hundredth(pairs):
    exact = Fraction(10_000 * sum(w * level for w, level in pairs), 4 * sum(w for w, _ in pairs))
    assert abs(scores.weighted_total(pairs, 4) - exact) <= Fraction(1, 2)


@given(judged)
def test_weighted_total_lies_between_the_lowest_and_the_highest_level(pairs):
    lowest, highest = min(level for _, level in pairs), max(level for _, level in pairs)
    assert lowest * 2500 <= scores.weighted_total(pairs, 4) <= highest * 2500


@given(judged, st.integers(2, 9))
def test_weighted_total_does_not_change_with_the_scale_of_the_weights(pairs, factor):
    assert scores.weighted_total([(w * factor, level) for w, level in pairs], 4) == scores.weighted_total(pairs, 4)


@given(judged, st.integers(0, 11))
def test_weighted_total_never_falls_when_a_level_rises(pairs, index):
    index %= len(pairs)
    weight, level = pairs[index]
    raised = [*pairs[:index], (weight, min(level + 1, 4)), *pairs[index + 1 :]]
    assert scores.weighted_total(raised, 4) >= scores.weighted_total(pairs, 4)


def test_mean_of_the_reviews_received():
    assert scores.mean([]) is None
    assert scores.mean([7200, 5500, 8000]) == 6900
    assert scores.mean([8500, 9000, 8800]) == 8767


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_mean_lies_between_the_reviews(totals):
    assert min(totals) <= scores.mean(totals) <= max(totals)


def test_spread_is_wide_from_25_points():
    assert scores.is_wide([7500, 5000])
    assert not scores.is_wide([7499, 5000])
    assert not scores.is_wide([7500])


def test_total_reads_with_two_places():
    assert [scores.shown(total) for total in (7875, 10_000, 5, None)] == ["78.75", "100.00", "0.05", ""]


def test_gate_criterion_at_0_is_below_the_gate():
    assert scores.is_below_gate(said(4, 4, 0, 4, 4), CRITERIA)
    assert not scores.is_below_gate(said(0, 0, 1, 0, 0), CRITERIA)
    assert not scores.is_below_gate(said(4, 4, None, 4, 4), CRITERIA)


def test_review_is_complete():
    assert scores.blockers_to_submit(said(*LEVELS), CRITERIA, 4) == []


def test_review_needs_every_criterion_answered():
    found = scores.blockers_to_submit({"c0": (3, ""), "c1": (NOT_YET, "")}, CRITERIA, 4)
    assert codes(found) == [("not_answered", f"level-c{n}") for n in (1, 2, 3, 4)]


def test_review_explains_the_lowest_and_the_highest_level():
    found = scores.blockers_to_submit(said(0, 1, 2, 3, 4, comment=""), CRITERIA, 4)
    assert codes(found) == [("comment_missing", "comment-c0"), ("comment_missing", "comment-c4")]


def test_review_needs_60_percent_of_the_weight():
    assert scores.blockers_to_submit(said(3, None, 2, None, 4), CRITERIA, 4) == []
    found = scores.blockers_to_submit(said(3, 3, None, None, None), CRITERIA, 4)
    assert codes(found) == [("too_little_judged", "")]


def test_draft_refuses_levels_off_the_scale_and_endless_comments():
    draft = {"c0": (5, ""), "c1": (-2, ""), "c2": (NOT_YET, ""), "c3": (None, "x" * 4001), "other": (1, "")}
    assert codes(scores.blockers_to_save(draft, CRITERIA, 4, "y" * 4001)) == [
        ("no_such_level", "level-c0"),
        ("no_such_level", "level-c1"),
        ("comment_too_long", "comment-c3"),
        ("no_such_level", "level-other"),
        ("comment_too_long", "comment"),
    ]
