"""An officer builds the quiz and the Doorstep form on the screen; what comes out is what we ship."""

import pytest
from playwright.sync_api import expect

from grants.ground.people.roles import Role
from tests.browser import sign_in_as
from tests.factories.calls import make_call
from tests.factories.funds import make_funder
from tests.factories.people import hold, make_person
from tests.factories.questions import form_description, make_lists
from tests.journeys.steps.building import build, publish, says_the_same_as_shipped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser_page):
    """An officer's browser, on the list of forms."""
    make_funder()
    make_lists()
    officer = make_person("Olive Marsh")
    hold(officer, Role.OFFICER)
    sign_in_as(browser_page, officer)
    browser_page.goto("/office/forms/")
    return browser_page


@pytest.mark.slow
def test_officer_builds_the_quiz(page):
    described = form_description("doorstep_quiz")
    build(page, described)
    page.get_by_role("link", name="Preview").click()
    page.locator("[data-question=two_people]").get_by_label("No", exact=True).check()
    page.locator("[data-question=place]").get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Check the answers").click()
    expect(page.get_by_text("Find one more person, then come back.")).to_be_visible()
    page.get_by_role("link", name=described["title"]).click()
    publish(page)
    assert says_the_same_as_shipped("doorstep_quiz")


@pytest.mark.slow
def test_officer_builds_the_doorstep_form_and_moves_a_question_by_keyboard(page):
    make_call("small", programme_code="CWF-SMALL")  # the call that some answers lead to
    described = form_description("doorstep")
    build(page, described)
    up = page.get_by_role("button", name="Up Who can hold the money?")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[id^=question-] .outline-label").last).to_have_text("When do you need the money?")
    down = page.get_by_role("button", name="Down Who can hold the money?")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[id^=question-] .outline-label").last).to_have_text("Who can hold the money?")
    publish(page)
    assert says_the_same_as_shipped("doorstep")
