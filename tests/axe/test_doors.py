"""Screens of signing in, of one's own account and of people, in a real browser: axe, and no sideways scrolling."""

import pytest
from django.urls import reverse

from grants.ground.kit import clock
from grants.ground.people.actions import invite
from tests.axe.engine import violations
from tests.browser import sign_in_as
from tests.factories.funds import make_funder

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages(cast):
    """Every screen of these desks with one person who may see it."""
    token = invite(cast.stranger.email, role="editor", by=cast.actor("administrator"), now=clock.now()).token
    holding = cast.officer.role_holdings.get()
    return {
        reverse("profile:details"): "applicant",
        reverse("profile:sessions"): "applicant",
        reverse("profile:second_factor"): "applicant",
        reverse("profile:second_factor_recovery"): "officer",
        reverse("profile:invitation", args=[token]): "stranger",
        reverse("office:people"): "administrator",
        reverse("office:invite"): "administrator",
        reverse("office:person", args=[cast.officer.pk]): "administrator",
        reverse("office:role_end", args=[holding.pk]): "administrator",
        reverse("office:second_factor_off", args=[cast.officer.pk]): "administrator",
        reverse("office:organisations"): "officer",
        reverse("office:organisation", args=[cast.organisation.pk]): "officer",
    }


def faults(page, address):
    """What axe finds at an address, and how far it scrolls sideways on a small phone."""
    assert page.goto(address).status == 200
    found = violations(page)
    page.set_viewport_size({"width": 320, "height": 640})
    return [
        *found,
        *[f"{width} px wide" for width in [page.evaluate("document.documentElement.scrollWidth")] if width > 320],
    ]


def test_screens_of_people_pass_axe_and_fit_a_small_phone(browser_page, cast):
    make_funder()
    cast.everyone()
    cast.code("officer")
    found = {}
    for address, name in pages(cast).items():
        browser_page.set_viewport_size({"width": 1280, "height": 800})
        sign_in_as(browser_page, getattr(cast, name))
        found[address] = faults(browser_page, address)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_screens_of_signing_in_pass_axe_with_their_errors(browser_page, cast):
    make_funder()
    page = browser_page
    page.goto(reverse("profile:sign_in"))
    page.get_by_role("button", name="Send me a code").click()
    assert violations(page) == []
    page.get_by_label("Your email address").fill(cast.applicant.email)
    page.get_by_role("button", name="Send me a code").click()
    assert violations(page) == []
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    assert violations(page) == []


def test_screen_of_an_old_form_passes_axe(browser_page, cast):
    make_funder()
    page = browser_page
    sign_in_as(page, cast.applicant)
    page.goto(reverse("profile:details"))
    page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(field => field.value = 'old')")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Please send that again"
    assert violations(page) == []
