"""The closing date of a call moves: on the office's screen, and on the public page."""

import pytest
from django.urls import reverse

from grants.stages.applications.actions import tell_of_extensions
from tests.cast import NOW
from tests.factories.applications import make_draft
from tests.factories.calls import in_days, make_call
from tests.factories.pages import make_call_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def call():
    return make_call(closes_at=in_days(30), decision_by=in_days(60).date())


def path(call):
    return reverse("office:call_extend", args=[call.pk])


def test_the_screen_starts_from_the_present_date_and_leads_back(cast, call):
    client = cast.client("officer")
    assert "It closes 5 pm, Wednesday 7 October 2026 (Larkfield time) now." in client.get(path(call)).text
    page = client.post(path(call), posted("2026-10-14", "The post was late."), follow=True)
    assert "The closing date is moved." in page.text
    assert [change.reason for change in page.context["changes"]] == ["The post was late."]


def posted(day, reason):
    """What the form sends."""
    return {"closes_at_day": day, "closes_at_time": "17:00", "reason": reason}


@pytest.mark.parametrize(
    ("day", "reason", "fields"),
    [
        ("2026-10-06", "Why not", ["closes_at"]),
        ("2026-10-14", "", ["reason"]),
        ("2026-02-30", "Why not", ["closes_at"]),
        ("", "x", ["closes_at"]),
    ],
)
def test_what_is_wrong_is_told_at_the_field(cast, call, day, reason, fields):
    client = cast.client("officer")
    form = client.post(path(call), posted(day, reason)).context["form"]
    assert list(form.errors) == fields


def test_the_public_page_says_when_and_why_it_changed(cast, call, client):
    make_call_page(call)
    make_draft(call)
    officer = cast.client("officer")
    officer.post(path(call), posted("2026-10-14", "The post was late."))
    tell_of_extensions(now=NOW)
    page = client.get(f"/calls/{call.code}/").text
    assert ["Closing date changed" in page, "The post was late." in page] == [True, True]
    assert "Monday 7 September 2026" in page


def test_a_closed_call_offers_no_form(cast, call, time_machine):
    time_machine.move_to(in_days(40))
    client = cast.client("officer")
    assert "This call can no longer be extended." in client.get(path(call)).text
    assert client.get(reverse("office:call", args=[call.pk])).context["may_extend"] is False
