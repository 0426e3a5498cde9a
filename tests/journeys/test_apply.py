"""A group passes the quiz, signs in, writes, sends and keeps its receipt; an officer checks it in.

On a phone, with script and without.
"""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from grants.ground.notifications.models import Mail
from grants.stages.applications.models import Application
from tests.browser import sign_in_as
from tests.factories.calls import make_call
from tests.factories.files import pdf_bytes
from tests.journeys.steps.pages import attach, choose, download, pick, press, write, write_day
from tests.pdfs import text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
ADDRESS = "noor@quiet-hour.example"


@pytest.fixture
def call(cast, small_grant, live_server):
    """A call with the shipped form of small grants, open today."""
    now = dt.datetime.now(dt.UTC)
    return make_call(
        "small",
        title="Small Grants",
        opens_at=now - dt.timedelta(days=2),
        closes_at=now + dt.timedelta(days=20),
        decision_by=(now + dt.timedelta(days=50)).date(),
        form=small_grant,
    )


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def phone(request, new_context, live_server, monkeypatch, settings):
    monkeypatch.setattr(settings, "BASE_URL", live_server.url)
    context = new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=request.param)
    return context.new_page()


@pytest.fixture
def desk(new_context, live_server):
    return new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}).new_page()


def pass_the_quiz(page):
    page.goto("/apply/calls/small/quiz/")
    page.get_by_role("link", name="Start now").click()
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("Choose one answer.")
    choose(page, "Yes")
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("It looks like you can apply")
    page.get_by_role("link", name="Start an application").click()


def sign_in_by_code(page):
    page.get_by_label("Your email address").fill(ADDRESS)
    press(page, "Send me a code")
    code = re.search(r"\b\d{6}\b", Mail.objects.get(kind="sign_in_code").text)[0]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome")
    page.get_by_label("Your name").fill("Mina Farouk")
    press(page, "Continue")


def name_the_group(page):
    page.get_by_label("What is your group called?").fill("Quiet Hour")
    choose(page, "A few neighbours or a group without rules")
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your application")
    expect(page.locator("main")).to_contain_text("What you told us before you started")


def describe_the_project(page):
    page.get_by_role("link", name="Describe your project").click()
    write(page, title="A calm hour", summary="A calm hour after school for children who need one.")
    write(page, plan="Every Tuesday we open the library for one quiet hour.")
    choose(page, "The first of activities", "Harbour")
    write_day(page, "start", "31", "2", "2027")
    write_day(page, "end", "30", "6", "2027")
    press(page, "Save and continue")
    expect(page.get_by_role("alert")).to_contain_text("There is no such date as 31 2 2027.")
    expect(page.locator("#q-title")).to_have_value("A calm hour")
    write_day(page, "start", "1", "3", "2027")
    press(page, "Save and continue")


def tell_about_the_people(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell us about the people")
    choose(page, "Children", "The first of outcomes")
    write(page, need="Eleven families asked us for it.")
    write(page, contacts__0__name="Noor Haddad", contacts__0__email=ADDRESS)
    write(page, contacts__1__name="Tom Ellis", contacts__1__phone="0161 496 0002")
    press(page, "Save and continue")


def work_out_the_money(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Work out the money")
    write(page, budget__0__item="Library staff", budget__0__cost="900")
    write(page, budget__1__item="Lamps and cushions", budget__1__cost="£185.50")
    choose(page, "No")
    choose(page, "Our group has a bank account", "Children come on their own")
    attach(page, "rules", "our rules.pdf", "application/pdf", pdf_bytes())
    pick(page, "safety_way", "write")  # children on their own need a plan
    if not page.locator("#q-safety_plan").is_visible():
        press(page, "Save and continue")
    write(page, safety_plan="Two adults are always in the room.")
    press(page, "Save and continue")


def check_and_send(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(page.locator("main")).to_contain_text("£1,085.50")
    page.get_by_role("link", name="Change What is your project called?").click()
    write(page, title="A quiet hour")
    press(page, "Save and continue")
    expect(page.locator("main")).to_contain_text("A quiet hour")
    press(page, "Send your application")
    expect(page.get_by_role("alert")).to_contain_text("Tick the box to say that everything is true.")
    choose(page, "Everything here is true as far as we know.")
    press(page, "Send your application")
    expect(page.get_by_role("heading", level=1)).to_have_text("Application sent")
    expect(page.locator("main")).to_contain_text("SMALL-0001")


def open_the_receipt(page):
    words = text_of(download(page, "link", "Download the receipt (PDF)"))
    for said in ("SMALL-0001", "Quiet Hour", "A quiet hour", "Lamps and cushions", "£1,085.50", "our rules.pdf"):
        assert said in words


def check_it_in(page):
    page.goto("/office/applications/?q=small-0001")
    page.get_by_role("link", name="Quiet Hour").click()
    page.get_by_role("link", name="Check-in").click()
    expect(page.get_by_role("link", name="our rules.pdf")).to_be_visible()
    press(page, "Save, it is eligible")
    expect(page.get_by_role("alert")).to_contain_text("Answer every line of the checklist.")
    for answer in page.get_by_label("Yes", exact=True).all():
        answer.check()
    press(page, "Save, it is eligible")
    expect(page.locator("main")).to_contain_text("The application is eligible.")


def test_from_the_quiz_to_the_check_in(phone, desk, call, cast):
    pass_the_quiz(phone)
    sign_in_by_code(phone)
    name_the_group(phone)
    describe_the_project(phone)
    tell_about_the_people(phone)
    work_out_the_money(phone)
    check_and_send(phone)
    open_the_receipt(phone)
    sign_in_as(desk, cast.officer)
    check_it_in(desk)
    application = Application.objects.get()
    assert (application.status, application.title) == ("eligible", "A quiet hour")
    phone.goto(f"/apply/applications/{application.pk}/")
    expect(phone.locator("main")).to_contain_text("Being judged")
