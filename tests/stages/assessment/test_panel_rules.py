"""A panel's way, and what stands in it."""

import datetime as dt

from grants.stages.assessment.models import AssignmentStatus, PanelStatus
from grants.stages.assessment.rules import panels
from grants.stages.assessment.rules.panels import Roll
from grants.stages.calls.models import WhoDecides

NOW = dt.datetime(2026, 9, 7, 10, 0, tzinfo=dt.UTC)


def codes(blockers):
    return [(blocker.code, blocker.field) for blocker in blockers]


def test_tables_and_models_know_the_same_words():
    assert panels.PANEL.statuses == set(PanelStatus.values)
    assert panels.ASSIGNMENT.statuses == set(AssignmentStatus.values)
    assert set(panels.STEPS) == set(WhoDecides.values)


def test_panel_goes_one_way_but_may_score_again_before_it_decides():
    moves = {(a, b) for a in PanelStatus.values for b in PanelStatus.values if panels.PANEL.allows(a, b)}
    assert moves == {
        ("preparing", "scoring"),
        ("scoring", "meeting"),
        ("meeting", "scoring"),
        ("meeting", "decided"),
        ("decided", "released"),
    }


def test_batch_that_nobody_scores_starts_at_the_meeting():
    assert {who: panels.first_status(who) for who in panels.STEPS} == {
        "officer": "meeting",
        "officer_and_approver": "meeting",
        "panel": "preparing",
        "panel_then_board": "preparing",
    }


def test_applications_join_until_scores_are_closed():
    joining = [(s, w) for s in PanelStatus.values for w in ("officer", "panel") if panels.takes_candidates(s, w)]
    assert joining == [("preparing", "officer"), ("preparing", "panel"), ("scoring", "officer"), ("scoring", "panel"),
                       ("meeting", "officer")]  # fmt: skip


def test_scoring_starts_with_a_rubric_applications_and_reviewers():
    ready = Roll(members=1, undeclared=0, has_rubric=True, asked=[1, 0], received=[0, 0])
    assert panels.blockers_to_start_scoring(ready) == []
    empty = Roll(members=0, undeclared=0, has_rubric=False)
    assert codes(panels.blockers_to_start_scoring(empty)) == [
        ("no_rubric", ""),
        ("no_candidates", ""),
        ("no_members", ""),
    ]
    unasked = Roll(members=2, undeclared=0, has_rubric=True, asked=[0], received=[0])
    assert codes(panels.blockers_to_start_scoring(unasked)) == [("no_assignments", "")]


def test_warnings_before_scoring_count_and_stop_nothing():
    roll = Roll(members=2, undeclared=1, has_rubric=True, asked=[3, 2, 1], received=[0, 0, 0])
    assert panels.warnings_before_scoring(roll, 3) == [
        "1 member has not said yet which groups they know.",
        "2 applications have fewer reviewers than planned.",
    ]
    assert panels.warnings_before_scoring(Roll(2, 0, True, [3], [0]), 3) == []


def test_scoring_ends_with_thin_reviews_only_for_a_reason():
    roll = Roll(members=2, undeclared=0, has_rubric=True, asked=[2, 2], received=[2, 1])
    assert codes(panels.blockers_to_close_scoring(roll, 3, "")) == [("thin_reviews", "reason")]
    assert panels.blockers_to_close_scoring(roll, 3, "Colm is ill.") == []
    assert panels.blockers_to_close_scoring(roll, 1, "") == []


def test_panel_is_finished_when_all_is_decided():
    assert panels.blockers_to_finish(2, []) == []
    assert codes(panels.blockers_to_finish(0, [])) == [("no_candidates", "")]
    (blocker,) = panels.blockers_to_finish(2, ["DG-1", "DG-2"])
    assert (blocker.code, blocker.sentence) == ("undecided", "Not decided yet: DG-1, DG-2.")


def test_new_panel_has_a_name_and_a_day_to_come():
    later = NOW + dt.timedelta(days=1)
    assert panels.blockers_to_create("Autumn", later, 3, NOW) == []
    assert panels.blockers_to_create("Autumn", None, 3, NOW) == []
    assert codes(panels.blockers_to_create("", NOW, 0, NOW)) == [
        ("no_name", "name"),
        ("due_in_past", "scores_due_at"),
        ("reviews_each", "reviews_each"),
    ]
    assert codes(panels.blockers_to_create("x" * 121, None, 3, NOW)) == [("name_too_long", "name")]


def test_member_has_a_name_and_an_address():
    assert panels.blockers_to_invite("rosa@vale.example", "Rosa") == []
    assert codes(panels.blockers_to_invite("rosa", " ")) == [("no_name", "name"), ("no_email", "email")]
