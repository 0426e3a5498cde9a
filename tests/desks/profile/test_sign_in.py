"""Signing in by a mailed code, in screens."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from grants.ground.notifications.models import Mail
from grants.ground.people.models import Person
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/sign-in/"
CODE = "/account/sign-in/code/"


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests():
    cache.clear()


@pytest.fixture
def amina():
    return make_person("Amina Yusuf", email="amina@cast.example")


def mailed_code():
    return re.search(r"\b\d{6}\b", Mail.objects.latest("pk").text)[0]


def errors(response):
    return {field: list(found) for field, found in response.context["form"].errors.items()}


def test_code_signs_in_and_leads_on(client, amina):
    assert client.post(SIGN_IN, {"email": " Amina@cast.example ", "next": "/account/details/"}).url == CODE
    assert "amina@cast.example" in client.get(CODE).content.decode().lower()
    before = client.session.session_key
    assert client.post(CODE, {"code": mailed_code()}).url == "/account/details/"
    assert client.session.session_key != before
    assert "sign_in" not in client.session
    assert client.get("/account/details/").status_code == 200


def test_known_and_unknown_addresses_see_the_same_page(client, amina):
    pages = []
    for address in ("amina@cast.example", "nobody@cast.example"):
        browser = Client()
        response = browser.post(SIGN_IN, {"email": address})
        page = browser.get(CODE).content.decode().replace(address, "X")
        pages.append((response.status_code, response.url, re.sub(r'value="[A-Za-z0-9]{64}"', "", page)))
    assert pages[0] == pages[1]


def test_known_and_unknown_addresses_cost_about_the_same(client, amina, django_assert_max_num_queries):
    for address in ("amina@cast.example", "nobody@cast.example"):
        with django_assert_max_num_queries(24):
            Client().post(SIGN_IN, {"email": address})


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Enter your email address."),
        ("amina", "Enter an email address like name@example.org."),
        ("a@" + "b" * 250 + ".example", "Enter an email address like name@example.org."),
    ],
)
def test_bad_address_gets_a_clear_word_and_is_kept(client, typed, error):
    response = client.post(SIGN_IN, {"email": typed})
    assert errors(response)["email"][0] == error
    assert response.context["form"]["email"].value() == typed


def test_wrong_code_gets_a_clear_word(client, amina):
    client.post(SIGN_IN, {"email": amina.email})
    wrong = f"{(int(mailed_code()) + 1) % 10**6:06}"
    response = client.post(CODE, {"code": wrong})
    assert errors(response) == {"code": ["This is not the code that we sent. Check it and try again."]}
    assert errors(client.post(CODE, {"code": ""})) == {"code": ["Enter the six digits that we sent."]}


def test_code_page_without_a_code_leads_to_the_address(client):
    assert client.get(CODE).url == SIGN_IN


def test_sixth_code_is_refused_at_the_field(client, amina):
    for _asked in range(5):
        client.post(SIGN_IN, {"email": amina.email})
    assert errors(client.post(SIGN_IN, {"email": amina.email})) == {
        "email": ["We have sent several codes to this address. Use the newest one, or wait 15 minutes for another."]
    }


def test_one_computer_cannot_ask_for_codes_without_end(client):
    for number in range(60):
        assert client.post(SIGN_IN, {"email": f"person{number}@cast.example"}).status_code == 302
    assert errors(client.post(SIGN_IN, {"email": "one@cast.example"})) == {
        "__all__": ["Too many people asked for a code from this computer. Wait 15 minutes."]
    }


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"])
def test_next_never_leads_elsewhere(client, amina, elsewhere):
    client.post(SIGN_IN, {"email": amina.email, "next": elsewhere})
    assert client.post(CODE, {"code": mailed_code()}).url == "/account/"


def test_signed_in_person_has_nothing_to_do_here(cast):
    client = cast.client("stranger")
    assert client.get(SIGN_IN).url == "/account/"
    assert client.get(f"{SIGN_IN}?next=/account/details/").url == "/account/details/"


def test_new_person_is_asked_for_a_name_first(client):
    client.post(SIGN_IN, {"email": "new@cast.example"})
    client.post(CODE, {"code": mailed_code()})
    asked = client.get("/account/").url
    assert asked == "/account/details/?next=%2Faccount%2F"
    assert "What may we call you?" in client.get(asked).content.decode()
    typed = {"name": "Nell", "phone": "", "language": "en-gb", "next": "/account/"}
    assert client.post("/account/details/", typed).url == "/account/"
    assert Person.objects.get(email="new@cast.example").name == "Nell"


def test_form_that_came_too_late_is_shown_again_after_signing_in(client, amina):
    client.post("/account/details/", {"name": "Amina Y", "phone": "", "language": "en-gb"})
    client.post(SIGN_IN, {"email": amina.email, "next": "/account/details/"})
    assert client.post(CODE, {"code": mailed_code()}).url == "/account/kept-form/"
    assert "Amina Y" in client.get("/account/kept-form/").content.decode()
    assert Person.objects.get(pk=amina.pk).name == "Amina Yusuf"


def test_signing_out_needs_a_post_and_ends_the_session(cast):
    client = cast.client("stranger")
    assert client.get("/account/sign-out/").status_code == 405
    assert client.post("/account/sign-out/").url == SIGN_IN
    assert client.get("/account/details/").status_code == 302


def test_asking_changes_nothing(client):
    client.get(SIGN_IN)
    client.get(CODE)
    assert Person.objects.count() == 0
    assert client.cookies.get("sessionid") is None


def test_person_without_email_signs_in_by_text_message(client, settings):
    from tests.factories.people import make_person_without_email

    assert client.get(f"{SIGN_IN}phone/").url == SIGN_IN
    settings.GRANTS_SMS_BACKEND = "grants.ground.notifications.gateway.MemoryGateway"
    make_person_without_email("Ivy Moss")
    assert "I have no email, but a phone" in client.get(SIGN_IN).content.decode()
    assert client.post(f"{SIGN_IN}phone/", {"phone": "07700 900123"}).url == CODE
    assert "If we know <strong><bdi>07700 900123</bdi></strong>" in client.get(CODE).content.decode()
    code = Mail.objects.get().short_text.partition(" is ")[2][:6]
    assert client.post(CODE, {"code": code}).url == "/account/"


def test_phone_that_is_none_gets_a_clear_word(client, settings):
    settings.GRANTS_SMS_BACKEND = "grants.ground.notifications.gateway.MemoryGateway"
    form = client.post(f"{SIGN_IN}phone/", {"phone": "call me"}).context["form"]
    assert dict(form.errors) == {"phone": ["Enter a phone number, like 07700 900123 or +44 7700 900123."]}
