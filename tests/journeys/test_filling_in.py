"""A page of questions in a browser: saving while writing, two windows, a lost line, conditions, the sum."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from grants.ground.kit import clock
from grants.ground.notifications.models import Mail
from grants.ground.people.models import Person
from grants.ground.questions.actions import remove_question
from grants.ground.questions.queries import values_of
from grants.stages.applications.actions import finish_mends
from grants.stages.calls.actions import begin_mend, mend_form
from tests.browser import sign_in_as
from tests.factories.actors import make_actor
from tests.factories.applications import actor, answer, make_draft, make_group
from tests.factories.calls import QUESTIONS, make_call, make_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASKED = [
    *QUESTIONS["application"],
    {"key": "plan", "type": "long_text", "label": "What will you do?", "settings": {"most": 4}},
    {"key": "host", "type": "yes_no", "label": "Does another group hold the money?"},
    {
        "key": "host_name",
        "type": "short_text",
        "label": "Which group?",
        "show_if": {"all": [{"key": "host", "test": "is", "value": "yes"}]},
    },
    {"key": "costs", "type": "budget", "label": "What will you spend it on?"},
]


@pytest.fixture
def draft():
    """A draft whose one task asks a bit of everything."""
    now = clock.now()
    form = make_form(questions=ASKED, now=now - timedelta(days=3)).questionnaire
    call = make_call(form=form, opens_at=now - timedelta(days=1))
    organisation, by = make_group("Harbour Lights")
    return make_draft(call, organisation=organisation, by=by, now=now, answers={"title": "Peer evening"})


@pytest.fixture
def writer(draft):
    return Person.objects.get(memberships__organisation=draft.organisation)


@pytest.fixture
def page(browser_page, draft, writer):
    """The group's browser, on the task."""
    sign_in_as(browser_page, writer)
    browser_page.goto(task(draft))
    return browser_page


def task(draft):
    return f"/apply/applications/{draft.pk}/tasks/all/"


def plan(page):
    return page.get_by_label("What will you do?")


def saved(page):
    return expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=10_000)


def test_what_is_written_is_saved_and_counted(page, draft):
    plan(page).press_sequentially("Tea, cake and songs")
    saved(page)
    assert values_of(draft.sheet)["plan"] == "Tea, cake and songs"
    expect(page.locator("p.word-count")).to_have_text("4 of 4 words")
    plan(page).press_sequentially(" together")
    expect(page.locator("p.word-count")).to_have_text("5 of 4 words: too many")
    saved(page)
    page.reload()
    expect(plan(page)).to_have_value("Tea, cake and songs together")


def test_saving_while_writing_never_stands_in_the_way_of_continuing(page, draft):
    page.get_by_label("How much do you need?").fill("£450")
    saved(page)
    plan(page).fill("Tea")
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_url(re.compile(rf"/applications/{draft.pk}/check/"))
    assert (values_of(draft.sheet)["amount"], values_of(draft.sheet)["plan"]) == (45_000, "Tea")


def test_two_windows_never_overwrite_each_other(page, draft, writer):
    answer(draft, by=actor(writer), plan="Theirs")
    plan(page).fill("Mine")
    notice = page.locator("[data-question=plan] .notice")
    expect(notice).to_contain_text("Someone changed this answer while you were writing.", timeout=10_000)
    expect(notice).to_contain_text("Theirs")
    assert values_of(draft.sheet)["plan"] == "Theirs"
    notice.get_by_role("button", name="Keep mine").click()
    saved(page)
    assert values_of(draft.sheet)["plan"] == "Mine"


def test_text_written_without_a_connection_is_kept_on_the_device(page, draft):
    page.context.set_offline(True)
    plan(page).fill("Written in a cellar")
    expect(page.locator("[data-saved]")).to_contain_text("Your text is kept on this device", timeout=10_000)
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(task(draft))
    page.get_by_role("button", name="Put it back").click()
    expect(plan(page)).to_have_value("Written in a cellar")
    saved(page)
    assert values_of(draft.sheet)["plan"] == "Written in a cellar"
    page.reload()
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)


