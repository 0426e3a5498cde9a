"""Time: the one place that reads the clock, and working days."""

import datetime as dt
from collections.abc import Collection
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> dt.datetime:
    """The present moment, aware. Screens and jobs read it once and pass it on; rules and acts never read it."""
    return timezone.now()


def local_date(moment: dt.datetime, zone: str) -> dt.date:
    """The calendar day of a moment in a zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def at_local(day: dt.date, clock: dt.time, zone: str) -> dt.datetime:
    """The moment, in UTC, at which clocks in `zone` show `clock` on `day`; the earlier one when it comes twice."""
    return dt.datetime.combine(day, clock, ZoneInfo(zone)).astimezone(dt.UTC)


def is_working_day(day: dt.date, holidays: Collection[dt.date]) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < 5 and day not in holidays


def add_working_days(day: dt.date, count: int, holidays: Collection[dt.date]) -> dt.date:
    """The working day that comes `count` working days after `day`; with 0, `day` or the next working day."""
    result = day
    while not is_working_day(result, holidays):
        result += dt.timedelta(days=1)
    for _ in range(count):
        result += dt.timedelta(days=1)
        while not is_working_day(result, holidays):
            result += dt.timedelta(days=1)
    return result


def financial_year(day: dt.date, start_month: int) -> int:
    """The calendar year in which the financial year of `day` began."""
    return day.year if day.month >= start_month else day.year - 1


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months on; the last day of the month where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError("no such month")
