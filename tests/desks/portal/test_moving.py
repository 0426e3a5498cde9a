"""The way to another call on the screens of a draft, and the button that goes there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.ground.people.models import MemberRole
from grants.stages.applications.models import Application
from tests.desks.web.html import text_of
from tests.factories.applications import actor, make_draft, page_of, reread
from tests.factories.calls import NOW, in_days, make_call
from tests.factories.people import belong, make_organisation
from tests.factories.questions import make_shipped

pytestmark = pytest.mark.django_db

BUTTON = "Move to Small Grants"
WORDS = "When children come on their own, a Small Grant gives you more time and help to keep them safe."


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def group(cast):
    found = make_organisation("Harbour Lights")
    belong(cast.applicant, found, MemberRole.SIGNATORY)
    return found


@pytest.fixture
def draft(cast, group):
    call = make_call("door", form=make_shipped("doorstep").questionnaire, smallest_amount=5_000, largest_amount=50_000)
    return make_draft(call, organisation=group, by=actor(cast.applicant), answers={"safety": "children_alone"})


@pytest.fixture
def client(cast):
    return cast.client("applicant")


def small_call(**terms):
    form = make_shipped("small_grant").questionnaire
    return make_call("small", form=form, programme_code="CWF-SMALL", title="Small Grants", **terms)


def section_url(draft, key="money"):
    return reverse("portal:section", args=[draft.pk, key])


def test_the_answer_that_leads_elsewhere_holds_its_page_and_offers_the_way(client, draft):
    small_call()
    page = client.get(section_url(draft))
    form = page.context["section_form"]
    posted = {"save_id": form.save_id, "q-safety": "children_alone", "base-safety": form.field("safety").state.base}
    page = client.post(section_url(draft), posted)
    assert page.status_code == 200
    assert [error.text for error in page.context["errors"]] == [f"How will you look after people? {WORDS}"]
    assert BUTTON in text_of(page)
    assert "This belongs in another call" in text_of(page)


@pytest.mark.parametrize("name", ["application", "check"])
def test_list_and_check_page_show_the_way_with_one_button(client, draft, name):
    small_call()
    page = text_of(client.get(page_of(draft, name)))
    assert (page.count(BUTTON), WORDS in page) == (1, True)


def test_the_button_leads_to_the_draft_that_was_made(client, draft):
    small_call()
    for _ in range(2):
        page = client.post(page_of(draft, "move"), {"call": "small"}, follow=True)
    moved = Application.objects.get(copied_from=draft)
    assert page.redirect_chain[-1][0] == page_of(moved)
    assert "This is your application to Small Grants now." in text_of(page)
    old = text_of(client.get(page_of(draft)))
    assert "Its answers moved to Small Grants." in old
    assert "Bring it back" in old


def test_a_call_that_closed_meanwhile_is_told_and_nothing_moves(client, draft, time_machine):
    call = small_call(closes_at=in_days(2))
    time_machine.move_to(in_days(3))
    page = client.post(page_of(draft, "move"), {"call": call.code}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Small Grants is not taking new applications now. What you wrote is kept here. Write to us."
    ]
    assert reread(draft).status == "draft"
    assert "It is not open now. Write us a message" in text_of(page)


def test_a_call_that_is_still_to_open_is_named_with_its_day(client, draft):
    small_call(opens_at=in_days(3))
    page = text_of(client.get(page_of(draft)))
    assert BUTTON not in page
    assert "Small Grants opens" in page


@pytest.mark.parametrize("code", ["", "made-up", "door rehearsal"])
def test_a_call_that_does_not_exist_is_not_found(client, draft, code):
    assert client.post(page_of(draft, "move"), {"call": code}).status_code == 404


def test_a_stranger_finds_nothing_and_a_helper_is_told_whom_to_ask(cast, group, draft):
    small_call()
    assert cast.client("stranger").post(page_of(draft, "move"), {"call": "small"}).status_code == 404
    belong(cast.cowriter, group, MemberRole.HELPER)
    page = text_of(cast.client("cowriter").get(page_of(draft)))
    assert "A member of your group can move this to Small Grants." in page
    assert BUTTON not in page


def test_looking_never_moves(client, draft):
    small_call()
    assert client.get(page_of(draft, "move") + "?call=small").status_code == 405


def test_the_way_costs_one_query_more(client, draft):
    def cost():
        client.get(page_of(draft))
        with CaptureQueriesContext(connection) as seen:
            client.get(page_of(draft))
        return len(seen)

    small_call()
    with_way = cost()
    draft.sheet.answers.update(value="with_family")
    assert with_way == cost() + 1
