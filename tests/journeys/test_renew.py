"""A funded group renews on a phone without script; the reviewer sees the difference, and only that."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from grants.stages.applications.actions import mark_eligible
from grants.stages.applications.models import Application
from grants.stages.assessment import actions
from tests.axe.engine import violations
from tests.factories.assessment import NOW, accept_all, assignment_of, declare, make_officer, make_panel
from tests.factories.renewals import WROTE, make_funded, make_renewing_call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
START = reverse("portal:start", args=["again"])


@pytest.fixture
def call(cast, live_server):
    earlier, now = make_funded(organisation=cast.organisation, by=cast.actor("applicant")), dt.datetime.now(dt.UTC)
    dates = {"opens_at": now - dt.timedelta(days=2), "closes_at": now + dt.timedelta(days=20)}
    return make_renewing_call(earlier.call, **dates, decision_by=(now + dt.timedelta(days=60)).date())


def renew(phone, group):
    """Changes one answer, gives what is asked anew, says that the rest is still right, and sends."""
    phone.get_by_label(group.name).check()
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_text("2 of 2 still to look through")).to_be_visible()
    phone.get_by_role("link", name="Your project").click()
    assert phone.locator("textarea, [type=text]").count() == 0, "nothing is asked that was answered last time"
    expect(phone.get_by_text(WROTE["plan"])).to_be_visible()
    phone.get_by_role("button", name="Change What will you do?").click()
    plan = phone.get_by_label("What will you do?")
    expect(plan).to_have_value(WROTE["plan"])
    assert phone.locator("textarea, [type=text]").count() == 1
    plan.fill(WROTE["plan"].replace("Tuesdays", "Fridays"))
    phone.get_by_role("button", name="Save and continue").click()
    phone.get_by_label("We agree to the terms.").check()
    phone.get_by_label("What did you learn last time?").fill("That soup helps.")
    phone.get_by_role("button", name="Save and continue").click()
    expect(phone.locator("del")).to_contain_text("Tuesdays")
    expect(phone.locator("ins")).to_contain_text("Fridays")
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.get_by_label("Everything here is true as far as we know.").check()
    phone.get_by_role("button", name="Send your application").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Application sent")


def put_before(person, application):
    """The application before a panel in which the person reads it."""
    application = mark_eligible(application, by=make_officer(), now=NOW)
    panel = make_panel(application.call, members=[person], applications=[application])
    candidate = panel.candidates.get()
    actions.assign(candidate, person, by=make_officer(), now=NOW)
    declare(panel, person)
    actions.start_scoring(panel, by=make_officer(), now=NOW)
    accept_all(panel, person)
    return assignment_of(candidate, person)


def test_a_funded_group_renews_and_the_reviewer_sees_the_difference(cast, call, open_as):
    phone = open_as("applicant", START, **PHONE)
    renew(phone, cast.organisation)
    sent = Application.objects.get(call=call)
    assert (sent.status, sent.copied_from.call.title) == ("submitted", "Small Grants, last year")

    reviewer = open_as("reviewer", reverse("panel:application", args=[put_before(cast.reviewer, sent).pk]))
    reading = reviewer.get_by_role("article", name="What the group wrote")
    expect(reading.get_by_text(WROTE["title"])).to_be_visible()
    reviewer.get_by_role("link", name="Only what changed").click()
    expect(reading.locator("del")).to_contain_text("Tuesdays")
    expect(reading.locator("ins")).to_contain_text("Fridays")
    expect(reading.get_by_text("That soup helps.")).to_be_visible()
    expect(reading.get_by_text(WROTE["title"])).to_have_count(0)
    expect(reading.get_by_text("amina@lights.example")).to_have_count(0)
    assert violations(reviewer) == []
    reviewer.get_by_role("link", name="Everything").click()
    expect(reading.get_by_text(WROTE["title"])).to_be_visible()


def test_the_pages_of_a_renewal_are_usable_by_everybody(cast, call, open_as):
    """With script: a change is opened in place, autosaved as ever, and every page passes axe at 320 px."""
    page = open_as("applicant", START, viewport={"width": 320, "height": 740})
    assert violations(page) == []
    page.get_by_label(cast.organisation.name).check()
    page.get_by_role("button", name="Continue").click()
    assert violations(page) == []
    page.get_by_role("link", name="Your project").click()
    assert violations(page) == []
    page.get_by_role("button", name="Change What is it called?").click()
    page.get_by_label("What is it called?").fill("Weekly soup")
    page.get_by_label("What is it called?").blur()
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    assert violations(page) == []
    page.goto(reverse("portal:check", args=[Application.objects.get(call=call).pk]))
    expect(page.locator("ins")).to_contain_text("soup")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
