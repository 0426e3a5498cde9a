"""How to reach the people of a group, in the office."""

import pytest

from grants.ground.people.models import Person
from tests.factories.applications import make_application
from tests.factories.people import belong, make_person_without_email

pytestmark = pytest.mark.django_db
PEOPLE_QUERIES = 6


@pytest.mark.parametrize("rows", [1, 3])
def test_case_shows_how_to_reach_each_person_and_what_they_need(cast, rows, django_assert_num_queries):
    application = make_application()
    application.organisation.memberships.all().delete()
    for number in range(rows):
        person = make_person_without_email(f"Ivy {number}", phone=f"+44770090012{number}", good_times="mornings")
        belong(person, application.organisation)
    client = cast.client("auditor")
    url = f"/office/applications/{application.pk}/people/"
    page = client.get(url).content.decode()
    assert [words in page for words in ("Ivy 0", "+447700900120", "mornings", "/contact/")] == [True, True, True, False]
    with django_assert_num_queries(PEOPLE_QUERIES):
        client.get(url)


def test_officer_changes_how_to_reach_somebody(cast):
    application = make_application()
    ivy = make_person_without_email("Ivy Moss")
    belong(ivy, application.organisation)
    client, url = cast.client("officer"), f"/office/people/{ivy.pk}/contact/"
    typed = {"reach_by": "post", "phone": "", "postal_address": "4 Weir Row", "needs_large_print": "on"}
    assert client.post(url, typed | {"postal_address": ""}).context["form"].errors == {
        "postal_address": ["Enter the address for letters."]
    }
    assert client.post(url, typed).url == f"/office/organisations/{application.organisation_id}/"
    ivy = Person.objects.get(pk=ivy.pk)
    assert (ivy.reach_by, ivy.postal_address, ivy.needs_large_print) == ("post", "4 Weir Row", True)
    assert "Large print" in client.get(f"/office/organisations/{application.organisation_id}/").content.decode()


def test_somebody_of_no_group_is_not_found(cast):
    assert cast.client("officer").get(f"/office/people/{cast.auditor.pk}/contact/").status_code == 404
