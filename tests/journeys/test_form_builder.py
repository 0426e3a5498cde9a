"""An officer builds the quiz and the Doorstep form on the screen; what comes out is what we ship."""

import pytest
from playwright.sync_api import expect

from grants.ground.people.roles import Role
from grants.ground.questions.models import Questionnaire
from grants.ground.questions.queries import form_of
from tests.browser import sign_in_as
from tests.factories.funds import make_funder
from tests.factories.people import hold, make_person
from tests.factories.questions import form_description, make_lists, make_shipped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PURPOSES = {"quiz": "Eligibility quiz", "application": "Application form"}
KINDS = {
    "short_text": "One line of text",
    "long_text": "Longer text with a word limit",
    "date": "A date",
    "yes_no": "Yes or no",
    "choice": "One choice",
    "budget": "A budget table",
    "people": "People to contact",
    "districts": "Places from your list",
    "terms": "Words from a vocabulary",
    "note": "Words to read, nothing to answer",
}
# What stands in a condition that compares with words or an amount.
WITH_WORDS = {"too_much_note": "500", "online_note": "online"}
ASKED = {"language": "Ask for the best language", "apart": "They must tick that they are not related"}
MONEY = {"least_total", "most_total"}


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


def begin(page, described):
    page.get_by_role("link", name="New form").first.click()
    page.get_by_label("What is the form called?").fill(described["title"])
    page.get_by_label(PURPOSES[described["purpose"]]).check()
    page.get_by_role("button", name="Begin").click()


def add_section(page, section):
    page.get_by_role("link", name="Add a section").click()
    page.get_by_label("Name of the section").fill(section["title"])
    page.get_by_role("button", name="Save the section").click()


def add_question(page, section, question):
    page.get_by_role("link", name=f"Add a question – {section['title']}").click()
    page.get_by_label(KINDS[question["type"]], exact=True).check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("The question").fill(question["label"])
    page.get_by_label("Hint").fill(question.get("help", ""))
    if question["type"] != "note":
        page.get_by_label("Why we ask").fill(question.get("why", ""))
        page.get_by_label("It must be answered before sending").set_checked(question.get("is_required", True))
    page.get_by_label("Short name").first.fill(question["key"])
    if question.get("use"):
        page.get_by_label("What the answer is used for").select_option(question["use"])
    fill_settings(page, question.get("settings", {}))
    if question.get("meaning"):
        page.get_by_label("What the answer stands for").select_option(question["meaning"])
    if question.get("show_if"):
        (clause,) = question["show_if"]["all"]
        page.get_by_text("Ask this only after some answers").click()
        page.locator("[name=when-0-key]").select_option(clause["key"])
        page.locator("[name=when-0-test]").select_option(clause["test"])
        if question["key"] in WITH_WORDS:
            page.locator("[name=when-0-text]").fill(WITH_WORDS[question["key"]])
        else:
            page.locator("[name=when-0-code]").select_option(f"{clause['key']}={clause['value']}")
    page.get_by_role("button", name="Save the question").click()
    expect(page.locator(".outline-label", has_text=question["label"])).to_be_visible()


def fill_settings(page, settings):
    for number, option in enumerate(settings.get("options", [])):
        fill_option(page.locator(f".option-rows > li >> nth={number}"), option)
    for ask in settings.get("asks", []):
        page.get_by_label(ASKED[ask]).check()
    for name in settings.keys() - {"options", "vocabulary", "asks"}:
        value = settings[name] // 100 if name in MONEY else settings[name]
        control = page.locator(f"[name={name}]")
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(str(value))
        else:
            control.fill(str(value))
    if "vocabulary" in settings:
        page.get_by_label("Which list of words?").select_option(settings["vocabulary"])


def fill_option(row, option):
    if option.get("label"):
        row.get_by_label("Option", exact=True).fill(option["label"])
    if row.get_by_label("Short name").count():
        row.get_by_label("Short name").fill(option["code"])
    if option.get("next"):
        row.locator(f"[value={option['next']}]").check()
    for name in ("stop_text", "result_text"):
        if option.get(name):
            row.locator(f"textarea[name$={name}]").fill(option[name])


def publish(page):
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("The form is published. Calls can use it now.")).to_be_visible()


def build(page, described):
    begin(page, described)
    for section in described["sections"]:
        add_section(page, section)
        for question in section["questions"]:
            add_question(page, section, question)


def asked(version):
    """What a form asks, section by section."""
    return [(section.title, section.questions) for section in form_of(version).sections]


def built(described):
    return asked(Questionnaire.objects.filter(title=described["title"]).earliest("pk").versions.get())


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
    assert built(described) == asked(make_shipped("doorstep_quiz"))


@pytest.mark.slow
def test_officer_builds_the_doorstep_form_and_moves_a_question_by_keyboard(page):
    described = form_description("doorstep")
    build(page, described)
    up = page.get_by_role("button", name="Up Who can hold the money?")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outline-label").last).to_have_text("When do you need the money?")
    down = page.get_by_role("button", name="Down Who can hold the money?")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outline-label").last).to_have_text("Who can hold the money?")
    publish(page)
    assert built(described) == asked(make_shipped("doorstep"))
