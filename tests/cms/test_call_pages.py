"""The page of a call: an editor's words around live facts, the same for everybody, never stale."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cms.models import CallIndexPage, CallPage
from grants.ground.reference.models import District, Term
from grants.stages.calls.actions import announce_call, cancel_call
from tests.factories.actors import NOW, make_actor
from tests.factories.calls import in_days, make_call, make_draft_call
from tests.factories.funds import YEAR
from tests.factories.pages import make_call_page

pytestmark = pytest.mark.django_db

QUERIES_OF_CALL = 19


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def text_of(response):
    return " ".join(response.content.decode().split())


def quiz_url(code):
    try:
        return reverse("portal:quiz", args=[code])
    except NoReverseMatch:
        return ""


def test_open_call_shows_its_live_facts(client):
    call = make_call(closes_at=in_days(88, hour=17), decision_by=in_days(140).date(), title="Small Grants")
    call.districts.add(District.objects.create(code="harbour", name="Harbour"))
    call.themes.add(Term.objects.create(vocabulary="outcomes", code="O01", label={"en-gb": "Belonging"}))
    make_call_page(call)
    page = text_of(client.get("/calls/doorstep/"))
    assert '<time datetime="2026-12-04T17:00:00+00:00">5 pm, Friday 4 December 2026 (Larkfield time)</time>' in page
    for words in ("£300 to £2,000", "£10,000", "Harbour", "Belonging", "A panel of local people, and our board"):
        assert words in page
    assert 'Brings people together</h3><strong class="num">35 of 100' in page
    assert "A clear chance for people to meet and feel welcome" in page
    assert quiz_url("doorstep") in page


@pytest.mark.parametrize(
    ("days", "words", "has_button"),
    [
        (-8, "Opens <time", False),
        (0, "Apply by <time", True),
        (23, "Closed <time", False),
    ],
)
def test_page_says_whether_one_can_apply_now(client, time_machine, days, words, has_button):
    make_call_page(make_call())
    time_machine.move_to(NOW + timedelta(days=days, minutes=1), tick=False)
    page = text_of(client.get("/calls/doorstep/"))
    assert (words in page, "button-big" in page) == (True, has_button)


def test_page_waits_for_the_office_and_the_office_for_the_page(client):
    by = make_actor()
    call = make_draft_call(by=by)
    make_call_page(call)
    assert client.get("/calls/doorstep/").status_code == 404
    announce_call(call, by=by, now=NOW, reason="Go on")
    assert client.get("/calls/doorstep/").status_code == 200
    CallPage.objects.get().unpublish()
    assert client.get("/calls/doorstep/").status_code == 404


def test_rehearsal_has_no_public_page(client):
    make_call_page(make_call(is_rehearsal=True))
    assert client.get("/calls/doorstep/").status_code == 404


def test_cancelled_call_says_why(client):
    call = make_call()
    make_call_page(call)
    cancel_call(call, reason="The money went to flood relief.", by=make_actor(), now=NOW)
    page = text_of(client.get("/calls/doorstep/"))
    assert ("The money went to flood relief." in page, "button-big" in page) == (True, False)


def test_rolling_call_promises_working_days(client):
    make_call_page(make_call(kind="rolling"))
    page = text_of(client.get("/calls/doorstep/"))
    assert ("No closing date. Apply when you are ready." in page, "Within 10 working days" in page) == (True, True)


@pytest.mark.parametrize(
    ("before", "expected"),
    [(timedelta(days=1), 60), (timedelta(seconds=61), 60), (timedelta(seconds=20), 20), (timedelta(seconds=0.5), 0)],
)
def test_page_is_kept_for_a_minute_but_never_past_its_next_date(client, time_machine, before, expected):
    call = make_call()
    make_call_page(call)
    time_machine.move_to(call.closes_at - before, tick=False)
    for url in ("/calls/doorstep/", "/calls/", "/"):
        assert client.get(url)["Cache-Control"] == f"public, max-age={expected}"


def test_public_pages_are_the_same_for_all_and_set_no_cookie(client, cast):
    make_call_page(make_call())
    for url in ("/", "/calls/", "/calls/doorstep/", "/search/?q=grants"):
        answers = [Client().get(url), cast.client("officer").get(url)]
        assert answers[0].content == answers[1].content
        for answer in answers:
            assert (answer.status_code, answer.cookies) == (200, {})
            assert "Cookie" not in answer.get("Vary", "")
            assert "nonce" not in answer["Content-Security-Policy"]
            assert "csrfmiddlewaretoken" not in text_of(answer)


def test_call_page_costs_the_same_for_one_and_three_calls(client, django_assert_num_queries):
    make_call_page(make_call())
    client.get("/calls/doorstep/")
    for count in (1, 3):
        while CallPage.objects.count() < count:
            make_call_page(make_call(f"call-{CallPage.objects.count()}"))
        with django_assert_num_queries(QUERIES_OF_CALL):
            client.get("/calls/doorstep/")


def test_address_follows_the_code_and_a_call_has_one_page():
    call = make_call()
    page = make_call_page(call, title="Anything else")
    assert (page.slug, page.language, page.get_url()) == ("doorstep", "en-gb", "/calls/doorstep/")
    with pytest.raises(ValidationError, match="This call has a page already"):
        CallIndexPage.objects.get().add_child(instance=CallPage(title="Again", slug="again", call=call))


def test_copy_of_a_page_starts_without_a_call():
    page = make_call_page(make_call())
    copied = page.copy(update_attrs={"slug": "next-year", "title": "Next year"}, keep_live=False)
    assert (copied.call, copied.live, copied.slug) == (None, False, "next-year")


def test_money_left_elsewhere_is_no_concern_of_the_page(client):
    call = make_call(budget_amount=2_000_000)
    make_call_page(call)
    assert call.financial_year == YEAR
    assert "£20,000" in text_of(client.get("/calls/doorstep/"))


def test_a_call_that_renews_says_for_whom_it_is_before_anybody_begins(client):
    earlier = make_call("earlier", title="Small Grants, last year")
    call = make_call("later", renews=earlier, title="Small Grants again")
    make_call_page(call)
    make_call_page(earlier)
    said = "This call renews grants of Small Grants, last year. Only groups that were offered a grant there can apply."
    assert said in text_of(client.get("/calls/later/"))
    assert said in text_of(client.get(reverse("cms:pack", args=["later"])))
    assert "Only groups that were offered" not in text_of(client.get("/calls/earlier/"))
