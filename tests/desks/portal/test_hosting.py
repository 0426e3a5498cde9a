"""Naming a host on the screen, and the host's page behind its link."""

import pytest
from django.urls import reverse

from grants.stages.applications.actions import ask_host, take_back_host
from grants.stages.applications.models import Hosting
from grants.stages.applications.rules.hosting import Fee
from tests.factories.applications import ANSWERS, answer, make_draft, page_of
from tests.factories.calls import NOW, QUESTIONS, make_call, make_form
from tests.stages.applications.test_hosting import HOLDER, SHARED_TABLE, say_yes

pytestmark = pytest.mark.django_db

QUERIES_OF_HOST = 11


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def draft(cast):
    call = make_call(form=make_form(questions=[*QUESTIONS["application"], HOLDER]).questionnaire)
    answers = ANSWERS | {"holder": "another_group"}
    return make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"), answers=answers)


def ask(cast, draft):
    return ask_host(draft, **SHARED_TABLE, fee=Fee(), by=cast.actor("applicant"), now=NOW)


def link(row):
    return reverse("portal:host_answer", args=[row.token])


def test_a_member_names_a_host_and_reads_where_it_stands(cast, draft):
    client = cast.client("cowriter")
    assert page_of(draft, "host") in client.get(page_of(draft)).text
    page = client.post(page_of(draft, "host"), SHARED_TABLE | {"fee_percent": "5"}, follow=True)
    assert "We have mailed them a link." in page.text
    assert "Asked, no answer yet" in page.text
    assert "5 percent, which is £22.50" in page.text


@pytest.mark.parametrize("hosts", [1, 3])
def test_page_costs_the_same_however_many_were_asked(cast, draft, hosts, django_assert_num_queries):
    for turn in range(hosts):
        ask(cast, draft)
        if turn < hosts - 1:
            take_back_host(draft, by=cast.actor("applicant"), now=NOW)
    client = cast.client("applicant")
    with django_assert_num_queries(QUERIES_OF_HOST):
        assert client.get(page_of(draft, "host")).status_code == 200


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"fee_percent": "11"}, {"fee_percent": ["In this call a host may keep at most 10 percent."]}),
        ({"fee_percent": "ten"}, {"fee_percent": ["Enter a number like 5."]}),
        ({"email": "tess"}, {"email": ["Enter an email address like name@example.org."]}),
        ({"host_name": ""}, {"host_name": ["Enter the name of the organisation."]}),
    ],
)
def test_bad_input_is_told_at_its_field(cast, draft, typed, errors):
    page = cast.client("applicant").post(page_of(draft, "host"), SHARED_TABLE | typed)
    assert page.context["form"].errors == errors
    assert "Tess Table" in page.text
    assert not Hosting.objects.exists()


def test_the_host_reads_what_it_agrees_to_and_nothing_private(cast, client, draft):
    row = ask(cast, draft)
    page = client.get(link(row))
    assert "Weekly peer evening" in page.text
    assert "£450" in page.text
    assert "Amina" not in page.text
    assert Hosting.objects.get().status == "asked", "opening the link does nothing"
    page = client.post(link(row), {"yes": "1", "name": "Tess Table", "role": "Treasurer"}, follow=True)
    assert "You said yes" in page.text
    assert "Confirmed" in cast.client("applicant").get(page_of(draft, "host")).text


def test_a_no_needs_a_name_too_and_is_told(cast, client, draft):
    row = ask(cast, draft)
    assert client.post(link(row), {"no": "1"}).context["form"].errors == {
        "name": ["Enter your full name."],
        "role": ["Say what you are in your organisation, like treasurer."],
    }
    assert "You said no" in client.post(link(row), {"no": "1", "name": "T", "role": "Chair"}, follow=True).text


def test_a_link_taken_back_or_made_up_is_not_found(cast, client, draft):
    row = ask(cast, draft)
    cast.client("applicant").post(page_of(draft, "host_take_back"))
    assert client.get(link(row)).status_code == 404
    assert client.get(reverse("portal:host_answer", args=["made-up"])).status_code == 404


def test_changed_terms_are_told_on_both_sides(cast, client, draft):
    row = ask(cast, draft)
    say_yes(row)
    answer(draft, by=cast.actor("applicant"), amount=50_000)
    assert "The group has changed its plan" in client.get(link(row)).text
    assert "What it said does not count any more." in cast.client("applicant").get(page_of(draft, "host")).text


def test_strangers_find_nothing(cast, draft):
    assert cast.client("stranger").get(page_of(draft, "host")).status_code == 404
