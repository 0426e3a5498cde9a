import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import trans_real

from grants.desks.web.apps import remember_words
from grants.desks.web.templatetags import words
from grants.ground.questions.models import Version

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


def test_choice_shows_the_words_of_a_stored_value_in_the_readers_language():
    row = Version(status="draft")
    assert words.choice(row, "status") == "Being written"
    with translation.override("cy"):
        assert words.choice(row, "status") == row.get_status_display()


def test_choice_is_empty_without_a_row_and_shows_a_value_that_has_no_words():
    assert (words.choice(None, "status"), words.choice(Version(status="lost"), "status")) == ("", "lost")


def test_link_is_the_address_that_url_gives():
    found = [words.link(pk, "office:award") for pk in (1, 23)]
    assert found == [reverse("office:award", args=[1]), reverse("office:award", args=[23])]


def test_link_writes_the_row_once_though_the_address_has_numbers_of_its_own():
    assert words.link(7, "finance:ledger") == reverse("finance:ledger", args=[7])


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (1000, "1000"), (1001, "Over 1,000")])
def test_count_that_stopped_says_so(number, shown):
    assert words.counted(number) == shown


def test_remembered_words_are_those_of_the_catalog_and_looked_up_once():
    catalogs = trans_real.translation("en-gb")
    before = catalogs.gettext
    try:
        remember_words("en-gb")
        assert [catalogs.gettext("No words for this stand anywhere") for _turn in range(3)] == [
            "No words for this stand anywhere"
        ] * 3
        assert catalogs.gettext.cache_info()[:2] == (2, 1)
    finally:
        catalogs.gettext = before
