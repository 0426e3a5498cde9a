"""My applications and grants."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.stages.applications.actions import mark_eligible, withdraw_application
from tests.cast import signed_in
from tests.factories.actors import make_actor
from tests.factories.applications import make_application, make_draft, page_of
from tests.factories.calls import NOW, make_call

HOME = reverse("portal:home")


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def by(cast):
    return cast.actor("applicant")


def test_a_person_without_a_group_is_told_how_to_begin(cast):
    make_call()
    page = cast.client("reviewer").get(HOME)
    assert "You have not started an application yet" in page.text
    assert reverse("portal:start", args=["doorstep"]) in page.text


def test_a_group_sees_what_to_do_next(cast, by):
    call = make_call()
    make_draft(call, organisation=cast.organisation, by=by)
    page = cast.client("applicant").get(HOME)
    assert "Not sent yet" in page.text
    assert "Go on writing. Send it before" in page.text


def test_inner_states_do_not_show(cast, by):
    sent = make_application(organisation=cast.organisation, by=by)
    before = cast.client("applicant").get(HOME)
    mark_eligible(sent, by=make_actor(), now=NOW)
    after = cast.client("applicant").get(HOME)
    assert "Being judged" in before.text
    assert before.context["rows"][0][1] == after.context["rows"][0][1]


def test_every_member_of_the_group_sees_its_applications(cast, by):
    sent = make_application(organisation=cast.organisation, by=by)
    for name in ("applicant", "cowriter", "signatory"):
        assert page_of(sent) in cast.client(name).get(HOME).text


def test_nobody_sees_another_groups_applications(cast, by):
    sent = make_application(organisation=cast.organisation, by=by)
    assert page_of(sent) not in cast.client("stranger").get(HOME).text


def test_a_withdrawn_application_says_so(cast, by):
    sent = make_application(organisation=cast.organisation, by=by)
    withdraw_application(sent, by=by, now=NOW)
    assert "You withdrew this." in cast.client("applicant").get(HOME).text


def test_the_page_costs_the_same_for_one_and_for_three(cast, by, django_assert_num_queries):
    client = cast.client("applicant")
    make_application(make_call("one"), organisation=cast.organisation, by=by)
    with django_assert_num_queries(10):
        client.get(HOME)
    for code in ("two", "three"):
        make_application(make_call(code), organisation=cast.organisation, by=by)
    with django_assert_num_queries(10):
        client.get(HOME)


def test_a_call_that_renews_grants_says_so_where_it_is_offered(cast, django_assert_num_queries):
    make_call()
    client = cast.client("applicant")
    client.get(HOME)
    with CaptureQueriesContext(connection) as ordinary:
        assert "This call renews grants of" not in client.get(HOME).text
    for code in ("again", "once-more", "and-again"):
        make_call(code, renews=make_call(f"before-{code}", title=f"Before {code}"))
    with django_assert_num_queries(len(ordinary)):
        page = client.get(HOME)
    assert page.text.count("This call renews grants of Before") == 3


def test_an_offer_that_lapsed_is_said_once_and_truly(cast, time_machine):
    from grants.stages.awards.actions import lapse_offers
    from tests.factories.awards import make_offer
    from tests.factories.people import belong

    award = make_offer()
    belong(cast.applicant, award.organisation)
    assert "Offered a grant" in cast.client("applicant").get(HOME).text
    later = NOW + dt.timedelta(days=200)
    lapse_offers(now=later)
    time_machine.move_to(later)
    client = signed_in(cast.applicant)
    for page in (client.get(HOME), client.get(page_of(award.application))):
        assert "This offer has lapsed" in page.text
        assert ("Offered a grant" in page.text, "Good news" in page.text) == (False, False)
