"""The Doorstep form and its quiz are made on the screen, used by a call, filled in on a phone and sent."""

import pytest

from grants.desks.jobs.words import load_words
from tests.cast import NOW
from tests.factories.calls import make_call, make_form, make_rubric
from tests.factories.funds import make_fund, make_source
from tests.factories.questions import form_description, make_lists
from tests.journeys.steps import building, calling, doorsteps
from tests.journeys.steps.asking import GROUP
from tests.journeys.steps.pages import choose, follow, heading, press, told

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def office(time_machine, cast, live_server):
    """A fund with money, words, a report form, a rubric, and the call that some answers lead to."""
    time_machine.move_to(NOW)
    make_source(make_fund("CWF"), amount=5_000_000)
    make_lists()
    load_words()
    make_form("report", title="Doorstep report")
    make_rubric("small")
    make_call("small", programme_code="CWF-SMALL")


def make_the_forms(olive):
    for name in ("doorstep_quiz", "doorstep"):
        olive.goto("/office/forms/")
        building.build(olive, form_description(name))
        building.publish(olive)
        assert building.says_the_same_as_shipped(name)


def make_the_call(olive):
    olive.goto("/office/calls/")
    calling.write_the_call(
        olive,
        title="Doorstep Grants",
        code="door",
        money=("10,000", "50", "500"),
        dates=("2026-09-01", "2026-10-07", "2026-11-06"),
        forms={
            "Application form": form_description("doorstep")["title"],
            "Eligibility quiz": form_description("doorstep_quiz")["title"],
            "Report form": "Doorstep report",
            "Rubric": "Small and micro grants",
        },
    )
    calling.announce(olive)


def pass_the_quiz(amina):
    follow(amina, "Start now")
    for _question in range(6):
        choose(amina, "Yes")
        press(amina, "Continue")
    choose(amina, "Up to £500")
    press(amina, "Continue")
    told(amina, "It looks like you can apply for a Doorstep Grant.")
    follow(amina, "Start an application")


def fill_in(amina):
    choose(amina, GROUP)
    press(amina, "Continue")
    follow(amina, "Tell us who you are")
    doorsteps.tell_who_we_are(amina)
    press(amina, "Save and continue")
    doorsteps.describe_the_idea(amina)
    press(amina, "Save and continue")
    doorsteps.work_out_the_money(amina)
    press(amina, "Save and continue")


def send(amina):
    heading(amina, "Check your answers")
    choose(amina, "Everything here is true as far as we know.")
    press(amina, "Send your application")
    heading(amina, "Application sent")
    told(amina, "DOOR-0001")


def test_doorstep_form_and_quiz_are_built_filled_in_and_sent(office, open_as):
    olive = open_as("officer", "/office/forms/", java_script_enabled=False)
    make_the_forms(olive)
    make_the_call(olive)
    amina = open_as("applicant", "/apply/calls/door/quiz/", viewport=PHONE)
    pass_the_quiz(amina)
    fill_in(amina)
    send(amina)
    olive.goto("/office/applications/")
    follow(olive, GROUP)
    follow(olive, "Answers")
    told(olive, doorsteps.ENGLISH["plan"])
    told(olive, "Up to £500")
