"""Pages that anybody can open, in a real browser: axe, and no sideways scrolling on a small phone."""

import pytest
from django.urls import reverse

from tests.axe.engine import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = {"sign in": lambda: reverse("profile:sign_in"), "not found": lambda: "/no-such-page/"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_open_page_passes_axe(browser_page, page, scheme):
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(PAGES[page]())
    assert violations(browser_page) == []


@pytest.mark.parametrize("page", PAGES)
def test_open_page_never_scrolls_sideways(browser_page, page):
    browser_page.set_viewport_size({"width": 320, "height": 640})
    browser_page.goto(PAGES[page]())
    assert browser_page.evaluate("document.documentElement.scrollWidth") == 320


def test_skip_link_is_the_first_stop_and_leads_to_the_content(browser_page):
    browser_page.goto("/no-such-page/")
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.textContent") == "Skip to main content"
    browser_page.keyboard.press("Enter")
    assert browser_page.evaluate("document.activeElement.id") == "main"
