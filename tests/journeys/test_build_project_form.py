"""The project form is made on the screen, used by a call, filled in on a phone and sent."""

import pytest
from playwright.sync_api import expect

from grants.desks.jobs.words import load_words
from tests.cast import NOW
from tests.factories.calls import make_form, make_rubric
from tests.factories.funds import make_fund, make_source
from tests.factories.questions import form_description, make_lists
from tests.journeys.steps import building, calling, pages, projects
from tests.journeys.steps.asking import GROUP

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
NOTE = "They ask for more than half of what came in to the group last year."
DESCRIBED = form_description("project")


@pytest.fixture
def office(time_machine, cast, live_server):
    """A fund with money, words, a quiz, a report form and a rubric: everything but the project form."""
    time_machine.move_to(NOW)
    make_source(make_fund("CWF"), amount=5_000_000)
    make_lists()
    load_words()
    make_form("quiz", title="Can you apply?")
    make_form("report", title="Project report")
    make_rubric("project")


def make_the_form(olive):
    building.build(olive, DESCRIBED)
    building.publish(olive)
    assert building.says_the_same_as_shipped("project")


def make_the_call(olive):
    olive.goto("/office/calls/")
    calling.write_the_call(
        olive,
        title="Belonging Together",
        code="belong",
        money=("40,000", "2,000", "15,000"),
        dates=("2026-09-01", "2026-10-07", "2026-11-06"),
        forms={
            "Application form": "Belonging Together",
            "Eligibility quiz": "Can you apply?",
            "Report form": "Project report",
            "Rubric": "Project grants",
        },
        needs_quiz=True,
    )
    calling.announce(olive)


def fill_in(amina):
    projects.begin_an_application(amina)
    projects.check_that_we_can_apply(amina)
    projects.tell_who_we_are(amina)
    projects.describe_the_idea(amina)
    projects.tell_about_the_people(amina)
    projects.say_what_changes(amina)
    projects.work_out_the_money(amina)
    projects.keep_it_safe(amina)


def test_project_form_is_built_filled_in_and_sent(office, open_as):
    olive = open_as("officer", "/office/forms/", java_script_enabled=False)
    make_the_form(olive)
    make_the_call(olive)
    amina = open_as("applicant", "/apply/calls/belong/quiz/", viewport=PHONE)
    fill_in(amina)
    expect(amina.locator("main")).not_to_contain_text(NOTE)
    projects.send(amina)
    projects.hold_the_receipt(amina, DESCRIBED)
    olive.goto("/office/applications/")
    pages.follow(olive, GROUP)
    pages.follow(olive, "Answers")
    pages.told(olive, NOTE)
