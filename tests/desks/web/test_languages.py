"""Which language a page reads in, and going over to another."""

import pytest
from django.test import Client

from grants.desks.web.languages import address_in
from grants.ground.audit.models import Entry
from grants.ground.people.models import Person
from tests.desks.web.html import tags
from tests.factories.pages import make_site

pytestmark = pytest.mark.django_db


def language_of(response):
    (html,) = tags(response.content.decode(), "html")
    return html["lang"], html["dir"], response["Content-Language"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/calls/", ("en-gb", "ltr", "en-gb")),
        ("/es/calls/", ("es", "ltr", "es")),
        ("/cy/calls/", ("cy", "ltr", "cy")),
        ("/ar/calls/", ("ar", "rtl", "ar")),
        ("/ar/search/", ("ar", "rtl", "ar")),
    ],
)
def test_a_public_page_reads_in_the_language_of_its_address(path, expected):
    make_site()
    client = Client(headers={"accept-language": "cy"})
    client.cookies["language"] = "es"
    response = client.get(path)
    assert language_of(response) == expected
    assert (dict(response.cookies), response.get("Vary", "")) == ({}, "Accept-Encoding")


def test_a_page_that_is_not_there_says_so_in_the_language_of_its_address(client):
    make_site()
    response = client.get("/ar/nothing-here/")
    assert (response.status_code, language_of(response)) == (404, ("ar", "rtl", "ar"))


@pytest.mark.parametrize(
    "path", ["/fr/calls/", "/en-gb/calls/", "/es-mx/calls/", "/es/account/sign-in/", "/es/_util/login/"]
)
def test_other_prefixes_lead_nowhere(client, path):
    make_site()
    assert client.get(path).status_code == 404


def test_a_screen_reads_in_what_the_browser_asks_for(client):
    response = client.get("/account/sign-in/", headers={"accept-language": "ar;q=0.9, en;q=0.5"})
    assert language_of(response) == ("ar", "rtl", "ar")
    assert response["Vary"] == "Cookie, Accept-Language, Accept-Encoding"
    assert "language" not in response.cookies


def test_a_chosen_language_wins_over_the_browsers_settings(client):
    response = client.post("/account/language/", {"language": "cy", "next": "/account/sign-in/?next=/apply/"})
    assert (response.status_code, response.url) == (302, "/account/sign-in/?next=/apply/")
    assert language_of(client.get("/account/sign-in/", headers={"accept-language": "ar"}))[0] == "cy"


def test_a_person_keeps_their_language_wherever_they_sign_in(cast):
    client = cast.client("applicant")
    client.post("/account/language/", {"language": "ar", "next": "/apply/"})
    assert Person.objects.get(pk=cast.applicant.pk).language == "ar"
    elsewhere = Client()
    elsewhere.force_login(cast.applicant)
    response = elsewhere.get("/apply/")
    assert language_of(response) == ("ar", "rtl", "ar")
    assert response.cookies["language"].value == "ar"  # for pages that do not know who is asking


def test_choosing_the_same_language_twice_is_one_act(cast):
    client, before = cast.client("applicant"), Entry.objects.count()
    for _time in range(2):
        client.post("/account/language/", {"language": "es", "next": "/apply/"})
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize("code", ["", "xx", "fr", "es-mx", "<script>"])
def test_a_language_that_we_do_not_speak_is_refused(cast, code):
    assert cast.client("applicant").post("/account/language/", {"language": code}).status_code == 400
    assert Person.objects.get(pk=cast.applicant.pk).language == "en-gb"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_choosing_leads_nowhere_else(client, away):
    assert client.post("/account/language/", {"language": "es", "next": away}).url == "/account/"


def test_choosing_is_never_done_by_a_link(client):
    assert client.get("/account/language/?language=es").status_code == 405


def test_a_link_carries_the_language_to_a_screen_and_on(client):
    response = client.get("/account/sign-in/?lang=es")
    assert (language_of(response)[0], response.cookies["language"].value) == ("es", "es")
    assert language_of(client.get("/account/sign-in/"))[0] == "es"
    assert language_of(client.get("/account/sign-in/?lang=xx"))[0] == "es"


def test_the_language_that_a_link_carried_does_not_come_back_after_choosing(client):
    page = client.get("/account/sign-in/?next=/apply/&lang=es").content.decode()
    assert [field["value"] for field in tags(page, "input") if field.get("name") == "next"] == [
        "/account/sign-in/?next=%2Fapply%2F",
        "/apply/",
    ]


def test_languages_are_named_in_themselves(client):
    choices = tags(client.get("/account/sign-in/").content.decode(), "button")
    assert [(c["value"], c["lang"], c["dir"]) for c in choices if c.get("name") == "language"] == [
        ("es", "es", "ltr"),
        ("cy", "cy", "ltr"),
        ("ar", "ar", "rtl"),
    ]


def test_public_pages_offer_the_same_page_as_links(client):
    make_site()
    links = tags(client.get("/cy/calls/").content.decode(), "a")
    assert [(link["hreflang"], link["href"]) for link in links if "hreflang" in link] == [
        ("en-gb", "/calls/"),
        ("es", "/es/calls/"),
        ("ar", "/ar/calls/"),
    ]


def test_links_from_a_public_page_to_screens_carry_its_language(client):
    make_site()
    assert 'href="/apply/?lang=cy"' in client.get("/cy/calls/").content.decode()
    assert 'href="/apply/"' in client.get("/calls/").content.decode()


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("/", "es", "/es/"),
        ("/calls/", "ar", "/ar/calls/"),
        ("/es/calls/", "ar", "/ar/calls/"),
        ("/es/calls/", "en-gb", "/calls/"),
        ("/especial/", "es", "/es/especial/"),
    ],
)
def test_address_in_another_language(path, code, expected):
    assert address_in(path, code) == expected


def test_no_language_outlives_its_request(cast):
    from django.utils.translation import get_language

    Person.objects.filter(pk=cast.applicant.pk).update(language="ar")
    cast.client("applicant").get("/apply/")
    assert get_language() == "en-gb"
