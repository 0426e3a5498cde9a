"""A helper begins for a group of which nobody is here; somebody of the group says yes before it counts."""

import datetime as dt

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import Invitation, Membership, Organisation, Person
from grants.stages.applications import permissions
from grants.stages.applications.actions import (
    confirm_by_link,
    deny_by_link,
    record_confirming_call,
    send_back,
    start_as_helper,
    submit_application,
    withdraw_application,
)
from grants.stages.applications.models import Application, Confirmation
from grants.stages.applications.queries import is_unconfirmed
from grants.stages.applications.rules import Named, blockers_to_name
from grants.stages.checks.actions import find_eligible
from tests.factories.actors import make_actor
from tests.factories.applications import ANSWERS, actor, answer, reread
from tests.factories.calls import NOW, make_call, on_day
from tests.factories.people import belong, make_organisation, make_person

pytestmark = pytest.mark.django_db

IVY = Named("Ivy Moss", "ivy@weirlane.example")
TOM = Named("Tom Reed", phone="0161 496 0001")
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def helper():
    return actor(make_person("Hal Helper", email="hal@helpers.example", phone="07700 900555"))


def begin(helper, *, call=None, name="Weir Lane Walkers", contacts=(IVY, TOM)):
    return start_as_helper(call or make_call(), name, contacts, legal_form="unincorporated", by=helper, now=NOW)


def sent(helper, **given):
    application = begin(helper, **given)
    by = actor(Person.objects.get(pk=helper.person_id))
    answer(application, by=by, **ANSWERS)
    return submit_application(application, by=by, now=NOW)


def token_of(mail):
    return mail.text.split("/confirm/")[1].split("/")[0]


def refused(act):
    with pytest.raises(Refusal) as refusal:
        act()
    return [(blocker.code, blocker.field) for blocker in refusal.value.blockers]


def test_the_helper_is_marked_as_one_and_nobody_else_is_in_the_group(helper):
    application = begin(helper)
    assert list(Membership.objects.values_list("person", "role")) == [(helper.person_id, "helper")]
    assert (application.intake, application.lead_id) == ("helper", helper.person_id)
    assert Entry.objects.filter(verb="application_started_by_helper").count() == 1
    told = application.sheet.answers.get(key="contacts")
    assert ([row["name"] for row in told.value], told.source) == (["Ivy Moss", "Tom Reed"], "helper")


def test_naming_somebody_makes_no_account_and_tells_nobody(helper):
    call, before = make_call(), Person.objects.count()
    begin(helper, call=call)
    assert (Person.objects.count(), Mail.objects.count()) == (before, 0)


def test_a_known_group_of_the_same_name_is_neither_found_nor_told(helper):
    known = make_organisation("Weir Lane Walkers")
    belong(make_person("Ivy Moss", email=IVY.email), known, "signatory")
    application = begin(helper)
    assert application.organisation != known
    assert Organisation.objects.filter(name="Weir Lane Walkers").count() == 2
    assert Mail.objects.count() == 0


def test_a_second_click_finds_the_first_draft(helper):
    call = make_call()
    assert begin(helper, call=call) == begin(helper, call=call)
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ((Named(""), TOM), [("name_missing", "name_1"), ("unreachable", "email_1")]),
        ((IVY, Named("Tom")), [("unreachable", "email_2")]),
        ((IVY, Named("Tom", IVY.email.upper())), [("same_twice", "email_2")]),
        ((TOM, Named("Ann", phone="+44 161 496 0001")), [("same_twice", "phone_2")]),
        ((IVY, Named("ivy moss", phone="07700 900123")), [("same_twice", "name_2")]),
        ((Named("Hal", "hal@helpers.example"), TOM), [("is_helper", "email_1")]),
        ((IVY, Named("Hal", phone="07700900555")), [("is_helper", "phone_2")]),
        ((IVY, Named("Tom", phone="ring me")), [("not_a_phone", "phone_2")]),
    ],
)
def test_two_people_of_the_group_are_named_each_with_a_way_of_their_own(helper, contacts, expected):
    call = make_call()
    assert refused(lambda: begin(helper, call=call, contacts=contacts)) == expected
    assert Application.objects.count() == 0


def test_two_good_contacts_are_fine():
    assert blockers_to_name([IVY, TOM], own=Named("Hal")) == []


def test_sending_asks_the_groups_own_contact_and_counts_only_with_their_yes(helper):
    application = sent(helper)
    assert (application.status, is_unconfirmed(application)) == ("submitted", True)
    asked = Confirmation.objects.get()
    assert (asked.asked, asked.contact.name) == (None, "Ivy Moss")
    mail = Mail.objects.get(kind="confirm_helped")
    assert (mail.to_email, mail.to_person) == (IVY.email, None)
    assert "Hal Helper helps Weir Lane Walkers" in mail.text
    assert refused(lambda: find_eligible(application, by=make_actor(), now=LATER)) == [("not_confirmed", "")]


