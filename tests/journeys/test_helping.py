"""A helper writes on a phone for a group that has no account; its own person says yes; later the office types in for it."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from grants.ground.notifications.models import Mail
from grants.ground.people.models import Person
from grants.stages.applications.actions import send_back
from grants.stages.applications.models import Application
from grants.stages.applications.queries import is_unconfirmed
from tests.axe.engine import violations
from tests.browser import sign_in_as
from tests.factories.applications import reread
from tests.factories.calls import make_call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
WHY = "Is the hall in this sum?"


@pytest.fixture
def call(live_server):
    now = dt.datetime.now(dt.UTC)
    return make_call(opens_at=now - dt.timedelta(days=2), closes_at=now + dt.timedelta(days=20))


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def has_script(request):
    return request.param


@pytest.fixture
def phones(has_script, new_context, live_server):
    """Makes phones, each a browser of its own."""
    return lambda: new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=has_script).new_page()


def begin(helper, call, has_script):
    helper.goto(reverse("portal:start", args=[call.code]))
    helper.get_by_role("link", name="Start for them").click()
    helper.get_by_role("button", name="Continue").click()
    expect(helper.get_by_role("link", name="Enter the name of the second person.")).to_be_visible()
    assert not has_script or violations(helper) == []
    helper.get_by_label("What is the group called?").fill("Weir Lane Walkers")
    helper.get_by_label("A few neighbours or a group without rules").check()
    helper.get_by_label("First person of the group").fill("Ivy Moss")
    helper.get_by_label("First person’s email").fill("ivy@weirlane.example")
    helper.get_by_label("Second person of the group").fill("Tom Reed")
    helper.get_by_label("Second person’s phone number").fill("0161 496 0001")
    helper.get_by_role("button", name="Continue").click()
    expect(helper.get_by_text("You write as the helper of this group")).to_be_visible()


def write_and_send(helper):
    helper.get_by_role("link", name="Questions").click()
    helper.locator("#q-title").fill("Walks along the weir")
    helper.locator("#q-amount").fill("450")
    helper.get_by_role("button", name="Save and continue").click()
    expect(helper.get_by_text("we mail Ivy Moss (ivy@weirlane.example) a link")).to_be_visible()
    helper.get_by_label("Everything here is true as far as we know.").check()
    helper.get_by_role("button", name="Send it for the group").click()
    expect(helper.get_by_text("It waits for a yes")).to_be_visible()


def say_yes(anyone, has_script):
    link = re.search(r"://[^/]+(/\S*confirm/\S+)", Mail.objects.get(kind="confirm_helped").text)[1]
    anyone.goto(link)
    expect(anyone.get_by_text("Walks along the weir")).to_be_visible()
    assert not has_script or violations(anyone) == []
    anyone.get_by_label("Your name").fill("Ivy Moss")
    anyone.get_by_role("button", name="Yes, this is what we want to say").click()
    expect(anyone.get_by_text("Ivy Moss has confirmed it")).to_be_visible()


def type_in_answer(desk, application):
    desk.goto(reverse("office:application_questions", args=[application.pk]))
    desk.get_by_role("link", name="Type in their answers").click()
    desk.get_by_label("On the phone").check()
    desk.get_by_role("button", name="Begin").click()
    desk.get_by_role("link", name="How much do you need?").click()
    expect(desk.locator("[name='q-title']")).to_have_count(0)
    desk.locator("#q-amount").fill("500")
    desk.get_by_role("button", name="Save and continue").click()
    expect(desk.get_by_role("heading", name="What is different now")).to_be_visible()
    desk.get_by_label("This is what the group wrote or said, word for word.").check()
    desk.get_by_role("button", name="Send it").click()
    expect(desk.get_by_text("Waiting for confirmation")).to_be_visible()
    assert violations(desk) == []


def test_a_helper_writes_the_group_says_yes_and_the_office_types_in_what_it_tells(
    cast, phones, has_script, new_context, live_server, call
):
    helper = phones()
    sign_in_as(helper, cast.stranger)
    begin(helper, call, has_script)
    write_and_send(helper)
    application = Application.objects.get()
    assert is_unconfirmed(application)
    say_yes(phones(), has_script)
    application = reread(application)
    assert (is_unconfirmed(application), application.lead) == (False, Person.objects.get(email="ivy@weirlane.example"))
    now = dt.datetime.now(dt.UTC)
    due = (now + dt.timedelta(days=14)).date()
    send_back(application, {"amount": WHY}, why="", due_on=due, by=cast.actor("officer"), now=now)
    desk = new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}).new_page()
    sign_in_as(desk, cast.officer)
    type_in_answer(desk, application)
    assert application.sheet.answers.get(key="amount").source == "phone"
    assert is_unconfirmed(reread(application))
