"""Whom the calls reach: only numbers, only when they have stopped growing, none that points at anybody."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from grants.desks.jobs.words import load_words
from grants.ground.equality.actions import count_answers
from tests.desks.web.html import text_of
from tests.factories.calls import NOW, in_days, make_call

PAGE = reverse("office:equality")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)
    load_words()


def count(number, *, call="doorstep", today=date(2026, 9, 7), **given):
    for turn in range(number):
        count_answers(given, call_code=call, nonce=f"{call}-{today}-{given}-{turn}", today=today)


def test_a_call_that_is_still_open_shows_nothing(cast):
    make_call()
    count(20, gender=["women"])
    assert "Nothing to show yet" in cast.client("officer").get(PAGE).text


def test_a_closed_call_shows_its_numbers_and_hides_small_ones(cast, time_machine):
    make_call(closes_at=in_days(3))
    count(12, gender=["women"])
    count(6, gender=["men"])
    count(2, gender=["non_binary"])
    count(8, age=["18_to_29"])
    time_machine.move_to(in_days(4))
    page = cast.client("officer").get(PAGE)
    age, gender = page.context["tables"]
    assert [row.count for row in gender.rows] == [12, None, None, 0, 0]
    assert (age.answered, "Fewer than 10 answered, so nothing is shown." in page.text) == (None, True)
    words = text_of(page)
    assert ("20 groups answered." in words, "Women 12 60" in words, "Men hidden hidden" in words) == (True, True, True)


def test_a_rolling_call_shows_a_quarter_at_a_time_once_it_is_over(cast):
    make_call("always", kind="rolling", opens_at=NOW - timedelta(days=200))
    count(10, call="always", today=date(2026, 5, 4), gender=["women"])
    count(10, call="always", gender=["men"])
    page = cast.client("officer").get(PAGE)
    assert [period["key"] for period in page.context["periods"]] == ["always.2026-04"]
    assert [row.count for row in page.context["tables"][0].rows][:2] == [10, 0]


@pytest.mark.parametrize("query", ["of=doorstep.2026-09", "of=../x", "of=", "of=doorstep%00"])
def test_an_address_that_was_changed_shows_no_more(cast, query):
    make_call()
    count(20, gender=["women"])
    assert cast.client("auditor").get(f"{PAGE}?{query}").context["tables"] == []


@pytest.mark.parametrize("name", ["reviewer", "chair", "applicant", "decision_maker", "finance_preparer", "editor"])
def test_whoever_judges_finds_nothing(cast, name):
    assert cast.client(name).get(PAGE).status_code == 404


def test_the_page_costs_the_same_for_one_and_for_three_calls(cast, time_machine, django_assert_num_queries):
    client = cast.client("officer")
    for code in ("one", "two", "three"):
        make_call(code, closes_at=NOW + timedelta(days=1))
        count(10, call=code, gender=["women"])
    time_machine.move_to(NOW + timedelta(days=2))
    client.get(PAGE)
    with django_assert_num_queries(8):
        client.get(PAGE)
