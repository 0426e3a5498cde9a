"""From the quiz to an application, and from one call to the call where it belongs: on a phone, without script."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from grants.ground.notifications.models import Mail
from grants.stages.applications.models import Application
from tests.factories.calls import make_call
from tests.factories.questions import make_shipped
from tests.journeys.steps.pages import choose, follow, heading, pick, press, told, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
ADDRESS = "noor@quiet-hour.example"
QUIZ = "About how much do you need?"


@pytest.fixture
def calls(cast, live_server):
    """Two calls that are open today and share a quiz, which has to be passed."""
    now = dt.datetime.now(dt.UTC)
    shared = {
        "quiz": make_shipped("doorstep_quiz").questionnaire,
        "needs_quiz": True,
        "opens_at": now - dt.timedelta(days=2),
        "closes_at": now + dt.timedelta(days=20),
        "decision_by": (now + dt.timedelta(days=50)).date(),
    }
    doorstep, small = (make_shipped(name).questionnaire for name in ("doorstep", "small_grant"))
    make_call("door", form=doorstep, smallest_amount=5_000, largest_amount=50_000, **shared)
    make_call("small", title="Small Grants", form=small, programme_code="CWF-SMALL", **shared)


def pass_the_quiz(page):
    follow(page, "Start now")
    for _ in range(6):
        choose(page, "Yes")
        press(page, "Continue")
    choose(page, "Up to £500")
    press(page, "Continue")
    heading(page, "It looks like you can apply")


def sign_in(page):
    page.get_by_label("Your email address").fill(ADDRESS)
    press(page, "Send me a code")
    page.get_by_label("Code").fill(re.search(r"\b\d{6}\b", Mail.objects.get(kind="sign_in_code").text)[0])
    page.get_by_role("button", name="Sign in").last.click()
    heading(page, "Welcome")
    page.get_by_label("Your name").fill("Noor Haddad")
    press(page, "Continue")


def name_the_group(page):
    page.get_by_label("What is your group called?").fill("Quiet Hour")
    choose(page, "A few neighbours or a group without rules")
    press(page, "Continue")
    heading(page, "Your application")


def read_what_was_told(page):
    told(page, "What you told us before you started")
    expect(page.locator("dl", has_text=QUIZ)).to_contain_text("Up to £500")
    follow(page, "Tell us who you are")
    told(page, QUIZ)
    press(page, "Save and come back later")


def say_that_children_come_alone(page):
    follow(page, "Describe your idea")
    write(page, plan="Tea and homework by the quay.")
    press(page, "Save and come back later")
    follow(page, "Work out the money and the time")
    pick(page, "safety", "children_alone")
    press(page, "Save and continue")
    expect(page.get_by_role("alert")).to_contain_text("When children come on their own, a Small Grant")
    expect(page.locator("[name=q-safety][value=children_alone]")).to_be_checked()


def test_quiz_answers_come_along_and_an_answer_moves_the_draft(calls, open_as):
    page = open_as("anyone", "/apply/calls/door/quiz/", viewport=PHONE, java_script_enabled=False)
    told(page, "We keep your answers only if you go on and apply.")
    pass_the_quiz(page)
    follow(page, "Start an application")
    sign_in(page)
    name_the_group(page)
    read_what_was_told(page)
    say_that_children_come_alone(page)
    press(page, "Move to Small Grants")
    told(page, "This is your application to Small Grants now.")
    told(page, QUIZ)  # both calls ask the same quiz
    follow(page, "This began with earlier answers: see what came over")
    told(page, "What came over")
    moved = Application.objects.get(call__code="small")
    assert (moved.copied_from.status, moved.quiz_results.count()) == ("withdrawn", 1)
    page.goto(f"/apply/applications/{moved.copied_from_id}/")
    told(page, "Its answers moved to Small Grants.")
    follow(page, "Bring it back")
    heading(page, "Bring it back?")
