"""What stories need: screens for everybody of the cast, and a mail server that keeps what it gets."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from grants.ground.reference.models import Term
from tests.browser import sign_in_as
from tests.factories.calls import make_call
from tests.factories.questions import make_lists, make_shipped
from tests.smtp import smtp_sink

PATIENCE = 30_000  # milliseconds that a busy machine may take to show a page

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def mails(settings):
    with smtp_sink(settings) as sink:
        yield sink


@pytest.fixture
def open_as(cast, new_context, live_server, settings):
    """Opens the site as somebody of the cast, or as "anyone", on a screen of their own."""
    settings.BASE_URL = live_server.url

    def opened(name, path, **screen):
        page = new_context(base_url=live_server.url, **screen).new_page()
        page.set_default_timeout(PATIENCE)
        if name != "anyone":
            sign_in_as(page, getattr(cast, name))
        page.goto(path)
        return page

    return opened


@pytest.fixture
def doorstep_call(cast, live_server):
    """The Doorstep Grants as we ship them, open today."""
    now = dt.datetime.now(dt.UTC)
    make_lists()
    return make_call(
        "door",
        title="Doorstep Grants",
        summary="For anything that helps neighbours meet.",
        smallest_amount=5_000,
        largest_amount=50_000,
        opens_at=now - dt.timedelta(days=2),
        closes_at=now + dt.timedelta(days=20),
        decision_by=(now + dt.timedelta(days=50)).date(),
        form=make_shipped("doorstep").questionnaire,
        quiz=make_shipped("doorstep_quiz").questionnaire,
    )


@pytest.fixture
def small_grant(db):
    """The shipped form of small grants, with something to choose from."""
    for vocabulary in ("activities", "outcomes"):
        Term.objects.create(vocabulary=vocabulary, code="X01", label={"en-gb": f"The first of {vocabulary}"})
    return make_shipped("small_grant").questionnaire
