"""Calls that ask for a sign-off: writers ask, a signatory sends or gives back."""

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import MemberRole
from grants.ground.questions.actions import save_answer
from grants.stages.applications.actions import (
    ask_for_sign_off,
    give_back_to_writers,
    start_application,
    submit_application,
)
from tests.factories.applications import actor, make_draft, make_group, reread
from tests.factories.calls import NOW, in_days, make_call
from tests.factories.people import belong, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group("Harbour Lights")


@pytest.fixture
def member(group):
    person = make_person("Ben Castle")
    belong(person, group[0], MemberRole.MEMBER)
    return actor(person)


@pytest.fixture
def draft(group):
    return make_draft(make_call(asks_sign_off=True), organisation=group[0], by=group[1])


def codes(act, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        act(*args, **kwargs)
    return [blocker.code for blocker in refused.value.blockers]


def test_a_member_cannot_send_where_a_sign_off_is_asked(draft, member):
    assert codes(submit_application, draft, by=member, now=NOW) == ["needs_sign_off"]


def test_asking_closes_the_draft_and_tells_the_signatories_alone(draft, member, group):
    asked = ask_for_sign_off(draft, by=member, now=NOW)
    assert (asked.status, asked.sign_off_asked_by_id, reread(draft).sheet.writable) == (
        "awaiting_sign_off",
        member.person_id,
        "none",
    )
    assert [mail.to_person_id for mail in Mail.objects.filter(kind="sign_off_asked")] == [group[1].person_id]
    with pytest.raises(Refusal):
        save_answer(draft.sheet, "title", "Later", base=None, save_id="", by=member, now=NOW)


def test_asking_twice_is_asking_once(draft, member):
    for _ in range(2):
        ask_for_sign_off(draft, by=member, now=NOW)
    assert Mail.objects.filter(kind="sign_off_asked").count() == 1


def test_the_signatory_signs_off_by_sending(draft, member, group):
    ask_for_sign_off(draft, by=member, now=NOW)
    sent = submit_application(draft, by=group[1], now=NOW)
    assert (sent.status, sent.submitted_by_id, sent.reference) == ("submitted", group[1].person_id, "DOORSTEP-0001")


def test_a_signatory_sends_a_draft_without_asking_themselves(draft, group):
    assert submit_application(draft, by=group[1], now=NOW).status == "submitted"


def test_it_goes_back_to_the_writers_with_words_that_no_mail_repeats(draft, member, group):
    ask_for_sign_off(draft, by=member, now=NOW)
    back = give_back_to_writers(draft, "The rent is too high.", by=group[1], now=NOW)
    assert (back.status, back.sign_off_note, reread(draft).sheet.writable) == ("draft", "The rent is too high.", "all")
    mails = Mail.objects.filter(kind="application_given_back")
    assert {mail.to_person_id for mail in mails} == {member.person_id, group[1].person_id}
    assert ["rent" in mail.text for mail in mails] == [False, False]


def test_the_writers_take_it_back_themselves(draft, member):
    ask_for_sign_off(draft, by=member, now=NOW)
    assert give_back_to_writers(draft, by=member, now=NOW).status == "draft"


def test_everything_that_is_missing_is_said_when_asking(member, group):
    empty = make_draft(make_call(asks_sign_off=True), organisation=group[0], by=group[1], answers={})
    refused = codes(ask_for_sign_off, empty, by=member, now=NOW, is_declared=False)
    assert (len(refused) > 1, refused[-1]) == (True, "not_declared")


def test_nobody_asks_where_the_call_does_not(group, member):
    draft = make_draft(organisation=group[0], by=group[1])
    assert codes(ask_for_sign_off, draft, by=member, now=NOW) == ["no_sign_off"]


def test_a_helper_neither_asks_nor_gives_back(draft, group):
    person = make_person()
    belong(person, group[0], MemberRole.HELPER)
    helper = actor(person)
    assert codes(ask_for_sign_off, draft, by=helper, now=NOW) == ["not_yours"]
    ask_for_sign_off(draft, by=group[1], now=NOW)
    assert codes(give_back_to_writers, draft, by=helper, now=NOW) == ["not_yours"]


def test_what_waits_for_sign_off_is_the_groups_one_draft(draft, member, group):
    ask_for_sign_off(draft, by=member, now=NOW)
    assert start_application(draft.call, group[0], by=member, now=NOW) == draft


def test_nothing_is_asked_after_the_call_has_closed(draft, member):
    assert codes(ask_for_sign_off, draft, by=member, now=in_days(60)) == ["call_closed"]
