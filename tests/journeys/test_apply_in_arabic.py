"""A neighbour who reads Arabic asks for a Doorstep Grant on a small old phone without scripts.

On every page the words are Arabic and run from right to left, what is not translated says in which language it is, and
nothing has to be scrolled sideways.
"""

import re

import pytest
from django.utils import translation
from playwright.sync_api import expect

from grants.ground.notifications.models import Mail
from grants.ground.reference.models import Funder
from grants.stages.applications.models import Application
from tests.journeys.steps import doorsteps
from tests.journeys.steps.pages import follow, heading, press
from tests.journeys.steps.reading import fits, words_of_another_language

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OLD_PHONE = {"width": 320, "height": 568}
ADDRESS = "mina@quiet-hour.example"
NAMES = [
    "PDF",
    "pdf",
    "Larkfield",
    "Tom Ellis",
    "Harbour",
    "Willowmere Behavioural Health Centre",
    "Mina Farouk",
    "Quiet Hour",
    "Doorstep Grants",
    "DOOR-0001",
    ADDRESS,
]


def arabic(words):
    """How the site says it in Arabic."""
    with translation.override("ar"):
        return translation.gettext(words)


@pytest.fixture
def phone(open_as, doorstep_call):
    Funder.objects.update(crisis_text="Ring the listening line.")
    return open_as("anyone", "/apply/calls/door/quiz/?lang=ar", viewport=OLD_PHONE, java_script_enabled=False)


def reads_well(page):
    """The page as a whole, looked at wherever the story stops."""
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert (page.url, words_of_another_language(page, names=NAMES)) == (page.url, [])
    assert fits(page)


def go_on(page, button="Save and continue"):
    press(page, arabic(button))
    reads_well(page)


def pass_the_quiz(page):
    follow(page, arabic("Start now"))
    for answer in [*["yes"] * 6, "up_to_500"]:
        reads_well(page)
        page.locator(f"main input[value={answer}]").check()
        press(page, arabic("Continue"))
    heading(page, arabic("It looks like you can apply"))
    reads_well(page)
    follow(page, arabic("Start an application"))


def sign_in_by_code(page):
    reads_well(page)
    page.locator("input[type=email]").fill(ADDRESS)
    press(page, arabic("Send me a code"))
    mail = Mail.objects.get(kind="sign_in_code")
    page.locator("input[autocomplete=one-time-code]").fill(re.search(r"\b\d{6}\b", mail.text)[0])
    page.locator("main").get_by_role("button", name=arabic("Sign in")).click()
    reads_well(page)
    page.get_by_label(arabic("Your name")).fill("Mina Farouk")
    go_on(page, "Continue")


def start(page):
    page.get_by_label(arabic("What is your group called?")).fill("Quiet Hour")
    page.get_by_label(arabic("A few neighbours or a group without rules")).check()
    go_on(page, "Continue")


def write_the_application(page):
    page.locator(".tasks a").first.click()
    doorsteps.tell_who_we_are(page)
    go_on(page)
    doorsteps.describe_the_idea(page, doorsteps.ARABIC)
    go_on(page)
    doorsteps.work_out_the_money(page, doorsteps.ARABIC)
    go_on(page)


def send(page):
    heading(page, arabic("Check your answers"))
    go_on(page, "Send your application")
    expect(page.get_by_role("alert")).to_contain_text(arabic("Tick the box to say that everything is true."))
    page.get_by_label(arabic("Everything here is true as far as we know.")).check()
    go_on(page, "Send your application")
    heading(page, arabic("Application sent"))


def test_a_doorstep_grant_is_asked_for_in_arabic_without_script_at_320_pixels(phone):
    pass_the_quiz(phone)
    sign_in_by_code(phone)
    start(phone)
    write_the_application(phone)
    send(phone)
    for address in ("/apply/", "/apply/applications/1/"):
        phone.goto(address)
        reads_well(phone)
    assert Application.objects.get().status == "submitted"
