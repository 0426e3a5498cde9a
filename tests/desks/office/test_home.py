"""The office's first page: counts of what waits, each leading to its list."""

import datetime as dt

import pytest
from django.urls import reverse

from grants.desks.office.views.home import needs_me
from grants.stages.applications.actions import send_back
from tests.cast import NOW
from tests.factories.awards import make_accepted, make_decided
from tests.factories.calls import make_call
from tests.factories.funds import make_funder

pytestmark = pytest.mark.django_db


def waiting(cast, name):
    return {str(card.label): card.count for card in needs_me(cast.actor(name), NOW) if card.count}


def test_home_counts_what_waits_for_an_officer(cast):
    make_accepted()
    assert waiting(cast, "officer")["grants to start"] == 1


def test_home_counts_panels_that_wait_for_release(cast):
    make_decided()
    assert waiting(cast, "officer")["panels to release"] == 1


def test_home_shows_a_decision_maker_only_their_own_work(cast):
    make_accepted()
    assert [str(card.label) for card in needs_me(cast.actor("decision_maker"), NOW)] == [
        "recommendations that wait for you",
        "calls being prepared",
        "calls open now",
        "calls closing within a week",
    ]


def test_home_counts_groups_whose_day_to_answer_has_passed(cast):
    from tests.factories.applications import make_application
    from tests.factories.calls import on_day

    for number, days in enumerate((7, 14)):
        sent = make_application(make_call(f"call-{number}"))
        send_back(sent, {"amount": "Why?"}, why="", due_on=on_day(days), by=cast.actor("officer"), now=NOW)
    label = "groups whose day to answer our questions has passed"
    for days, expected in ((7, 0), (8, 1), (15, 2)):
        cards = {str(card.label): card.count for card in needs_me(cast.actor("officer"), NOW + dt.timedelta(days=days))}
        assert cards[label] == expected


def test_home_costs_the_same_however_much_waits(cast, django_assert_num_queries):
    make_funder()
    client = cast.client("officer")
    client.get(reverse("office:home"))
    with django_assert_num_queries(14):
        client.get(reverse("office:home"))
    make_accepted()
    with django_assert_num_queries(14):
        client.get(reverse("office:home"))


def test_what_waits_stands_before_the_lists_in_which_nothing_does(cast):
    make_accepted()
    page = cast.client("officer").get(reverse("office:home"))
    before, _heading, after = page.text.partition("Nothing waits for you here")
    assert "grants to start" in before
    assert "Reports to read and answer" in after
