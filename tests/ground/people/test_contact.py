"""How to reach people, and people who have no email."""

import pytest
from django.db import IntegrityError

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.people.actions import (
    add_person_without_email,
    change_contact,
    send_sign_in_code_by_text,
    use_sign_in_code,
)
from grants.ground.people.models import Person
from grants.ground.people.rules import Contact, blockers_to_contact, plain_phone
from tests.cast import NOW
from tests.factories.people import make_person, make_person_without_email

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(Refusal) as refusal:
        act()
    return [(blocker.code, blocker.field) for blocker in refusal.value.blockers]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("07700 900123", "+447700900123"),
        ("+44 7700 900-123", "+447700900123"),
        ("+44 (0)7700 900123", "+447700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("٠٧٧٠٠٩٠٠١٢٣", "+447700900123"),
        ("7700 900123", ""),
        ("no phone", ""),
        ("+44 77", ""),
        ("+44 7700 900123 4567 8901", ""),
    ],
)
def test_numbers_are_kept_in_one_way(typed, number):
    assert plain_phone(typed, country="+44") == number


@pytest.mark.parametrize(
    ("contact", "has_email", "codes"),
    [
        (Contact("email"), True, []),
        (Contact("email"), False, ["no_email"]),
        (Contact("text"), True, ["phone_missing"]),
        (Contact("phone", phone="0161"), False, []),
        (Contact("post"), False, ["address_missing"]),
        (Contact("post", postal_address="1 Row"), False, []),
    ],
)
def test_way_to_reach_somebody_needs_what_it_takes(contact, has_email, codes):
    assert [blocker.code for blocker in blockers_to_contact(contact, has_email=has_email)] == codes


def test_people_say_how_to_reach_them_and_the_same_again_changes_nothing(cast):
    wanted = Contact("text", "07700 900456", " evenings ", "BSL", True, "1 Quay Row")
    for _twice in range(2):
        person = change_contact(cast.applicant, wanted, by=cast.actor("applicant"), now=NOW)
    assert (person.phone, person.good_times, person.interpreter) == ("+447700900456", "evenings", "BSL")
    assert person.needs_large_print
    (entry,) = Entry.objects.filter(verb="contact_changed")
    assert entry.person_id == cast.applicant.pk


def test_only_the_person_and_officers_change_it(cast):
    wanted = Contact("phone", "0161 496 0000")
    assert change_contact(cast.applicant, wanted, by=cast.actor("officer"), now=NOW).phone == "0161 496 0000"
    for who in ("stranger", "administrator", "auditor"):
        by = cast.actor(who)
        assert refused(lambda by=by: change_contact(cast.applicant, wanted, by=by, now=NOW)) == [("not_allowed", "")]


def test_person_without_email_is_added_by_an_officer_once(cast):
    wanted = Contact("phone", "07700 900123")

    def add():
        return add_person_without_email("Ivy Moss", wanted, language="en-gb", by=cast.actor("officer"), now=NOW)

    ivy = add()
    assert (ivy.email, ivy.phone, ivy.reach_by) == (None, "+447700900123", "phone")
    assert add() == ivy
    assert Entry.objects.filter(verb="person_added").count() == 1


@pytest.mark.parametrize(
    ("name", "wanted", "reasons"),
    [
        ("", Contact("phone", "07700 900123"), [("name_missing", "name")]),
        ("Ivy", Contact("phone", "12"), [("not_a_phone", "phone")]),
        ("Ivy", Contact("phone", ""), [("phone_missing", "phone")]),
        ("Ivy", Contact("email", ""), [("no_email", "reach_by")]),
        ("Ivy", Contact("post", ""), [("address_missing", "postal_address")]),
        ("Ivy", Contact("phone", "07700 900999"), [("phone_taken", "phone")]),
    ],
)
def test_person_without_email_must_be_reachable_and_have_their_own_number(cast, name, wanted, reasons):
    make_person_without_email("Tom Reed", phone="+447700900999")
    by = cast.actor("officer")
    assert refused(lambda: add_person_without_email(name, wanted, language="en-gb", by=by, now=NOW)) == reasons


def test_strangers_add_nobody(cast):
    wanted, by = Contact("phone", "07700 900123"), cast.actor("applicant")
    assert refused(lambda: add_person_without_email("Ivy", wanted, language="en-gb", by=by, now=NOW)) == [
        ("not_allowed", "")
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"email": ""},
        {"email": None, "reach_by": "email"},
        {"email": None, "phone": "+447700900123", "reach_by": "text"},
    ],
)
def test_database_holds_the_line(fields):
    make_person_without_email()
    with pytest.raises(IntegrityError):
        Person.objects.create(joined_at=NOW, **fields)


def test_people_with_email_may_share_a_phone():
    assert [make_person(phone="+447700900123").phone for _two in range(2)] == ["+447700900123"] * 2


@pytest.fixture
def texts(settings):
    settings.GRANTS_SMS_BACKEND = "grants.ground.notifications.gateway.MemoryGateway"


@pytest.mark.usefixtures("texts")
def test_code_by_text_goes_to_a_known_number_only(mailed):
    ivy = make_person_without_email("Ivy Moss")
    asked = send_sign_in_code_by_text("07700 900123", now=NOW)
    (message,) = mailed()
    assert (message.to_phone, message.to_email, message.to_person) == ("+447700900123", "", ivy)
    code = "".join(c for c in message.short_text.split(" is ")[1][:6])
    assert use_sign_in_code(asked.pk, code, now=NOW) == ivy
    unknown = send_sign_in_code_by_text("07700 900777", now=NOW)
    assert len(mailed()) == 1
    assert refused(lambda: use_sign_in_code(unknown.pk, "000000", now=NOW)) == [("code_wrong", "code")]


@pytest.mark.usefixtures("texts")
def test_number_that_a_stranger_tried_stays_free_for_its_owner(cast):
    send_sign_in_code_by_text("07700 900123", now=NOW)
    wanted, by = Contact("phone", "07700 900123"), cast.actor("officer")
    ivy = add_person_without_email("Ivy Moss", wanted, language="en-gb", by=by, now=NOW)
    assert list(Person.objects.filter(phone="+447700900123")) == [ivy]


@pytest.mark.usefixtures("texts")
def test_codes_by_text_are_limited():
    make_person_without_email("Ivy Moss")
    for _time in range(5):
        send_sign_in_code_by_text("07700 900123", now=NOW)
    assert refused(lambda: send_sign_in_code_by_text("07700900123", now=NOW)) == [("too_many_codes", "email")]
    assert refused(lambda: send_sign_in_code_by_text("7", now=NOW)) == [("not_a_phone", "phone")]


@pytest.fixture
def mailed():
    from grants.ground.notifications.models import Mail

    return lambda: list(Mail.objects.order_by("pk"))
