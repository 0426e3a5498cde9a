"""Saying which groups one knows, and the chair's page."""

import pytest
from django.urls import reverse

from grants.stages.assessment import actions
from grants.stages.assessment.models import Conflict
from tests.cast import signed_in
from tests.factories.assessment import (
    NOW,
    declare,
    make_eligible,
    make_judged_call,
    make_officer,
    make_panel,
    make_scoring,
)
from tests.factories.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(db):
    return make_person("Rosa")


@pytest.fixture
def call(db):
    return make_judged_call()


@pytest.fixture
def groups(db):
    return [make_organisation(name) for name in ("The Birch", "Ash Grove")]


@pytest.fixture
def panel(call, groups, rosa):
    return make_panel(call, members=[rosa], applications=[make_eligible(call, organisation=g) for g in groups])


def said(person):
    rows = Conflict.objects.filter(person=person).order_by("application__sort_name")
    return list(rows.values_list("application__organisation__name", "kind"))


def test_list_goes_from_a_to_z_and_starts_with_none(rosa, panel):
    response = signed_in(rosa).get(reverse("panel:declare", args=[panel.pk]))
    form = response.context["form"]
    assert [(row["name"], row["is_open"]) for row in form.rows()] == [("Ash Grove", False), ("The Birch", False)]
    assert [field.value() for field in form if field.name.startswith("kind")] == ["none", "none"]


def test_none_of_them_is_one_button(rosa, panel, groups):
    data = {"none": "yes", "group": [group.pk for group in groups]}
    response = signed_in(rosa).post(reverse("panel:declare", args=[panel.pk]), data)
    assert response.headers["Location"] == reverse("panel:home")
    assert said(rosa) == [("Ash Grove", "none"), ("The Birch", "none")]
    assert panel.members.get().declared_at is not None


def test_tie_is_said_with_a_note(rosa, panel, groups):
    birch, ash = groups
    data = {f"kind-{birch.pk}": "none", f"kind-{ash.pk}": "personal", f"note-{ash.pk}": "Neighbour"}
    signed_in(rosa).post(reverse("panel:declare", args=[panel.pk]), data)
    assert said(rosa) == [("Ash Grove", "personal"), ("The Birch", "none")]
    assert Conflict.objects.get(kind="personal").note == "Neighbour"


def test_group_that_the_page_did_not_show_stays_unsaid(rosa, panel, call, groups):
    late = make_eligible(call, name="Cedar")
    actions.put_before_panel(panel, [late], by=make_officer(), now=NOW)
    signed_in(rosa).post(reverse("panel:declare", args=[panel.pk]), {"none": "yes", "group": [g.pk for g in groups]})
    assert said(rosa) == [("Ash Grove", "none"), ("The Birch", "none")]
    assert panel.members.get().declared_at is None


def test_group_with_two_applications_is_asked_about_once(rosa, call, groups):
    panel = make_panel(
        call, members=[rosa], applications=[make_eligible(call, organisation=groups[0]) for _ in range(2)]
    )
    signed_in(rosa).post(reverse("panel:declare", args=[panel.pk]), {f"kind-{groups[0].pk}": "direct"})
    assert said(rosa) == [("The Birch", "direct"), ("The Birch", "direct")]


def test_tampered_answer_is_refused_and_what_was_typed_is_kept(rosa, panel, groups):
    data = {f"kind-{groups[0].pk}": "enemy", f"note-{groups[0].pk}": "Long story"}
    response = signed_in(rosa).post(reverse("panel:declare", args=[panel.pk]), data)
    page = response.content.decode()
    assert (response.status_code, said(rosa)) == (200, [])
    assert "Choose one of these answers." in page
    assert "Long story" in page


def test_what_was_said_is_not_shown_again(rosa, panel):
    declare(panel, rosa)
    page = signed_in(rosa).get(reverse("panel:declare", args=[panel.pk])).content.decode()
    assert "You have told us about every group" in page
    assert "Ash Grove" not in page


