"""An officer announces a call; an editor publishes its page; the public reads it. Neither causes the other."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from cms.models import CallIndexPage
from grants.stages.calls.models import Call
from tests.browser import sign_in_as
from tests.factories.calls import make_form, make_rubric
from tests.factories.funds import make_fund, make_source
from tests.factories.pages import make_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(cast, live_server):
    """A fund with money, the forms and a rubric."""
    source = make_source(make_fund("CWF"), amount=5_000_000, year=this_year())
    make_form(title="Small grant form")
    make_form("quiz", title="Can you apply?")
    make_form("report", title="Small report")
    make_rubric()
    make_site()
    return source.fund


def this_year():
    today = dt.datetime.now(dt.UTC).date()
    return today.year if today.month >= 4 else today.year - 1


def in_days(days):
    """A working day some days from now, as a date box takes it."""
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)
    while day.weekday() > 4:
        day += dt.timedelta(days=1)
    return day.isoformat()


@pytest.fixture
def visit(new_context, live_server):
    """Opens a browser for somebody, or for nobody in particular."""

    def start(person=None, **settings):
        page = new_context(base_url=live_server.url, **settings).new_page()
        if person:
            sign_in_as(page, person)
        return page

    return start


def write_the_call(page):
    page.goto("/office/")
    page.get_by_role("link", name="Calls", exact=True).click()
    page.get_by_role("link", name="New call").click()
    page.get_by_label("Title").fill("Small Grants")
    page.get_by_label("Short code").fill("Small Grants!")
    page.get_by_label("What is it for?").fill("Money for people who bring neighbours together.")
    page.get_by_label("Which fund pays?").select_option(label="Community Wellbeing Fund")
    page.get_by_label("How much is there to give in all?").fill("£20,000")
    page.get_by_label("Smallest grant").fill("300")
    page.get_by_label("Largest grant").fill("2,000")
    opens, closes = page.get_by_role("group", name="Opens"), page.get_by_role("group", name="Closes")
    opens.get_by_label("Day").fill(in_days(-7))
    closes.get_by_label("Day").fill(in_days(30))
    closes.get_by_label("Time").fill("17:00")
    page.get_by_label("Groups hear from us by").fill(in_days(60))
    page.get_by_label("Application form").select_option(label="Small grant form")
    page.get_by_label("Eligibility quiz").select_option(label="Can you apply?")
    page.get_by_label("Report form").select_option(label="Small report")
    page.get_by_role("button", name="Save the call").click()
    expect(page.get_by_role("alert")).to_contain_text("Use only small letters, numbers and hyphens")
    expect(page.get_by_label("Smallest grant")).to_have_value("300")
    page.get_by_label("Short code").fill("small")
    page.get_by_role("button", name="Save the call").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Small Grants")


def announce_it(page):
    expect(page.get_by_role("heading", name="What is missing")).to_be_visible()
    page.get_by_role("button", name="Announce the call").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the rubric by which you judge.")
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("Rubric").select_option(label="Small and micro grants")
    page.get_by_role("button", name="Save the call").click()
    expect(page.get_by_role("heading", name="Ready to announce")).to_be_visible()
    page.get_by_role("button", name="Announce the call").click()
    expect(page.locator("main")).to_contain_text("What it offers and asks is now fixed.")


def publish_its_page(page):
    page.goto(f"/cms/pages/add/cms/callpage/{CallIndexPage.objects.get().pk}/")
    page.locator("[name=title]").fill("Small Grants, this year")
    page.locator("select[name=call]").select_option(label="Small Grants")
    page.get_by_role("button", name="More actions").last.click()
    page.locator("button[name=action-publish]").click()
    expect(page.locator("main")).to_contain_text("published")


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_call_is_announced_and_its_page_read(office, cast, visit, has_script):
    officer = visit(cast.officer, viewport={"width": 1280, "height": 900}, java_script_enabled=has_script)
    write_the_call(officer)
    public = visit(viewport={"width": 360, "height": 740}, java_script_enabled=has_script)
    announce_it(officer)
    assert public.goto("/calls/small/").status == 404
    publish_its_page(visit(cast.editor, viewport={"width": 1280, "height": 900}))
    public.goto("/")
    public.get_by_role("link", name="See what is open").click()
    public.get_by_role("link", name="Small Grants, this year").click()
    expect(public.locator("main")).to_contain_text("Open")
    expect(public.locator("main")).to_contain_text("£300 to £2,000")
    expect(public.locator("main")).to_contain_text("(Larkfield time)")
    expect(public.get_by_role("link", name="See if you can apply")).to_have_attribute(
        "href", "/apply/calls/small/quiz/"
    )
    assert public.context.cookies() == []
    assert Call.objects.get().status == "announced"
