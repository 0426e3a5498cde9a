"""An officer asks about one answer; the group, on a phone, changes that and nothing else; both see the difference."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from grants.stages.applications.models import SentBack
from tests.axe.engine import violations
from tests.browser import sign_in_as
from tests.factories.applications import make_application, page_of, reread
from tests.factories.calls import make_call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "Is the hall in this sum?"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def sent(cast, live_server):
    now = dt.datetime.now(dt.UTC)
    call = make_call(opens_at=now - dt.timedelta(days=2), closes_at=now + dt.timedelta(days=20))
    return make_application(call, organisation=cast.organisation, by=cast.actor("applicant"), now=now)


@pytest.fixture
def desk(cast, new_context, live_server):
    page = new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}).new_page()
    sign_in_as(page, cast.officer)
    return page


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def phone(request, cast, new_context, live_server):
    context = new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=request.param)
    page = context.new_page()
    sign_in_as(page, cast.applicant)
    return page


def ask(desk, application):
    desk.goto(reverse("office:application_questions", args=[application.pk]))
    desk.get_by_role("link", name="Ask the group").click()
    why = desk.get_by_label("Why, for this question").nth(1)
    expect(why).to_be_hidden()
    desk.get_by_label("How much do you need?").check()
    why.fill(WHY)
    assert violations(desk) == []
    desk.get_by_role("button", name="Send the questions").click()
    expect(desk.get_by_text("Your questions are with the group.")).to_be_visible()


def answer(phone, application):
    phone.goto(page_of(application))
    expect(phone.get_by_text(WHY)).to_be_visible()
    phone.get_by_role("link", name="How much do you need?").click()
    expect(phone.locator("#q-amount")).to_be_editable()
    assert phone.locator("[name='q-title']").count() == 0
    phone.locator("#q-amount").fill("500")
    phone.get_by_role("button", name="Save and continue").click()
    expect(phone.locator("del")).to_contain_text("£450")
    expect(phone.locator("ins")).to_contain_text("£500")
    phone.get_by_label("Everything here is true as far as we know.").check()
    phone.get_by_role("button", name="Send your application").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Application sent")


def test_a_group_answers_what_it_was_asked(sent, desk, phone):
    ask(desk, sent)
    answer(phone, sent)
    desk.reload()
    expect(desk.locator("ins")).to_contain_text("£500")
    phone.goto(page_of(sent, "changes"))
    expect(phone.locator("ins")).to_contain_text("£500")
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert (reread(sent).status, SentBack.objects.get().is_open) == ("submitted", False)
