"""Starting: sign in, say which group, write."""

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from grants.ground.people.models import Organisation, Person
from grants.stages.applications.models import Application
from tests.cast import signed_in
from tests.factories.applications import make_draft, page_of
from tests.factories.calls import NOW, in_days, make_call
from tests.factories.people import make_person

START = reverse("portal:start", args=["doorstep"])
NEW_GROUP = f"{START}?group=new"
NEW = {"name": "Quiet Hour", "legal_form": "unincorporated"}


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def call(db):
    return make_call()


def test_signed_out_people_are_asked_for_their_email_and_come_back(client, call):
    assert client.get(START).url == f"{reverse('profile:sign_in')}?next={START}"


def test_a_person_without_a_group_names_one_and_writes(cast, call):
    client = cast.client("reviewer")
    assert list(client.get(START).context["form"].fields) == ["name", "legal_form", "language"]
    page = client.post(START, {"name": "Quiet Hour", "legal_form": "unincorporated"})
    draft = Application.objects.get()
    assert (page.url, draft.organisation.name, draft.started_by) == (page_of(draft), "Quiet Hour", cast.reviewer)


def test_a_member_chooses_their_group(cast, call):
    page = cast.client("applicant").post(START, {"group": str(cast.organisation.pk)})
    assert Application.objects.get().organisation == cast.organisation
    assert page.status_code == 302


def test_a_member_may_name_a_new_group(cast, call):
    client = cast.client("applicant")
    assert client.post(START, {"group": "new"}).url == NEW_GROUP
    client.post(NEW_GROUP, NEW)
    assert Application.objects.get().organisation.name == "Quiet Hour"


def test_going_on_with_a_draft_starts_no_second_one(cast, call):
    draft = make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"))
    page = cast.client("cowriter").post(START, {"group": str(cast.organisation.pk)})
    assert page.url == page_of(draft)
    assert Application.objects.count() == 1


def test_a_double_click_makes_one_group_and_one_draft(cast, call):
    pages = [cast.client("reviewer").post(NEW_GROUP, NEW) for _ in range(2)]
    assert pages[0].url == pages[1].url
    assert Organisation.objects.filter(name="Quiet Hour").count() == 1


@pytest.mark.parametrize(
    ("data", "errors"), [({}, ["Choose a group."]), ({"group": "12345"}, ["Choose one of your groups."])]
)
def test_a_group_has_to_be_chosen(cast, call, data, errors):
    page = cast.client("applicant").post(START, data)
    assert page.context["form"].errors == {"group": errors}
    assert Application.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": ""}, {"name": ["Enter the name of your group."]}),
        ({"name": "  "}, {"name": ["Enter the name of your group."]}),
        ({"name": "x" * 121}, {"name": ["Shorten the name to 120 characters or fewer."]}),
        ({"legal_form": ""}, {"legal_form": ["Choose what kind of group you are."]}),
        ({"legal_form": "tribe"}, {"legal_form": ["Choose what kind of group you are."]}),
    ],
)
def test_what_is_missing_is_told_at_the_field(cast, call, changes, errors):
    page = cast.client("applicant").post(NEW_GROUP, NEW | changes)
    assert page.context["form"].errors == errors
    assert Application.objects.count() == 0


def test_what_was_typed_is_kept(cast, call):
    page = cast.client("applicant").post(NEW_GROUP, {"name": "Ruhige Stunde 🌙 שקט"})
    assert 'value="Ruhige Stunde 🌙 שקט"' in page.text


def test_another_groups_id_cannot_be_used(cast, call):
    page = cast.client("stranger").post(START, {"group": str(cast.organisation.pk)})
    assert page.context["form"].errors == {"group": ["Choose one of your groups."]}


def test_a_call_that_closed_says_so(cast, time_machine):
    make_call(closes_at=in_days(1))
    time_machine.move_to(in_days(1))
    assert "This call is not taking new applications now." in cast.client("applicant").get(START).text
    page = cast.client("applicant").post(NEW_GROUP, NEW)
    assert page.context["form"].non_field_errors() == ["This call is not taking new applications now."]


def test_an_unknown_call_is_not_found(cast):
    assert cast.client("applicant").get(reverse("portal:start", args=["nowhere"])).status_code == 404


@pytest.mark.parametrize("address", [{}, {"email": None, "phone": "+447700900123", "reach_by": "text"}])
def test_somebody_new_is_asked_for_their_name_first(call, address):
    new = make_person()
    Person.objects.filter(pk=new.pk).update(name="", **address)
    new.refresh_from_db()
    answer = signed_in(new).get(START)
    assert answer.url == f"{reverse('profile:details')}?{urlencode({'next': START})}"
