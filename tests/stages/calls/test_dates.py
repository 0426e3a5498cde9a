"""Key dates in words, by the funder's clocks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from grants.ground.kit.dates import clock_words
from grants.stages.calls.rules import key_dates

LARKFIELD = {"zone": "Europe/London", "place": "Larkfield"}


@dataclass
class Promises:
    opens_at: datetime = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
    closes_at: datetime | None = datetime(2026, 12, 4, 17, 0, tzinfo=UTC)
    decision_by: date | None = date(2027, 1, 29)
    decision_working_days: int | None = None


def test_timed_call_names_its_dates_with_the_place():
    dates = key_dates(Promises(), **LARKFIELD)
    assert [(row.code, row.label, row.words) for row in dates.rows] == [
        ("opens", "Opens", "9 am, Monday 7 September 2026 (Larkfield time)"),
        ("closes", "Closes", "5 pm, Friday 4 December 2026 (Larkfield time)"),
        ("decides", "You hear from us", "By Friday 29 January 2027"),
    ]
    assert [row.machine for row in dates.rows] == [
        "2026-09-07T08:00:00+00:00",
        "2026-12-04T17:00:00+00:00",
        "2027-01-29",
    ]


def test_rolling_call_promises_working_days():
    dates = key_dates(Promises(closes_at=None, decision_by=None, decision_working_days=10), **LARKFIELD)
    assert (dates.closes.words, dates.closes.machine) == ("No closing date. Apply when you are ready.", "")
    assert dates.decides.words == "Within 10 working days of applying"
    one = key_dates(Promises(closes_at=None, decision_by=None, decision_working_days=1), **LARKFIELD)
    assert one.decides.words == "Within 1 working day of applying"


def test_date_that_is_not_settled_says_so():
    assert key_dates(Promises(decision_by=None), **LARKFIELD).decides.words == "Not settled yet"


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(17, 0, "5 pm"), (17, 30, "5:30 pm"), (0, 0, "midnight"), (12, 0, "midday"), (0, 5, "12:05 am"), (9, 0, "9 am")],
)
def test_clock_in_words(hour, minute, words):
    assert clock_words(datetime(2026, 1, 1, hour, minute).time()) == words
