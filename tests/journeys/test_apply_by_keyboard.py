"""Somebody without a mouse asks for a Doorstep Grant: every control is reached with Tab and shows its focus."""

import pytest
from playwright.sync_api import expect

from grants.stages.applications.models import Application
from tests.journeys.steps import doorsteps, keys
from tests.journeys.steps.asking import GROUP
from tests.journeys.steps.pages import heading

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}


def press(page, name):
    keys.press_key(page, page.get_by_role("button", name=name).first)


def follow(page, name):
    keys.press_key(page, page.get_by_role("link", name=name).first)


def asked(page, key):
    return page.locator(f"[data-question={key}]")


def start(page):
    heading(page, "Start an application")
    keys.choose(page, page.locator("main"), page.get_by_label(GROUP, exact=True).get_attribute("value"))
    press(page, "Continue")
    heading(page, "Your application")
    follow(page, "Tell us who you are")


def tell_who_we_are(page):
    heading(page, "Tell us who you are")
    keys.type_in(page, page.locator("#q-group_name"), "Quiet Hour")
    keys.choose(page, asked(page, "group_kind"), "association")
    for number, name, way, text in (
        (0, "Mina Farouk", "email", "mina@quiet.example"),
        (1, "Tom", "phone", "0161 4960002"),
    ):
        keys.type_in(page, page.locator(f"#q-contacts-{number}-name"), name)
        keys.type_in(page, page.locator(f"#q-contacts-{number}-{way}"), text)
    keys.press_key(page, page.locator("#q-contacts-1-is_apart"), "Space")
    press(page, "Save and continue")


def describe_the_idea(page):
    heading(page, "Describe your idea")
    words = doorsteps.ENGLISH
    keys.type_in(page, page.locator("#q-place"), words["place"])
    keys.press_key(page, asked(page, "districts").locator("input[value=D01]"), "Space")
    keys.type_in(page, page.locator("#q-plan"), words["plan"])
    keys.press_key(page, asked(page, "who_for").locator("input[value=P01]"), "Space")
    keys.type_in(page, page.locator("#q-good"), words["good"])
    press(page, "Save and continue")


def work_out_the_money(page):
    heading(page, "Work out the money and the time")
    keys.type_in(page, page.locator("#q-budget-0-item"), "Tea")
    keys.type_in(page, page.locator("#q-budget-0-cost"), "145.50")
    keys.choose(page, asked(page, "safety"), "with_family")
    for part, text in (("day", "1"), ("month", "3"), ("year", "2027")):
        keys.type_in(page, page.locator(f"#q-when-{part}"), text)
    keys.choose(page, asked(page, "holder"), "own_account")
    press(page, "Save and continue")


def send(page):
    heading(page, "Check your answers")
    press(page, "Send your application")
    expect(page.locator(".error-summary")).to_be_focused()
    keys.press_key(page, page.get_by_label("Everything here is true as far as we know."), "Space")
    press(page, "Send your application")
    heading(page, "Application sent")


def test_a_doorstep_grant_is_asked_for_with_the_keyboard_alone(doorstep_call, open_as):
    page = open_as("applicant", "/apply/calls/door/start/", viewport=PHONE)
    start(page)
    tell_who_we_are(page)
    describe_the_idea(page)
    work_out_the_money(page)
    send(page)
    assert Application.objects.get().status == "submitted"
