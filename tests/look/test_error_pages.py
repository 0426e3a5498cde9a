"""Pages for what went wrong: whole, calm, and without the site behind them where it may be broken."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

HEADINGS = {
    "400.html": "We could not read that",
    "403.html": "You cannot open this page",
    "404.html": "We cannot find that page",
    "413.html": "That file is too large",
    "429.html": "Too many tries",
    "500.html": "Something went wrong on our side",
}


@pytest.mark.parametrize(("template", "heading"), HEADINGS.items())
@pytest.mark.django_db
def test_error_page_has_its_heading_and_language(template, heading):
    html = render_to_string(template, request=RequestFactory().get("/nowhere/"))
    assert html.count(f"<h1>{heading}</h1>") == 1
    assert '<html lang="en-gb"' in html


def test_page_for_our_own_failures_needs_no_request_and_no_database():
    assert "<h1>Something went wrong on our side</h1>" in render_to_string("500.html")


@pytest.mark.django_db
def test_unknown_address_shows_the_page_for_it(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "<h1>We cannot find that page</h1>" in response.content.decode()
