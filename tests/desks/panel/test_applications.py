"""Reading and scoring on the screen."""

import pytest
from django.urls import reverse

from grants.stages.applications.models import Application
from grants.stages.assessment import actions
from grants.stages.assessment.models import Assignment, Review
from grants.stages.assessment.queries import scores_of
from grants.stages.calls.models import Call
from tests.cast import signed_in
from tests.factories.assessment import (
    NOW,
    assignment_of,
    declare,
    make_eligible,
    make_judged_call,
    make_officer,
    make_scoring,
    make_stored_file,
    score,
    state_again,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

FULL = {"level-together": "3", "comment-together": "", "level-doable": "2", "comment-doable": "", "comment": "Fine."}


@pytest.fixture
def rosa(db):
    return make_person("Rosa")


@pytest.fixture
def client(rosa):
    return signed_in(rosa)


@pytest.fixture
def panel(rosa):
    return make_scoring(rosa, make_person("Cole"), groups=2)


@pytest.fixture
def candidate(panel):
    return panel.candidates.order_by("assignments__position").first()


@pytest.fixture
def address(candidate, rosa):
    return reverse("panel:application", args=[assignment_of(candidate, rosa).pk])


def review():
    return Review.objects.get()


def test_page_shows_answers_and_rubric_without_contacts(client, address, candidate):
    page = client.get(address).content.decode()
    for text in (
        candidate.application.organisation.name,
        "We meet on Tuesdays.",
        "Together (60 of 100)",
        "Strong doable",
    ):
        assert text in page
    for text in ("Lena", "quay.example", "0711", "0722", "Colm Byrne"):
        assert text not in page


def test_save_keeps_a_half_done_draft(client, address):
    response = client.post(address, {"level-together": "?", "comment-doable": "Who cooks?", "do": "save"})
    assert response.headers["Location"] == address
    assert scores_of(review()) == {"together": (None, ""), "doable": (-1, "Who cooks?")}
    form = client.get(address).context["form"]
    assert [(row["value"], row["comment"].value()) for row in form.scales()] == [("?", ""), ("", "Who cooks?")]


def test_save_and_next_leads_to_the_next_application(client, address, panel, rosa, candidate):
    following = panel.candidates.exclude(pk=candidate.pk).get()
    response = client.post(address, FULL | {"do": "next"})
    assert response.headers["Location"] == reverse("panel:application", args=[assignment_of(following, rosa).pk])
    score(following, rosa, 3, 3)
    assert client.post(address, FULL | {"do": "next"}).headers["Location"] == reverse("panel:home")


def test_send_in_shows_ones_total_and_the_others(client, address, candidate):
    cole = candidate.assignments.get(person__name="Cole")
    score(candidate, cole.person, 4, 3, comment="So warm.")
    assert "So warm." not in client.get(address).content.decode()
    assert "90.00" not in client.get(address).content.decode()
    client.post(address, FULL | {"do": "send"})
    assert Review.objects.filter(status="submitted").count() == 2
    page = client.get(address).content.decode()
    assert "65.00" in page
    assert "Cole: 90.00" in page
    assert "So warm." in page


def test_send_in_refuses_gaps_at_their_fields_and_keeps_what_was_typed(client, address):
    response = client.post(address, {"level-together": "4", "comment": "Nearly there", "do": "send"})
    form = response.context["form"]
    assert form.errors == {
        "comment-together": ["Together: Say in a sentence why you chose this level."],
        "level-doable": ["Doable: Choose a level, or “I cannot judge this”."],
    }
    page = response.content.decode()
    assert "<title>Error:" in page
    assert 'href="#id_level-doable_0"' in page
    assert "Nearly there" in page
    assert review().status == "draft"


@pytest.mark.parametrize("level", ["5", "-1", "ten", "3.5"])
def test_level_off_the_scale_is_refused(client, address, level):
    response = client.post(address, FULL | {"level-together": level, "do": "send"})
    assert response.context["form"].errors == {"level-together": ["Together: Choose one of the levels shown."]}
    assert Review.objects.count() == 0


def test_autosave_answers_with_the_time_or_what_is_wrong(client, address):
    good = client.post(address, FULL, headers={"HX-Request": "true"})
    assert "Draft saved at" in good.content.decode()
    assert scores_of(review()) == {"together": (3, ""), "doable": (2, "")}
    bad = client.post(address, FULL | {"level-together": "9"}, headers={"HX-Request": "true"})
    assert "Not saved:" in bad.content.decode()
    assert "Choose one of the levels shown." in bad.content.decode()


def test_scores_that_are_in_are_changed_on_purpose_only(client, address):
    client.post(address, FULL | {"do": "send"})
    assert 'name="level-together"' not in client.get(address).content.decode()
    assert 'name="level-together"' in client.get(f"{address}?change").content.decode()
    client.post(address, FULL | {"level-together": "1", "do": "send"})
    assert list(Review.objects.order_by("number").values_list("total", "is_current")) == [(6500, False), (3500, True)]


def test_newer_answers_are_pointed_out(client, address, candidate):
    client.post(address, FULL | {"do": "send"})
    state_again(candidate.application, about="We meet on Fridays.")
    page = client.get(address).content.decode()
    assert "The group has changed its answers since you scored" in page
    assert "We meet on Fridays." in page


def test_asked_reviewer_answers_before_reading(panel, candidate):
    late = make_person("Late")
    actions.add_member(panel, late, by=make_officer(), now=NOW)
    assignment = actions.assign(candidate, late, by=make_officer(), now=NOW)
    declare(panel, late)
    client, address = signed_in(late), reverse("panel:application", args=[assignment.pk])
    page = client.get(address).content.decode()
    assert "Will you read this application and score it?" in page
    assert "We meet on Tuesdays." not in page
    answer = reverse("panel:answer", args=[assignment.pk])
    assert client.get(answer).status_code == 405
    assert client.post(answer, {"answer": "yes"}).headers["Location"] == address
    assert "We meet on Tuesdays." in client.get(address).content.decode()
    client.post(answer, {"answer": "no", "reason": "Ill"})
    assert Assignment.objects.get(pk=assignment.pk).ended_reason == "Ill"
    assert client.get(address).status_code == 404


def test_files_are_those_of_the_reading(client, address, candidate):
    listed, other = make_stored_file(), make_stored_file()
    state_again(candidate.application, files=[listed])
    assert f"{address}files/{listed.pk}/" in client.get(address).content.decode()
    assert client.get(f"{address}files/{other.pk}/").status_code == 404


def test_conflicted_reviewer_finds_nothing_on_any_screen(client, address, rosa, panel, candidate):
    stored = make_stored_file()
    state_again(candidate.application, files=[stored])
    declare(panel, rosa, kinds={candidate.application: "direct"})
    name = candidate.application.organisation.name
    pk = Assignment.objects.get(person=rosa, candidate=candidate).pk
    hidden = [address, f"{address}files/{stored.pk}/", reverse("panel:tie", args=[pk])]
    assert [client.get(where).status_code for where in hidden] == [404, 404, 404]
    assert client.post(address, FULL | {"do": "send"}).status_code == 404
    assert client.post(reverse("panel:answer", args=[pk]), {"answer": "yes"}).status_code == 404
    for where in (reverse("panel:home"), reverse("panel:declare", args=[panel.pk])):
        assert name not in client.get(where).content.decode()
    assert client.get(reverse("panel:board", args=[panel.pk])).status_code == 404


def test_assignments_of_others_are_not_found(address):
    stranger = signed_in(make_person())
    assert [stranger.get(address).status_code, stranger.post(address, FULL).status_code] == [404, 404]


@pytest.mark.parametrize("groups", [1, 3])
def test_page_takes_a_constant_number_of_queries(rosa, groups, django_assert_num_queries):
    panel = make_scoring(rosa, groups=groups)
    candidate = panel.candidates.first()
    score(candidate, rosa, 3, 3)
    client = signed_in(rosa)
    address = reverse("panel:application", args=[assignment_of(candidate, rosa).pk])
    with django_assert_num_queries(13):
        client.get(address)


def test_what_is_for_finance_only_is_on_no_screen_of_the_panel(client, rosa, panel, candidate):
    stored = make_stored_file("hidden-costs.pdf")
    file = {"id": stored.pk, "name": stored.name, "size": 1, "sha256": ""}
    answer = {"key": "costs", "type": "file", "label": "Private costs", "meaning": "", "readers": "finance"}
    state_again(candidate.application, more=[answer | {"value": None, "display": "Hidden sum", "files": [file]}])
    pk = assignment_of(candidate, rosa).pk
    asked = {"application": [pk], "tie": [pk], "declare": [panel.pk], "board": [panel.pk], "home": []}
    pages = {name: client.get(reverse(f"panel:{name}", args=args)) for name, args in asked.items()}
    words = ("Private costs", "Hidden sum", "hidden-costs")
    told = [name for name, page in pages.items() if any(word in page.content.decode() for word in words)]
    assert (told, pages["application"].status_code) == ([], 200)
    assert client.get(reverse("panel:file", args=[pk, stored.pk])).status_code == 404


def test_a_renewal_is_read_whole_or_only_where_it_changed(client, address, candidate):
    application, first = candidate.application, make_judged_call()
    earlier = make_eligible(first, organisation=application.organisation)
    Application.objects.filter(pk=application.pk).update(copied_from=earlier)
    Call.objects.filter(pk=application.call_id).update(renews=first)
    state_again(application, about="We meet on Fridays.")
    page = client.get(address).content.decode()
    assert (f"This renews a grant of {first.title}." in page, "What will it cost?" in page) == (True, True)
    only = client.get(f"{address}?changed=1").content.decode()
    assert ("<del>" in only, "Fridays" in only, "What will it cost?" in only) == (True, True, False)
    assert client.post(f"{address}?changed=1", FULL | {"do": "save"}).status_code == 302
    assert "We meet on" in client.get(f"{address}?changed=anything").content.decode()


def test_an_ordinary_application_is_never_read_in_part(client, address):
    page = client.get(f"{address}?changed=1").content.decode()
    assert ("Only what changed" in page, "What will it cost?" in page) == (False, True)
