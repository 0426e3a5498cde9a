"""The second step in screens: set up at the first sign-in, asked for at each, replaced, recovered."""

import re

import pytest
from django.test import Client

from grants.ground.people.queries import has_second_factor, unused_recovery_codes
from tests.cast import SECRET, code_of

pytestmark = pytest.mark.django_db

SET_UP = "/account/second-step/"
CHECK = "/account/second-step/check/"
RECOVERY = "/account/second-step/recovery-codes/"
MOMENT = "2026-09-07T10:00:00Z"
LATER = "2026-09-07T10:01:00Z"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(MOMENT, tick=False)


@pytest.fixture
def half_way(cast):
    """An officer who has typed the mailed code and no more."""
    client = Client()
    client.force_login(cast.officer)
    return client


def shown_secret(page):
    return re.search(r"<code>([A-Z2-7 ]+)</code>", page.content.decode())[1].replace(" ", "")


def locked_secret(page):
    return page.context["form"]["secret"].value()


def now():
    from grants.ground.kit import clock

    return clock.now()


def test_first_sign_in_sets_up_and_shows_recovery_codes(half_way, cast):
    assert half_way.get("/account/details/").url == f"{CHECK}?next=%2Faccount%2Fdetails%2F"
    assert half_way.get(CHECK).url == SET_UP
    page = half_way.get(SET_UP)
    assert "<svg" in page.content.decode()
    assert "otpauth://totp/" in page.content.decode()
    assert not has_second_factor(cast.officer.pk)
    code = code_of(shown_secret(page), now())
    assert half_way.post(SET_UP, {"secret": locked_secret(page), "code": code}).url == RECOVERY
    codes = unused_recovery_codes(cast.officer.pk)
    shown = half_way.get(RECOVERY).content.decode()
    assert [code for code in codes if code in shown] == codes
    assert half_way.get("/account/details/").status_code == 200


def test_wrong_code_keeps_the_same_key(half_way):
    page = half_way.get(SET_UP)
    again = half_way.post(SET_UP, {"secret": locked_secret(page), "code": "000000"})
    assert shown_secret(again) == shown_secret(page)
    assert again.context["form"].errors["code"] == ["This code is not right. Enter the newest code of your app."]


def test_key_of_somebody_else_or_tampered_is_not_taken(half_way, cast):
    other = Client()
    other.force_login(cast.second_officer)
    theirs = other.get(SET_UP)
    code = code_of(shown_secret(theirs), now())
    for secret in (locked_secret(theirs), "made-up", ""):
        page = half_way.post(SET_UP, {"secret": secret, "code": code})
        assert page.status_code == 200
        assert shown_secret(page) != shown_secret(theirs)
    assert not has_second_factor(cast.officer.pk)


def test_each_sign_in_asks_for_a_code(half_way, cast):
    code = cast.code("officer")
    page = half_way.get(f"{CHECK}?next=/account/details/")
    assert page.status_code == 200
    assert half_way.post(CHECK, {"code": code, "next": "/account/details/"}).url == "/account/details/"
    assert half_way.get("/account/details/").status_code == 200
    again = Client()
    again.force_login(cast.officer)
    refused = again.post(CHECK, {"code": code})
    assert refused.context["form"].errors["code"] == ["This code was used already. Wait for the next one."]


def test_check_never_leads_elsewhere(half_way, cast):
    assert half_way.post(CHECK, {"code": cast.code("officer"), "next": "//evil.example"}).url == "/account/"


def test_set_up_cannot_go_round_the_check(half_way, cast):
    cast.code("officer")
    assert half_way.get(SET_UP).url == CHECK
    assert half_way.post(SET_UP, {"secret": "x", "code": "123456"}).url == CHECK


def test_form_sent_before_the_second_step_waits_behind_it(half_way, cast):
    code = cast.code("officer")
    half_way.post("/account/details/", {"name": "Olive", "phone": "", "language": "en-gb"})
    assert half_way.post(CHECK, {"code": code}).url == "/account/kept-form/"
    assert "Olive" in half_way.get("/account/kept-form/").content.decode()


def test_replacing_needs_a_code_of_the_present_app(cast, time_machine):
    client, proof = cast.client("officer"), cast.code("officer")
    page = client.get(SET_UP)
    new = shown_secret(page)
    typed = {"secret": locked_secret(page), "code": code_of(new, now())}
    assert client.post(SET_UP, typed).context["form"].errors["proof"] == [
        "Enter a code of your present app, or a recovery code."
    ]
    assert client.post(SET_UP, typed | {"proof": proof}).url == RECOVERY
    time_machine.move_to(LATER, tick=False)
    other = Client()
    other.force_login(cast.officer)
    assert "code" in other.post(CHECK, {"code": code_of(SECRET, now())}).context["form"].errors
    assert other.post(CHECK, {"code": code_of(new, now())}).url == "/account/"


def test_wrong_proof_stands_at_its_own_field(cast):
    client = cast.client("officer")
    cast.code("officer")
    page = client.get(SET_UP)
    typed = {"secret": locked_secret(page), "code": code_of(shown_secret(page), now()), "proof": "000000"}
    assert client.post(SET_UP, typed).context["form"].errors == {
        "proof": ["This code is not right. Enter the newest code of your app."]
    }


def test_recovery_codes_are_shown_for_ten_minutes_after_a_code(cast, time_machine):
    client, code = cast.client("officer"), cast.code("officer")
    assert client.get(RECOVERY).context["codes"] == []
    assert client.post(RECOVERY, {"code": code}).url == RECOVERY
    assert client.get(RECOVERY).context["codes"] == unused_recovery_codes(cast.officer.pk)
    time_machine.move_to("2026-09-07T10:10:01Z", tick=False)
    page = client.get(RECOVERY)
    assert (page.context["codes"], page.context["left"]) == ([], 10)


def test_recovery_code_opens_the_door_once(half_way, cast):
    client = cast.client("officer")
    client.post(RECOVERY, {"code": cast.code("officer")})
    code = unused_recovery_codes(cast.officer.pk)[0]
    assert half_way.post(CHECK, {"code": code}).url == "/account/"
    again = Client()
    again.force_login(cast.officer)
    assert again.post(CHECK, {"code": code}).status_code == 200


def test_person_without_a_role_may_set_one_up_too(cast):
    assert cast.client("stranger").get(SET_UP).status_code == 200
    assert cast.client("stranger").get(RECOVERY).url == SET_UP