def test_text_is_sent_when_the_line_returns(page, draft):
    page.context.set_offline(True)
    plan(page).fill("Written in a cellar")
    expect(page.locator("[data-saved]")).to_contain_text("Your text is kept on this device", timeout=10_000)
    assert "plan" not in values_of(draft.sheet)
    page.context.set_offline(False)
    saved(page)
    assert values_of(draft.sheet)["plan"] == "Written in a cellar"
    assert page.evaluate("Object.keys(localStorage)") == []


def test_text_kept_on_the_device_never_overwrites_what_came_since(page, draft, writer):
    page.context.set_offline(True)
    plan(page).fill("Written in a cellar")
    expect(page.locator("[data-saved]")).to_contain_text("Your text is kept on this device", timeout=10_000)
    context = page.context
    page.close()
    answer(draft, by=actor(writer), plan="Written upstairs")
    context.set_offline(False)
    page = context.new_page()
    page.goto(task(draft))
    notice = page.locator("[data-question=plan] .notice")
    expect(notice).to_contain_text("Somebody wrote something else since")
    expect(notice).to_contain_text("Written in a cellar")
    expect(plan(page)).to_have_value("Written upstairs")
    notice.get_by_role("button", name="Throw it away").click()
    page.reload()
    expect(notice).to_have_count(0)
    assert values_of(draft.sheet)["plan"] == "Written upstairs"


def test_conditions_and_sums_follow_what_is_typed(page):
    expect(page.get_by_label("Which group?")).to_be_hidden()
    page.get_by_label("Yes").check()
    expect(page.get_by_label("Which group?")).to_be_visible()
    page.get_by_label("No", exact=True).check()
    expect(page.get_by_label("Which group?")).to_be_hidden()
    page.locator("[name='q-costs-0-cost']").fill("12.50")
    page.locator("[name='q-costs-1-cost']").fill("1,000")
    expect(page.locator("[data-total]")).to_have_text("£1,012.50")


def test_signed_out_in_the_middle_keeps_the_text(page):
    page.context.clear_cookies()
    plan(page).fill("Still here")
    expect(page.locator("[data-saved]")).to_contain_text("Your text is kept on this device", timeout=10_000)


def test_signing_in_again_in_another_tab_saves_what_was_kept(page, draft, writer):
    page.context.clear_cookies()
    plan(page).fill("Still here")
    expect(page.locator("[data-saved]")).to_contain_text("You are signed out.", timeout=10_000)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    tab = opened.value
    tab.get_by_label("Your email address").fill(writer.email)
    tab.get_by_role("button", name="Send me a code").click()
    code = re.search(r"\b\d{6}\b", Mail.objects.get(kind="sign_in_code").text)[0]
    tab.get_by_label("Code").fill(code)
    tab.get_by_role("button", name="Sign in").last.click()
    expect(plan(tab)).to_have_value("")
    tab.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page)
    assert values_of(draft.sheet)["plan"] == "Still here"


def test_a_shared_device_is_cleared_on_the_way_out(page, draft):
    page.context.set_offline(True)
    plan(page).fill("Private words")
    expect(page.locator("[data-saved]")).to_contain_text("Your text is kept on this device", timeout=10_000)
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"/apply/applications/{draft.pk}/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Text is kept on this device")).to_be_visible()
    page.get_by_role("button", name="Clear this device").click()
    expect(page.get_by_text("Nothing of yours is kept on this device any more.")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_device_without_kept_text_is_not_spoken_of(page):
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_role("button", name="Clear this device")).to_be_hidden()


def test_a_page_from_before_a_mend_says_what_is_no_longer_asked_and_keeps_it(page, draft):
    by, now = make_actor(), clock.now()
    version = begin_mend(draft.call, reason="Asked twice", by=by, now=now)
    for key in ("host", "host_name"):
        remove_question(version.questions.get(key=key), by=by, now=now)
    mend_form(draft.call, version, reason="Asked twice", by=by, now=now)
    finish_mends(now=now)
    page.get_by_label("Yes", exact=True).check()
    expect(page.locator("[data-saved]")).to_contain_text("is no longer asked", timeout=10_000)
    assert values_of(draft.sheet)["host"] is True
