"""An officer adds a word to a list with its Arabic name; a group reads, picks and checks it in Arabic, on a phone."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from grants.ground.reference.models import Term
from tests.axe.engine import violations
from tests.factories.applications import make_draft
from tests.factories.calls import QUESTIONS, make_call, make_form
from tests.factories.questions import make_lists

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CARERS = "مقدمو الرعاية"
PHONE = {"width": 360, "height": 740}
WHO = {
    "key": "who",
    "type": "terms",
    "label": "Who is it for?",
    "meaning": "populations",
    "settings": {"vocabulary": "populations"},
}


@pytest.fixture
def draft(cast, live_server):
    """The group writes to a call that asks for whom, with the screen in Arabic."""
    make_lists()
    now = dt.datetime.now(dt.UTC)
    form = make_form(questions=[*QUESTIONS["application"], WHO], now=now - dt.timedelta(days=3)).questionnaire
    call = make_call(form=form, opens_at=now - dt.timedelta(days=2), closes_at=now + dt.timedelta(days=20))
    cast.applicant.language = "ar"
    cast.applicant.save()
    draft = make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"), now=now)
    draft.sheet.language = "ar"
    draft.sheet.save()
    return draft


def in_arabic(text):
    with translation.override("ar"):
        return gettext(text)


def add_carers(desk):
    desk.goto(reverse("office:forms"))
    desk.get_by_role("link", name="Lists", exact=True).click()
    desk.get_by_role("link", name="Who it is for").click()
    desk.get_by_role("link", name="Add to the list").click()
    desk.get_by_label("Name", exact=True).fill("Parents")
    desk.get_by_label("Name in Arabic").fill(CARERS)
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("link", name="Something on this list is called that already.")).to_be_visible()
    expect(desk.get_by_label("Name in Arabic")).to_have_value(CARERS)
    desk.get_by_label("Name", exact=True).fill("Carers")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("It is on the list, at the end.")).to_be_visible()
    desk.get_by_role("button", name="Up Carers").click()


def translate_another(desk):
    desk.get_by_role("link", name="Arabic").click()
    box = desk.locator("[name='P01.label']")
    assert box.evaluate("node => getComputedStyle(node).direction") == "rtl"
    box.fill("الأطفال")
    assert violations(desk) == []
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("1 text is saved.")).to_be_visible()


def test_a_word_goes_from_the_office_to_a_group_that_reads_arabic(draft, open_as):
    desk = open_as("officer", "/office/", viewport={"width": 1280, "height": 900})
    add_carers(desk)
    translate_another(desk)
    phone = open_as("applicant", reverse("portal:section", args=[draft.pk, "all"]), viewport=PHONE)
    assert phone.locator("html").get_attribute("dir") == "rtl"
    expect(phone.get_by_text("الأطفال")).to_be_visible()
    assert phone.locator("label[for='q-who-1']").get_attribute("lang") == "en-gb"
    phone.get_by_label(CARERS).check()
    phone.get_by_role("button", name=in_arabic("Save and continue")).click()
    phone.goto(reverse("portal:check", args=[draft.pk]))
    expect(phone.get_by_text(CARERS, exact=True)).to_be_visible()
    term = Term.objects.get(code="P06")
    assert (term.label, term.position) == ({"en-gb": "Carers", "ar": CARERS}, 4)
