"""Days and moments: zones, working days, months, financial years."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.ground.kit.clock import (
    add_months,
    add_working_days,
    at_local,
    financial_year,
    is_working_day,
    local_date,
)

DAYS = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2100, 1, 1))
LONDON = "Europe/London"
FRIDAY = dt.date(2026, 12, 24) + dt.timedelta(days=1)
HOLIDAYS = frozenset({dt.date(2026, 12, 25), dt.date(2026, 12, 28)})


def test_day_is_the_day_of_the_zone():
    late = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert (local_date(late, LONDON), local_date(late, "America/New_York")) == (
        dt.date(2026, 7, 1),
        dt.date(2026, 6, 30),
    )


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (dt.date(2026, 1, 5), 17, dt.datetime(2026, 1, 5, 17, tzinfo=dt.UTC)),
        (dt.date(2026, 7, 6), 17, dt.datetime(2026, 7, 6, 16, tzinfo=dt.UTC)),
        (dt.date(2026, 10, 25), 1, dt.datetime(2026, 10, 25, 0, tzinfo=dt.UTC)),
    ],
)
def test_clock_time_is_read_in_the_zone_and_the_earlier_one_when_it_comes_twice(day, hour, utc):
    assert at_local(day, dt.time(hour), LONDON) == utc


@pytest.mark.parametrize(
    ("count", "day"),
    [(0, dt.date(2026, 12, 29)), (1, dt.date(2026, 12, 30)), (3, dt.date(2027, 1, 1)), (4, dt.date(2027, 1, 4))],
)
def test_working_days_leave_out_weekends_and_holidays(count, day):
    assert add_working_days(FRIDAY, count, HOLIDAYS) == day


@given(DAYS, st.integers(min_value=0, max_value=60))
def test_working_days_are_counted_one_by_one(day, count):
    end = add_working_days(day, count, frozenset())
    start = add_working_days(day, 0, frozenset())
    between = [start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(each, frozenset()) for each in between) == count
    assert is_working_day(end, frozenset()) is True


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2028, 1, 31), 1, dt.date(2028, 2, 29)),
        (dt.date(2028, 2, 29), 12, dt.date(2029, 2, 28)),
        (dt.date(2026, 12, 15), 1, dt.date(2027, 1, 15)),
        (dt.date(2026, 1, 15), -1, dt.date(2025, 12, 15)),
        (dt.date(2026, 5, 31), 1, dt.date(2026, 6, 30)),
    ],
)
def test_months_end_where_the_month_ends(day, months, result):
    assert add_months(day, months) == result


@given(DAYS, st.integers(min_value=0, max_value=240))
def test_months_keep_the_day_or_the_last_of_the_month(day, months):
    result = add_months(day, months)
    assert (result.year * 12 + result.month) - (day.year * 12 + day.month) == months
    is_last_of_month = (result + dt.timedelta(days=1)).month != result.month
    assert result.day == day.day or (result.day < day.day and is_last_of_month)


@pytest.mark.parametrize(
    ("day", "start_month", "year"),
    [
        (dt.date(2027, 3, 31), 4, 2026),
        (dt.date(2027, 4, 1), 4, 2027),
        (dt.date(2026, 1, 1), 1, 2026),
        (dt.date(2026, 12, 31), 1, 2026),
    ],
)
def test_financial_year_is_named_after_the_year_it_began(day, start_month, year):
    assert financial_year(day, start_month) == year
