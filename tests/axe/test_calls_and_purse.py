"""Calls, rubrics, funds and the public site under axe, and on the narrowest screen."""

import datetime as dt

import pytest

from grants.desks.jobs.drains.photos import size_photos
from grants.desks.jobs.words import load_words
from tests.axe.engine import violations
from tests.browser import sign_in_as
from tests.factories.assessment import NOW
from tests.factories.awards import make_active
from tests.factories.calls import make_call, make_draft_call
from tests.factories.funds import make_source
from tests.factories.outcomes import make_answered_report
from tests.factories.pages import make_call_page, make_funded_page, make_standard_page, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = [
    ("heading", "Who can ask"),
    ("text", "<p>Anyone <b>nearby</b>.</p>"),
    (
        "steps",
        {"heading": "How it goes", "steps": [{"title": "Ask", "text": "A form."}, {"title": "Hear", "text": "Yes."}]},
    ),
    ("questions", {"heading": "People ask", "questions": [{"question": "New group?", "answer": "<p>Yes.</p>"}]}),
    ("notice", {"title": "Mind the date", "text": "<p>It closes.</p>"}),
    ("quote", {"text": "It worked.", "who": "A neighbour"}),
]


@pytest.fixture
def town(cast, live_server):
    """One of everything."""
    load_words()
    now = dt.datetime.now(dt.UTC)
    dates = {"opens_at": now - dt.timedelta(days=9), "closes_at": now + dt.timedelta(days=20)}
    call = make_call("small", title="Small Grants", decision_by=(now + dt.timedelta(days=40)).date(), **dates)
    make_draft_call("draft", rubric=None, **dates)
    make_call_page(call, body=BODY)
    make_standard_page("Guidance", body=BODY, show_in_menus=True)
    make_story(published_on=now.date())
    make_funded_page(body=BODY)
    make_answered_report(make_active(), photos=1)
    size_photos(NOW)
    make_source(call.fund, name="Council", amount=100_000, restrictions={"districts": ["harbour"]})
    return call


PAGES = {
    None: [
        "/",
        "/calls/",
        "/calls/?amount=ten",
        "/calls/small/",
        "/guidance/",
        "/news/",
        "/what-we-funded/",
        "/search/?q=small",
    ],
    "officer": [
        "/office/",
        "/office/calls/",
        "/office/calls/1/",
        "/office/calls/2/",
        "/office/calls/new/",
        "/office/calls/2/edit/",
        "/office/calls/rubrics/",
        "/office/calls/rubrics/1/",
        "/office/calls/rubrics/1/criteria/new/",
        "/office/forms/lists/",
        "/office/forms/lists/outcomes/",
        "/office/forms/lists/outcomes/new/",
        "/office/forms/lists/indicators/new/",
        "/office/forms/lists/outcomes/languages/ar/",
        "/office/equality/questions/",
        "/office/equality/questions/new/",
        "/office/equality/questions/1/",
        "/office/equality/questions/languages/cy/",
    ],
    "finance_preparer": [
        "/finance/funds/",
        "/finance/funds/new/",
        "/finance/funds/1/",
        "/finance/funds/1/sources/new/",
        "/finance/funds/1/put-in/",
        "/finance/funds/1/move/",
        "/finance/funds/1/ledger/",
        "/finance/ledger/1/reverse/",
    ],
}


def wrong_with(page, path):
    """What is wrong with a page as shown: axe, sideways scrolling, script errors."""
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    assert page.goto(path).status == 200, path
    found = [(path, *issue) for issue in violations(page)]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append((path, "scrolls sideways"))
    return found + [(path, text) for text in complaints]


@pytest.mark.parametrize("who", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_screens_pass_axe_and_never_scroll_sideways(town, cast, new_context, live_server, who, scheme, width):
    viewport = {"width": width, "height": 800}
    page = new_context(base_url=live_server.url, viewport=viewport, color_scheme=scheme).new_page()
    if who:
        sign_in_as(page, getattr(cast, who))
    assert [issue for path in PAGES[who] for issue in wrong_with(page, path)] == []
