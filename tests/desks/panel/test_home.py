"""The reviewer's first page."""

import pytest
from django.urls import reverse

from grants.stages.assessment import actions
from tests.cast import signed_in
from tests.factories.assessment import (
    NOW,
    make_eligible,
    make_judged_call,
    make_officer,
    make_panel,
    make_scoring,
    score,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(db):
    return make_person("Rosa")


def home(person):
    return signed_in(person).get(reverse("panel:home"))


def test_home_without_a_panel_says_so(rosa):
    assert "You are not on a panel now" in home(rosa).content.decode()


def test_home_asks_for_ties_first(rosa):
    call = make_judged_call()
    panel = make_panel(call, members=[rosa], applications=[make_eligible(call, name="Ash Grove")])
    page = home(rosa).content.decode()
    assert "1 group is on the list" in page
    assert reverse("panel:declare", args=[panel.pk]) in page
    assert "Ash Grove" not in page


def test_home_lists_what_waits_and_what_is_in(rosa):
    panel = make_scoring(rosa, groups=2)
    first, second = panel.candidates.order_by("pk")
    score(first, rosa, 3, 3)
    page = home(rosa).content.decode()
    assert "1 application waits for your scores" in page
    assert "Sent: 75.00" in page
    assert second.application.organisation.name in page


def test_home_shows_the_chair_the_board(rosa):
    panel = make_scoring(rosa)
    assert reverse("panel:board", args=[panel.pk]) not in home(rosa).content.decode()
    actions.add_member(panel, rosa, role="chair", by=make_officer(), now=NOW)
    assert reverse("panel:board", args=[panel.pk]) in home(rosa).content.decode()


@pytest.mark.parametrize("groups", [1, 3])
def test_home_takes_nine_queries(rosa, groups, django_assert_num_queries):
    make_scoring(rosa, groups=groups)
    client = signed_in(rosa)
    with django_assert_num_queries(7):
        client.get(reverse("panel:home"))