def test_tie_noticed_while_reading_takes_the_application_away(rosa):
    panel = make_scoring(rosa)
    assignment = panel.candidates.get().assignments.get()
    client = signed_in(rosa)
    response = client.post(reverse("panel:tie", args=[assignment.pk]), {"kind": "direct", "note": ""})
    assert response.headers["Location"] == reverse("panel:home")
    assert client.get(reverse("panel:application", args=[assignment.pk])).status_code == 404


def test_tie_noticed_needs_an_answer(rosa):
    assignment = make_scoring(rosa).candidates.get().assignments.get()
    page = signed_in(rosa).post(reverse("panel:tie", args=[assignment.pk]), {}).content.decode()
    assert "Choose one of these answers." in page


def test_list_is_for_members_of_the_panel(panel, rosa):
    addresses = [reverse(f"panel:{name}", args=[panel.pk]) for name in ("declare", "ties", "board")]
    assert [signed_in(make_person()).get(address).status_code for address in addresses] == [404, 404, 404]
    assert [signed_in(rosa).get(address).status_code for address in addresses] == [200, 404, 404]


@pytest.fixture
def chaired(panel, rosa, groups):
    """The panel with a chair, and a tie of Rosa's that waits to be settled."""
    chidi = make_person("Chidi")
    actions.add_member(panel, chidi, role="chair", by=make_officer(), now=NOW)
    ash = panel.candidates.get(application__organisation=groups[1]).application
    declare(panel, rosa, kinds={ash: "personal"})
    return chidi


def test_chair_settles_a_tie(panel, chaired):
    tie = Conflict.objects.get(kind="personal")
    address = reverse("panel:ties", args=[panel.pk])
    client = signed_in(chaired)
    assert "To settle" in client.get(address).content.decode()
    client.post(address, {"tie": tie.pk, f"tie-{tie.pk}-effect": "clear"})
    tie.refresh_from_db()
    assert tie.is_settled is False
    client.post(address, {"tie": tie.pk, f"tie-{tie.pk}-effect": "may_not_score"})
    tie.refresh_from_db()
    assert (tie.effect, tie.is_settled, tie.settled_by) == ("may_not_score", True, chaired)


def test_chair_corrects_a_slip(panel, chaired, rosa):
    tie = Conflict.objects.get(kind="personal")
    address = reverse("panel:tie_correct", args=[panel.pk, tie.pk])
    assert signed_in(rosa).get(address).status_code == 404
    client = signed_in(chaired)
    assert client.post(address, {"kind": "none"}).context["form"].errors == {"note": ["Say who told you, and when."]}
    client.post(address, {"kind": "none", "note": "Rosa rang on Monday"})
    tie.refresh_from_db()
    assert (tie.kind, tie.effect, tie.is_settled) == ("none", "clear", True)


def test_chair_does_not_find_ties_of_their_own(panel, chaired, groups):
    ash = panel.candidates.get(application__organisation=groups[1]).application
    declare(panel, chaired, kinds={ash: "unsure"})
    response = signed_in(chaired).get(reverse("panel:ties", args=[panel.pk]))
    assert [form.conflict.person.name for form in response.context["forms"]] == ["Rosa"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_a_constant_number_of_queries(rosa, call, count, django_assert_num_queries):
    panel = make_panel(call, members=[rosa], applications=[make_eligible(call) for _ in range(count)])
    client = signed_in(rosa)
    with django_assert_num_queries(5):
        client.get(reverse("panel:declare", args=[panel.pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_chairs_list_takes_a_constant_number_of_queries(rosa, call, count, django_assert_num_queries):
    applications = [make_eligible(call) for _ in range(count)]
    panel = make_panel(call, members=[rosa, (make_person("Chidi"), "chair")], applications=applications)
    declare(panel, rosa, kinds=dict.fromkeys(applications, "unsure"))
    client = signed_in(panel.members.get(role="chair").person)
    with django_assert_num_queries(5):
        client.get(reverse("panel:ties", args=[panel.pk]))
