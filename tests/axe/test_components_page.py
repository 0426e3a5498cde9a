"""The page of components in a real browser: axe, no script errors, no sideways scrolling."""

import pytest

from tests.axe.engine import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/office/components/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_components_pass_axe(browser_page, scheme):
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(PAGE)
    assert violations(browser_page) == []


def test_components_break_no_content_security_policy(browser_page):
    complaints = []
    browser_page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    browser_page.goto(PAGE)
    assert complaints == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_components_never_scroll_sideways(browser_page, width):
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.goto(PAGE)
    assert browser_page.evaluate("document.documentElement.scrollWidth") == width


def test_buttons_and_links_are_large_enough_to_touch(browser_page):
    browser_page.set_viewport_size({"width": 360, "height": 800})
    browser_page.goto(PAGE)
    touched = ".button, .tabs a, summary, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox])"
    small = f"""[...document.querySelectorAll("{touched}")]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"""
    assert browser_page.evaluate(small) == []


def test_error_summary_has_the_focus_and_leads_to_the_field(browser_page):
    browser_page.goto(PAGE)
    assert browser_page.evaluate("document.activeElement.className") == "error-summary"
    browser_page.get_by_role("link", name="Enter the name of your group").click()
    assert browser_page.evaluate("document.activeElement.id") == "id_group"


def test_words_are_counted_while_typing(browser_page):
    browser_page.goto(PAGE)
    browser_page.fill("#id_plan", "one two  three")
    assert browser_page.inner_text("#id_plan + .word-count") == "3 of 200 words"
    browser_page.fill("#id_plan", "word " * 201)
    assert browser_page.inner_text("#id_plan + .word-count") == "201 of 200 words: too many"


def test_dialog_opens_and_closes_by_keyboard(browser_page):
    browser_page.goto(PAGE)
    browser_page.get_by_role("link", name="Withdraw the application").press("Enter")
    assert browser_page.get_by_role("dialog").is_visible()
    browser_page.keyboard.press("Escape")
    assert browser_page.get_by_role("dialog").count() == 0
