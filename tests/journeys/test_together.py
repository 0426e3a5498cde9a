"""A group writes together: invited by mail, two at once, signed off, handed over, joined by somebody who asks."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from grants.ground.kit import clock
from grants.ground.notifications.models import Mail
from grants.ground.people.actions import look_at_requests
from grants.ground.people.models import MemberRole, Membership
from grants.ground.questions.queries import values_of
from grants.stages.applications.models import Application
from tests.browser import sign_in_as
from tests.factories.applications import actor, make_draft, reread
from tests.factories.calls import make_call
from tests.factories.people import belong, make_organisation, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
NEWCOMER = "tom@lights.example"


@pytest.fixture
def group(live_server):
    return make_organisation("Harbour Lights")


@pytest.fixture
def amina(group):
    person = make_person("Amina Yusuf")
    belong(person, group, MemberRole.SIGNATORY)
    return person


@pytest.fixture
def draft(group, amina):
    now = clock.now()
    call = make_call(asks_sign_off=True, opens_at=now - dt.timedelta(days=2), closes_at=now + dt.timedelta(days=20))
    return make_draft(call, organisation=group, by=actor(amina), now=now)


@pytest.fixture
def browser_of(new_context, live_server, monkeypatch, settings):
    """A browser of their own for each person; nobody for one who has to sign in."""
    monkeypatch.setattr(settings, "BASE_URL", live_server.url)

    def make(person=None, viewport=PHONE):
        page = new_context(base_url=live_server.url, viewport=viewport).new_page()
        if person:
            sign_in_as(page, person)
        return page

    return make


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def sign_in_by_code(page, address):
    page.get_by_label("Your email address").fill(address)
    press(page, "Send me a code")
    code = re.search(r"\b\d{6}\b", Mail.objects.filter(kind="sign_in_code").last().text)[0]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").last.click()


def title_of(page):
    return page.get_by_label("What is it called?")


def task(draft):
    return f"/apply/applications/{draft.pk}/tasks/all/"


def test_two_people_on_one_answer_lose_nothing(browser_of, draft, group, amina):
    ben = make_person("Ben Castle")
    belong(ben, group)
    first, second = browser_of(amina), browser_of(ben, DESK)
    first.goto(task(draft))
    second.goto(task(draft))
    title_of(first).fill("Amina's words")
    expect(first.locator("[data-saved]")).to_contain_text("Saved at", timeout=10_000)
    title_of(second).fill("Ben's words")
    notice = second.locator("[data-question=title] .notice")
    expect(notice).to_contain_text("What Amina Yusuf wrote at", timeout=10_000)
    expect(notice).to_contain_text("Amina's words")
    assert values_of(draft.sheet)["title"] == "Amina's words"
    press(second, "Keep mine")
    expect(second.locator("[data-saved]")).to_contain_text("Saved at", timeout=10_000)
    title_of(first).fill("Amina again")
    press(first.locator("[data-question=title]"), "Use theirs")
    expect(title_of(first)).to_have_value("Ben's words")
    first.goto(f"/apply/applications/{draft.pk}/history/title/")
    expect(first.get_by_role("main").get_by_role("listitem")).to_have_count(3)


def test_who_else_writes_is_said_under_the_saved_line(browser_of, draft, group, amina):
    ben = make_person("Ben Castle")
    belong(ben, group)
    first, second = browser_of(amina), browser_of(ben)
    for page in (first, second):
        page.goto(task(draft))
    title_of(first).fill("Amina's words")
    expect(first.locator("[data-saved]")).to_contain_text("Saved at", timeout=10_000)
    second.get_by_label("How much do you need?").fill("500")
    expect(second.locator("[data-here]")).to_have_text("Writing in this task now: Amina Yusuf", timeout=10_000)
    second.goto(f"/apply/applications/{draft.pk}/")
    expect(second.get_by_text("Writing in this task now: Amina Yusuf")).to_be_visible()


def invite_tom(page, draft):
    page.goto(f"/apply/applications/{draft.pk}/")
    page.get_by_role("link", name="Who is in the group, and invite others").click()
    page.get_by_role("link", name="Invite somebody").click()
    press(page, "Send the invitation")
    expect(page.get_by_role("alert")).to_contain_text("Enter their email address.")
    page.get_by_label("Their email address").fill(NEWCOMER)
    page.get_by_label(re.compile("^Member:")).check()
    press(page, "Send the invitation")
    expect(page.get_by_text(f"We have invited {NEWCOMER}.")).to_be_visible()


def accept(page):
    link = re.search(r"https?://\S+/invitation/\S+", Mail.objects.get(kind="invitation").text)[0]
    page.goto(link)
    sign_in_by_code(page, NEWCOMER)
    press(page, "Accept the invitation")
    page.get_by_label("Your name").fill("Tom Ellis")
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("My applications and grants")


def co_write_and_ask(page, draft):
    page.goto(task(draft))
    title_of(page).fill("Supper together")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=10_000)
    press(page, "Save and continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.get_by_label("Everything here is true as far as we know.").check()
    press(page, "Ask for sign-off")
    expect(page.get_by_text("Tom Ellis asked for it")).to_be_visible()


def test_invited_written_together_given_back_signed_off_and_sent(browser_of, draft, amina):
    chief, tom = browser_of(amina, DESK), browser_of()
    invite_tom(chief, draft)
    accept(tom)
    co_write_and_ask(tom, draft)
    chief.goto(f"/apply/applications/{draft.pk}/")
    chief.get_by_role("link", name="Give it back to the writers").click()
    chief.get_by_label("What should they change?").fill("Say where.")
    press(chief, "Open it for changes")
    tom.goto(f"/apply/applications/{draft.pk}/")
    expect(tom.get_by_text("Say where.")).to_be_visible()
    co_write_and_ask(tom, draft)
    chief.reload()
    chief.get_by_role("link", name="Read it and sign it off").click()
    chief.get_by_label("Everything here is true as far as we know.").check()
    press(chief, "Sign off and send")
    expect(chief.get_by_role("heading", level=1)).to_have_text("Application sent")
    assert (reread(draft).submitted_by, Application.objects.get().title) == (amina, "Supper together")


def test_somebody_leaves_and_another_takes_over(browser_of, draft, group, amina):
    ben = make_person("Ben Castle")
    belong(ben, group, MemberRole.SIGNATORY)
    page = browser_of(amina)
    page.goto(f"/apply/groups/{group.pk}/")
    page.get_by_role("link", name="Leave the group").click()
    press(page, "Leave the group")
    expect(page.get_by_role("alert")).to_contain_text("Choose who takes over.")
    page.get_by_label("Ben Castle").check()
    press(page, "Leave the group")
    expect(page.get_by_text("You have left the group.")).to_be_visible()
    assert page.goto(f"/apply/applications/{draft.pk}/").status == 404
    other = browser_of(ben)
    other.goto(f"/apply/applications/{draft.pk}/")
    expect(other.get_by_text("Ben Castle looks after this application.")).to_be_visible()


def test_somebody_asks_to_join_and_learns_nothing_until_let_in(browser_of, draft, group, amina):
    noor = make_person("Noor Haddad")
    page, member = browser_of(noor), browser_of(amina, DESK)
    page.goto("/apply/groups/join/")
    for name in ("harbour lights", "Moonbase Gardeners"):
        page.get_by_label("What is the group called?").fill(name)
        press(page, "Ask to join")
        expect(page.get_by_text("If the group is known to us, its people get a mail now.")).to_be_visible()
    assert look_at_requests(now=clock.now()) == 2
    page.reload()
    expect(page.get_by_text("No answer yet")).to_have_count(2)
    member.goto(f"/apply/groups/{group.pk}/")
    member.get_by_role("link", name="Answer Noor Haddad").click()
    press(member, "Let them in")
    expect(member.get_by_role("alert")).to_contain_text("Choose one.")
    member.get_by_label(re.compile("^Helper:")).check()
    press(member, "Let them in")
    page.goto(f"/apply/applications/{draft.pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your application")
    assert Membership.objects.get(person=noor).role == "helper"
