"""An officer builds a quiz on the screen, tries it, and moves questions of a form by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from grants.ground.people.roles import Role
from grants.ground.questions.actions import new_draft_version
from tests.browser import sign_in_as
from tests.factories.funds import make_funder
from tests.factories.people import hold, make_person
from tests.factories.questions import NOW, form_description, make_builder, make_lists, make_shipped
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


def test_officer_moves_a_question_by_keyboard(page):
    shipped = make_shipped("doorstep")
    draft = new_draft_version(shipped.questionnaire, by=make_builder(), now=NOW, reason="Another order")
    page.goto(reverse("office:form", args=[draft.questionnaire_id]))
    for way, last in (("Up", "When do you need the money?"), ("Down", "Who can hold the money?")):
        button = page.get_by_role("button", name=f"{way} Who can hold the money?")
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("[id^=question-] .outline-label").last).to_have_text(last)
