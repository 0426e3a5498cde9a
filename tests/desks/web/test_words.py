import datetime as dt

import pytest
from django.utils import timezone

from grants.desks.web.templatetags import words

LONDON_5_PM_IN_SUMMER = dt.datetime(2026, 7, 3, 16, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _in_london():
    with timezone.override("Europe/London"):
        yield


@pytest.mark.parametrize(
    ("minor", "shown"), [(185000, "£1,850"), (62550, "£625.50"), (0, "£0"), (-500, "-£5"), (None, ""), ("", "")]
)
def test_money_reads_as_people_write_it(minor, shown):
    assert words.money(minor) == shown


def test_day_names_the_weekday():
    assert words.day(dt.date(2026, 12, 4)) == "Friday 4 December 2026"


def test_short_day_fits_a_table():
    assert words.short_day(dt.date(2026, 12, 4)) == "4 Dec 2026"


def test_moment_is_local_and_machine_readable():
    shown = '<time datetime="2026-07-03T16:00:00+00:00">Friday 3 July 2026, 5 pm</time>'
    assert words.moment(LONDON_5_PM_IN_SUMMER) == shown


def test_deadline_asks_the_script_for_the_distance():
    shown = '<time datetime="2026-07-03T16:00:00+00:00" data-relative>Friday 3 July 2026, 5 pm</time>'
    assert words.deadline(LONDON_5_PM_IN_SUMMER) == shown


@pytest.mark.parametrize("show", [words.day, words.short_day, words.moment, words.deadline])
def test_no_date_shows_nothing(show):
    assert show(None) == ""


@pytest.mark.parametrize(
    ("time", "shown"),
    [((0, 0), "midnight"), ((12, 0), "midday"), ((0, 5), "12:05 am"), ((17, 0), "5 pm"), ((9, 30), "9:30 am")],
)
def test_clock_words_are_spoken(time, shown):
    assert words.clock_words(dt.time(*time)) == shown
