"""An officer rehearses a call on a phone, from the quiz to the receipt, and ends it. Nothing is left of it."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from grants.stages.applications.models import Application, Facts
from grants.stages.calls.models import QuizStop
from tests.axe.engine import violations
from tests.factories.calls import make_draft_call
from tests.journeys.steps.pages import choose, download, follow, heading, press, told
from tests.pdfs import text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 360, "height": 740}}
LABEL = "Rehearsal: nothing counts"


def is_labelled(page):
    told(page, LABEL)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]


def pass_the_quiz(page):
    is_labelled(page)
    follow(page, "Start now")
    is_labelled(page)
    choose(page, "Yes")
    press(page, "Continue")
    heading(page, "It looks like you can apply")
    is_labelled(page)
    follow(page, "Start an application")


def write_and_send(page):
    is_labelled(page)
    choose(page, "Rehearsal of Olive Marsh")
    press(page, "Continue")
    heading(page, "Your application")
    is_labelled(page)
    follow(page, "Questions")
    is_labelled(page)
    page.get_by_label("What is it called?").fill("Weekly peer evening")
    page.get_by_label("How much do you need?").fill("450")
    for place, name in enumerate(("Amina Yusuf", "Ben Castle")):
        page.get_by_label("Name").nth(place).fill(name)
        page.get_by_label("Email").nth(place).fill(f"person{place}@lights.example")
    page.locator("main").get_by_role("button", name="Save and continue").click()
    is_labelled(page)


def test_from_quiz_to_receipt_and_back(cast, open_as):
    now = dt.datetime.now(dt.UTC)
    call = make_draft_call("small", opens_at=now + dt.timedelta(days=30))
    page = open_as("officer", f"/office/calls/{call.pk}/", **PHONE)
    press(page, "Rehearse it")
    pass_the_quiz(page)
    write_and_send(page)
    heading(page, "Check your answers")
    choose(page, "Everything here is true as far as we know.")
    press(page, "Send your application")
    heading(page, "Application sent")
    is_labelled(page)
    assert LABEL in text_of(download(page, "link", "Download the receipt (PDF)"))
    follow(page, "Back to the call, or end the rehearsal")
    assert violations(page) == []
    press(page, "End the rehearsal")
    expect(page.locator("main")).to_contain_text("The rehearsal is over.")
    assert [QuizStop.objects.count(), Facts.objects.count()] == [0, 0]
    assert set(Application.objects.values_list("status", flat=True)) == {"withdrawn"}
