"""What a report counts, what contradicts itself, and which numbers stay hidden. No database."""

import datetime as dt

import pytest

from grants.stages.outcomes.rules import (
    REPORT,
    Counted,
    Total,
    figures_of,
    is_being_written,
    problems_of_figures,
    report_phase,
    total_of,
)

LIBRARY = [("I01", "people_reached"), ("I03", "attendances"), ("I06", "feel_part")]
DUE = dt.date(2026, 10, 31)


def test_figures_are_read_by_meaning_and_a_share_knows_its_base():
    values = {"people_reached": 34, "attendances": 210, "feel_part": 27, "people_asked": 30, "spend": 99_000}
    assert figures_of(values, LIBRARY) == [Counted("I01", 34), Counted("I03", 210), Counted("I06", 27, 30)]


def test_an_empty_answer_is_not_a_zero():
    assert figures_of({"people_reached": 0, "attendances": None}, LIBRARY) == [Counted("I01", 0)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"feel_part": 9, "people_asked": 9, "people_reached": 9, "attendances": 9}, []),
        ({"feel_part": 3}, [("asked_missing", "people_asked")]),
        ({"feel_part": 10, "people_asked": 9}, [("feel_above_asked", "feel_part")]),
        ({"people_reached": 10, "attendances": 9}, [("visits_below_people", "attendances")]),
        (
            {"feel_part": 10, "people_asked": 9, "people_reached": 10, "attendances": 9},
            [("feel_above_asked", "feel_part"), ("visits_below_people", "attendances")],
        ),
    ],
)
def test_counts_that_contradict_each_other(values, expected):
    assert [(blocker.code, blocker.field) for blocker in problems_of_figures(values)] == expected


@pytest.mark.parametrize(("value", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (1200, 1200)])
def test_counts_of_one_to_four_are_hidden(value, shown):
    assert total_of("I03", "sum", value=value, base=0, reports=2) == Total("I03", shown, False, None, 2)


def test_people_in_several_groups_make_an_upper_bound():
    assert total_of("I01", "unique_upper", value=40, base=0, reports=3).is_upper_bound is True


@pytest.mark.parametrize(
    ("value", "base", "share"), [(27, 30, 90), (0, 10, 0), (9, 9, None), (1, 9, None), (2, 3, None), (333, 1000, 33)]
)
def test_a_share_needs_ten_people_who_answered(value, base, share):
    total = total_of("I06", "weighted_mean", value=value, base=base, reports=1)
    assert (total.value, total.share, total.is_shown) == (None, share, share is not None)


@pytest.mark.parametrize(
    ("today", "is_done", "is_over", "phase"),
    [
        (dt.date(2026, 9, 30), False, False, "planned"),
        (dt.date(2026, 10, 1), False, False, "open"),
        (DUE, False, False, "open"),
        (dt.date(2026, 11, 1), False, False, "overdue"),
        (dt.date(2026, 11, 1), True, False, "done"),
        (dt.date(2026, 11, 1), False, True, "not_needed"),
        (dt.date(2026, 11, 1), True, True, "done"),
    ],
)
def test_the_phase_of_a_report_follows_the_calendar_until_its_grant_is_over(today, is_done, is_over, phase):
    assert report_phase(DUE, is_done=is_done, is_over=is_over, today=today) == phase


def test_a_report_is_written_until_it_is_sent_and_again_when_it_came_back():
    assert [status for status in sorted(REPORT.statuses) if is_being_written(status)] == ["draft", "sent_back"]
    assert REPORT.allows("accepted", "submitted") is False