def test_the_yes_makes_the_contact_a_signatory_and_the_helper_only_a_helper(helper):
    application = sent(helper)
    token = token_of(Mail.objects.get(kind="confirm_helped"))
    for _twice in range(2):
        confirm_by_link(token, name="Ivy Moss", now=LATER)
    application, ivy = reread(application), Person.objects.get(email=IVY.email)
    parts = Membership.objects.filter(organisation=application.organisation).order_by("pk")
    assert list(parts.values_list("person_id", "role")) == [(helper.person_id, "helper"), (ivy.pk, "signatory")]
    assert (application.lead, application.backed_at, is_unconfirmed(application)) == (ivy, LATER, False)
    assert ivy.verified_at == LATER
    hal = actor(Person.objects.get(pk=helper.person_id))
    assert (permissions.can_send_application(hal, application), permissions.is_first_helper(hal, application)) == (
        False,
        False,
    )
    assert Entry.objects.filter(verb="application_backed").count() == 1
    assert set(Mail.objects.filter(kind="application_confirmed").values_list("to_person", flat=True)) == {
        helper.person_id,
        ivy.pk,
    }


def test_the_other_contact_is_invited_where_a_mail_reaches_them(helper):
    sent(helper, contacts=(IVY, Named("Tom Reed", "tom@weirlane.example")))
    confirm_by_link(token_of(Mail.objects.get(kind="confirm_helped")), name="Ivy Moss", now=LATER)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.member_role) == ("tom@weirlane.example", "signatory")


def test_whoever_knows_nothing_of_it_says_so_and_it_goes_no_further(helper, cast):
    _officer = cast.officer
    application = sent(helper)
    token = token_of(Mail.objects.get(kind="confirm_helped"))
    for _twice in range(2):
        deny_by_link(token, now=LATER)
    assert is_unconfirmed(application)
    assert Entry.objects.filter(verb="application_denied").count() == 1
    assert Mail.objects.filter(kind="denied_to_office").count() == 1
    assert refused(lambda: confirm_by_link(token, name="Ivy", now=LATER)) == [("denied", "")]
    assert not Person.objects.filter(email=IVY.email).exists()


def test_contacts_with_a_phone_only_are_rung_and_the_call_is_noted(helper):
    application = sent(helper, contacts=(TOM, Named("Ann Vale", phone="07700 900777")))
    assert not Mail.objects.filter(kind="confirm_helped").exists()
    by, call = make_actor(), {"said_by": "Tom Reed", "said_at": LATER, "number": "0161", "note": "Read it all."}
    assert refused(lambda: record_confirming_call(application, **call, by=by, now=LATER)) == [
        ("contact_missing", "contact")
    ]
    contact = application.named_contacts.get(number=1)
    record_confirming_call(application, **call, contact=contact, by=by, now=LATER)
    tom = Person.objects.get(name="Tom Reed")
    assert (tom.email, tom.phone, tom.reach_by) == (None, "+441614960001", "phone")
    assert (reread(application).lead, is_unconfirmed(application)) == (tom, False)


def test_a_call_that_asks_for_sign_off_takes_the_groups_yes_as_that(helper):
    assert sent(helper, call=make_call(asks_sign_off=True)).status == "submitted"


def test_the_first_helper_may_delete_and_other_helpers_may_not_send(helper):
    application = begin(helper)
    other = make_person("Other Helper")
    belong(other, application.organisation, "helper")
    assert not permissions.can_send_application(actor(other), application)
    by = actor(Person.objects.get(pk=helper.person_id))
    assert withdraw_application(application, by=by, now=LATER).status == "withdrawn"


def test_nobody_begins_for_many_groups_that_have_not_confirmed(helper):
    call = make_call()
    for number in range(5):
        by = actor(Person.objects.get(pk=helper.person_id))
        contacts = (Named("A", f"a{number}@a.example"), Named("B", f"b{number}@b.example"))
        begin(by, call=call, name=f"Group {number}", contacts=contacts)
    by = actor(Person.objects.get(pk=helper.person_id))
    assert refused(lambda: begin(by, call=call, name="One more")) == [("helps_many", "")]


def test_a_group_of_ones_own_is_begun_for_as_ones_own(helper):
    group = make_organisation("Weir Lane Walkers")
    belong(Person.objects.get(pk=helper.person_id), group, "member")
    assert refused(lambda: begin(helper)) == [("own_group", "name")]


def test_answers_of_the_first_helper_wait_for_the_groups_yes_too(helper):
    application, officer = sent(helper), make_actor()
    send_back(application, {"amount": "Why so much?"}, why="", due_on=on_day(14), by=officer, now=NOW)
    by = actor(Person.objects.get(pk=helper.person_id))
    answer(application, by=by, amount=50_000)
    submit_application(application, by=by, now=LATER)
    assert is_unconfirmed(application)
    assert Mail.objects.filter(kind="confirm_helped").count() == 2
