"""The office answers people who ask to join a group where the group does not."""

import pytest
from django.urls import reverse

from grants.ground.people.actions import ask_to_join, look_at_requests
from grants.ground.people.models import JoinRequest, Membership
from tests.cast import NOW
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db

LIST = reverse("office:join_requests")


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


def ask(cast, name):
    request = ask_to_join(name, by=cast.actor("stranger"), now=NOW)
    look_at_requests(now=NOW)
    return reverse("office:join_request", args=[request.pk])


def test_the_list_says_who_asks_and_whether_we_know_the_group(cast):
    assert cast.applicant
    for name in ("Harbour Lights Peer Circle", "Nobody Knows Us"):
        ask(cast, name)
    rows = cast.client("officer").get(LIST).context["rows"]
    assert [(row.name, row.organisation) for row in rows] == [
        ("Harbour Lights Peer Circle", cast.organisation),
        ("Nobody Knows Us", None),
    ]


def test_an_officer_chooses_among_groups_of_one_name(cast):
    assert cast.applicant
    twin = make_organisation("Harbour Lights Peer Circle")
    path, client = ask(cast, "Harbour Lights Peer Circle"), cast.client("officer")
    assert list(client.post(path, {"member_role": "member"}).context["form"].errors) == ["organisation"]
    client.post(path, {"member_role": "member", "organisation": twin.pk})
    assert Membership.objects.get(person=cast.stranger, organisation=twin).role == "member"


def test_another_groups_id_is_no_choice(cast):
    path = ask(cast, "Harbour Lights Peer Circle")
    data = {"member_role": "member", "organisation": cast.other_organisation.pk}
    assert list(cast.client("officer").post(path, data).context["form"].errors) == ["organisation"]


def test_an_unknown_name_is_left_without_an_answer(cast):
    path, client = ask(cast, "Nobody Knows Us"), cast.client("officer")
    assert "We know no group of this name." in client.get(path).text
    client.post(path, {"no": "1"})
    assert JoinRequest.objects.get().answered_at is not None
    assert list(client.get(LIST).context["rows"]) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_has_a_steady_cost(cast, rows, django_assert_num_queries):
    assert cast.applicant
    for number in range(rows):
        ask(cast, f"Group {number}")
    client = cast.client("officer")
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
