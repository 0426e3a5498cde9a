"""The office's screens for people: listing, inviting, roles, lost second steps."""

import pytest
from django.urls import reverse

from grants.ground.notifications.models import Mail
from grants.ground.people.models import Invitation
from grants.ground.people.queries import has_second_factor
from grants.ground.people.roles import Role
from tests.factories.funds import make_funder
from tests.factories.people import hold, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _funder(db):
    make_funder()


@pytest.fixture
def administrator(cast):
    return cast.client("administrator")


def errors(response):
    return {field: list(found) for field, found in response.context["form"].errors.items()}


@pytest.mark.parametrize(("colleagues", "queries"), [(1, 7), (3, 7)])
def test_people_are_listed_at_a_constant_cost(cast, administrator, django_assert_num_queries, colleagues, queries):
    for number in range(colleagues):
        person = make_person(f"Colleague {number}")
        hold(person, Role.OFFICER)
        hold(person, Role.AUDITOR)
    with django_assert_num_queries(queries):
        page = administrator.get(reverse("office:people"))
    assert len(page.context["page"].rows) == colleagues + 1


def test_invitation_is_sent_listed_and_cancelled(administrator):
    typed = {"email": "nell@cast.example", "name": "Nell", "role": "decision_maker", "limit_amount": "£5,000"}
    assert administrator.post(reverse("office:invite"), typed).url == reverse("office:people")
    invitation = Invitation.objects.get()
    assert (invitation.limit_amount, Mail.objects.get().to_email) == (500_000, "nell@cast.example")
    page = administrator.get(reverse("office:people")).content.decode()
    assert "We have invited nell@cast.example." in page
    address = reverse("office:invitation_cancel", args=[invitation.pk])
    assert "nell@cast.example" in administrator.get(address).content.decode()
    assert Invitation.objects.get().cancelled_at is None
    assert administrator.post(address).url == reverse("office:people")
    assert administrator.post(address).status_code == 404
    assert Invitation.objects.get().cancelled_at is not None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"email": ""}, {"email": ["Enter their email address."]}),
        ({"email": "nell"}, {"email": ["Enter an email address like name@example.org."]}),
        ({"role": ""}, {"role": ["Choose a role."]}),
        ({"limit_amount": "ten"}, {"limit_amount": ["Enter an amount in numbers, like 1850 or 1,850.50."]}),
        ({"limit_amount": "10"}, {"limit_amount": ["Only a decision-maker has a limit."]}),
    ],
)
def test_bad_invitation_gets_a_clear_word_and_is_kept(administrator, typed, found):
    sent = {"email": "nell@cast.example", "name": "Nell", "role": "officer", "limit_amount": ""} | typed
    response = administrator.post(reverse("office:invite"), sent)
    assert errors(response) == found
    assert response.context["form"]["name"].value() == "Nell"
    assert Mail.objects.count() == 0


def test_role_is_given_and_ended_after_a_question(cast, administrator):
    page = reverse("office:person", args=[cast.officer.pk])
    typed = {"role": "auditor", "limit_amount": "", "starts_on": "2026-09-01", "ends_on": "2026-12-31"}
    assert administrator.post(page, typed).url == page
    assert list(cast.officer.role_holdings.order_by("pk").values_list("role", flat=True)) == ["officer", "auditor"]
    holding = cast.officer.role_holdings.get(role="auditor")
    address = reverse("office:role_end", args=[holding.pk])
    assert "Olive Marsh" in administrator.get(address).content.decode()
    assert administrator.post(address).url == page
    assert administrator.post(address).status_code == 404
    holding.refresh_from_db()
    assert holding.ended_by == cast.administrator


def test_refused_role_says_why_at_its_field(cast, administrator):
    page = reverse("office:person", args=[cast.officer.pk])
    typed = {"role": "officer", "limit_amount": "", "starts_on": "2026-09-02", "ends_on": "2026-09-01"}
    assert errors(administrator.post(page, typed)) == {
        "role": ["This person has this role already."],
        "ends_on": ["The last day is before the first day."],
    }
    assert errors(administrator.post(page, typed | {"starts_on": "2026-02-30", "ends_on": ""})) == {
        "starts_on": ["Enter a day that exists, like 4 December 2026."]
    }


def test_last_administrator_hears_why(cast, administrator):
    address = reverse("office:role_end", args=[cast.administrator.role_holdings.get().pk])
    assert "This is the last administrator." in administrator.post(address).content.decode()


def test_lost_second_step_is_taken_off_after_a_question(cast, administrator):
    cast.code("officer")
    address = reverse("office:second_factor_off", args=[cast.officer.pk])
    administrator.get(address)
    assert has_second_factor(cast.officer.pk)
    assert administrator.post(address).url == reverse("office:person", args=[cast.officer.pk])
    assert not has_second_factor(cast.officer.pk)


def test_auditor_reads_and_changes_nothing(cast):
    client, page = cast.client("auditor"), reverse("office:person", args=[cast.officer.pk])
    assert "Give a role" not in client.get(page).content.decode()
    assert client.post(page, {"role": "editor", "starts_on": "2026-09-01"}).status_code == 404
    assert "Invite a colleague" not in client.get(reverse("office:people")).content.decode()


def test_people_without_a_role_are_not_colleagues(cast, administrator):
    assert administrator.get(reverse("office:person", args=[cast.applicant.pk])).status_code == 404


@pytest.mark.parametrize(("groups", "queries"), [(1, 5), (3, 5)])
def test_groups_are_listed_at_a_constant_cost(cast, django_assert_num_queries, groups, queries):
    from tests.factories.people import make_organisation

    client = cast.client("officer")
    for number in range(groups):
        make_organisation(f"Group {number}")
    with django_assert_num_queries(queries):
        page = client.get(reverse("office:organisations"))
    assert len(page.context["page"].rows) == groups


def test_group_is_found_by_the_start_of_its_name(cast):
    cast.everyone()
    page = cast.client("officer").get(reverse("office:organisations"), {"name": "the harb"})
    assert [(row.name, row.people) for row in page.context["page"].rows] == [("Harbour Lights Peer Circle", 3)]


def test_group_shows_its_people(cast, django_assert_num_queries):
    cast.everyone()
    client = cast.client("officer")
    with django_assert_num_queries(6):
        page = client.get(reverse("office:organisation", args=[cast.organisation.pk]))
    assert [str(row.person) for row in page.context["memberships"]] == ["Amina Yusuf", "Ben Castle", "Carys Lloyd"]
