"""Search, feeds, calendar, sitemap, robots, pictures, news and ordinary pages."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from cms.models import NewsPage
from tests.factories.actors import NOW
from tests.factories.calls import in_days, make_call, make_draft_call
from tests.factories.pages import make_call_page, make_site, make_standard_page, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def found(client, words):
    response = client.get(reverse("cms:search"), {"q": words})
    assert response.status_code == 200
    return [page.title for page in response.context["hits"]]


def test_search_finds_published_pages_and_no_call_before_its_time(client):
    make_standard_page("Guidance on budgets")
    make_call_page(make_call("small"), title="Small budgets")
    make_call_page(make_draft_call("secret"), title="Secret budgets")
    call_command("update_index", verbosity=0)
    assert set(found(client, "budgets")) == {"Guidance on budgets", "Small budgets"}


@pytest.mark.parametrize("words", ['"', 'a "quoted" word', "(", "*", "NOT", "AND OR", "budgets'; --", " ", "é" * 300])
def test_search_survives_whatever_is_typed(client, words):
    make_standard_page("Guidance")
    assert found(client, words) == []


def test_feed_lists_announced_calls_newest_first(client):
    make_call_page(make_call("older", title="Older", opens_at=in_days(-9)))
    make_call_page(make_call("newer", title="Newer & nicer"))
    make_call_page(make_draft_call("draft", title="Draft"))
    response = client.get(reverse("cms:calls_feed"))
    body = response.content.decode()
    assert (response["Content-Type"], response["Cache-Control"]) == (
        "application/atom+xml; charset=utf-8",
        "public, max-age=60",
    )
    assert body.index("<title>Newer &amp; nicer</title>") < body.index("<title>Older</title>")
    assert ("Draft" in body, 'href="http://testserver/calls/newer/"' in body) == (False, True)


def test_calendar_has_the_closing_date_of_each_call(client):
    make_call_page(make_call("small", title="Small, kind; and long", summary="é" * 60, closes_at=in_days(30)))
    make_call_page(make_call("rolling", kind="rolling"))
    response = client.get(reverse("cms:calendar"))
    lines = response.content.decode().split("\r\n")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [line for line in lines if line.startswith(("UID", "DTSTART", "SUMMARY"))] == [
        "UID:call-small@testserver",
        "DTSTART:20261007T160000Z",
        "SUMMARY:Small\\, kind\\; and long closes",
    ]
    assert max(len(line.encode()) for line in lines) <= 75
    assert "DESCRIPTION:" + "é" * 60 in response.content.decode().replace("\r\n ", "")


def test_sitemap_and_robots_lead_to_public_pages_only(client):
    make_call_page(make_call("small"))
    make_call_page(make_draft_call("draft"))
    sitemap = client.get("/sitemap.xml").content.decode()
    assert ("/calls/small/" in sitemap, "/calls/draft/" in sitemap) == (True, False)
    robots = client.get("/robots.txt").content.decode().splitlines()
    assert robots[:2] == ["User-agent: *", "Disallow: /account/"]
    assert robots[-1] == "Sitemap: http://testserver/sitemap.xml"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("images/garden.png", 200),
        ("images/none.png", 404),
        ("original_images/garden.png", 404),
        ("images/../secret.txt", 404),
        ("secret.txt", 404),
    ],
)
def test_only_pictures_of_the_site_are_served(client, settings, tmp_path, path, status):
    settings.MEDIA_ROOT = tmp_path
    for name in ("images/garden.png", "original_images/garden.png", "secret.txt"):
        Path(tmp_path, name).parent.mkdir(exist_ok=True)
        Path(tmp_path, name).write_bytes(b"x")
    response = client.get(f"/media/{path}")
    response.close()
    assert response.status_code == status


def test_news_is_listed_newest_first(client, django_assert_num_queries):
    for day in (1, 3, 2):
        make_story(f"Story {day}", published_on=date(2026, 9, day))
    client.get("/news/")
    with django_assert_num_queries(12):
        response = client.get("/news/")
    assert [story.title for story in response.context["listing"].rows] == ["Story 3", "Story 2", "Story 1"]
    assert "Soup for all." in client.get(NewsPage.objects.first().get_url()).content.decode()


BODY = [
    ("heading", "Who can ask"),
    ("text", "<p>Anyone <b>nearby</b>.</p>"),
    (
        "steps",
        {"heading": "How it goes", "steps": [{"title": "Ask", "text": "A form."}, {"title": "Hear", "text": "Soon."}]},
    ),
    ("questions", {"heading": "People ask", "questions": [{"question": "New group?", "answer": "<p>Yes.</p>"}]}),
    ("notice", {"title": "Mind the date", "text": "<p>It closes.</p>"}),
    ("quote", {"text": "It worked.", "who": "A neighbour"}),
]


def test_page_shows_its_blocks_under_the_house_policy(client):
    make_standard_page("Guidance", body=BODY, show_in_menus=True)
    response = client.get("/guidance/")
    page = " ".join(response.content.decode().split())
    for words in (
        "<h2>Who can ask</h2>",
        "<b>nearby</b>",
        "<h3>Ask</h3>",
        "New group?",
        "Mind the date",
        "A neighbour",
    ):
        assert words in page
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]
    assert 'href="/guidance/" aria-current="page"' in page
    assert " style=" not in page


def test_site_without_pages_answers_not_found(client):
    make_site()
    assert client.get("/nowhere/").status_code == 404
    assert settings.WAGTAIL_SITE_NAME == "Community grants"
