"""Mailed codes: sent alike to known and unknown addresses, counted, used once."""

import datetime as dt
import re

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.actions import purge_unverified, send_sign_in_code, use_sign_in_code
from grants.ground.people.models import Person, SignInCode
from tests.cast import NOW
from tests.factories.people import belong, make_organisation, make_person

pytestmark = pytest.mark.django_db


def mailed_code():
    return re.search(r"\b\d{6}\b", Mail.objects.latest("pk").text)[0]


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def other_than(code):
    return f"{(int(code) + 1) % 10**6:06}"


def test_known_and_unknown_address_are_answered_alike():
    make_person("Amina", email="amina@cast.example")
    for address in ("Amina@Cast.example ", "nobody@cast.example"):
        asked = send_sign_in_code(address, now=NOW)
        assert (asked.tries, asked.used_at, asked.expires_at) == (0, None, NOW + dt.timedelta(minutes=15))
    assert list(Mail.objects.order_by("pk").values_list("to_email", "kind", "to_person")) == [
        ("amina@cast.example", "sign_in_code", None),
        ("nobody@cast.example", "sign_in_code", None),
    ]
    assert Person.objects.get(email="nobody@cast.example").verified_at is None


def test_code_is_not_stored_in_the_clear_and_differs_by_person():
    asked = send_sign_in_code("amina@cast.example", now=NOW)
    assert mailed_code() not in asked.digest
    assert len(asked.digest) == 64


def test_code_lets_in_once_and_verifies():
    asked = send_sign_in_code("amina@cast.example", now=NOW)
    code = mailed_code()
    person = use_sign_in_code(asked.pk, f" {code[:3]} {code[3:]}", now=NOW)
    person.refresh_from_db()
    assert (person.email, person.verified_at) == ("amina@cast.example", NOW)
    assert list(Entry.objects.order_by("pk").values_list("verb", "person_id")) == [
        ("person_joined", person.pk),
        ("signed_in", person.pk),
    ]
    assert refused(lambda: use_sign_in_code(asked.pk, code, now=NOW)) == [("code_over", "code")]


def test_wrong_codes_count_and_shut_the_right_one_out():
    asked = send_sign_in_code("amina@cast.example", now=NOW)
    code = mailed_code()
    for _try in range(5):
        assert refused(lambda: use_sign_in_code(asked.pk, other_than(code), now=NOW)) == [("code_wrong", "code")]
    assert refused(lambda: use_sign_in_code(asked.pk, code, now=NOW)) == [("too_many_tries", "code")]
    assert SignInCode.objects.get().tries == 6


def test_code_of_another_browser_does_not_count():
    mine = send_sign_in_code("amina@cast.example", now=NOW)
    mine_code = mailed_code()
    theirs = send_sign_in_code("stranger@cast.example", now=NOW)
    if mine_code != mailed_code():
        assert refused(lambda: use_sign_in_code(theirs.pk, mine_code, now=NOW)) == [("code_wrong", "code")]
    assert use_sign_in_code(mine.pk, mine_code, now=NOW).email == "amina@cast.example"


def test_sixth_code_in_a_quarter_of_an_hour_is_refused():
    for minute in range(5):
        send_sign_in_code("amina@cast.example", now=NOW + dt.timedelta(minutes=minute))
    late = NOW + dt.timedelta(minutes=5)
    assert refused(lambda: send_sign_in_code("AMINA@cast.example", now=late)) == [("too_many_codes", "email")]
    send_sign_in_code("amina@cast.example", now=NOW + dt.timedelta(minutes=15))
    assert Mail.objects.count() == 6


def test_somebody_shut_out_gets_no_mail_and_no_other_answer():
    make_person("Gone", email="gone@cast.example", is_active=False)
    asked = send_sign_in_code("gone@cast.example", now=NOW)
    assert Mail.objects.count() == 0
    assert refused(lambda: use_sign_in_code(asked.pk, "123456", now=NOW)) == [("code_over", "code")]


def test_unproved_addresses_are_forgotten_after_two_days():
    send_sign_in_code("nobody@cast.example", now=NOW)
    belong(make_person("Waiting", verified_at=None, joined_at=NOW), make_organisation())
    make_person("Known", joined_at=NOW)
    assert purge_unverified(now=NOW + dt.timedelta(days=2)) == 0
    assert purge_unverified(now=NOW + dt.timedelta(days=2, seconds=1)) == 1
    assert list(Person.objects.order_by("name").values_list("name", flat=True)) == ["Known", "Waiting"]
    assert SignInCode.objects.count() == 0
