"""Sending, once whatever is clicked, to the second."""

from contextlib import suppress
from datetime import timedelta

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import MemberRole
from grants.ground.questions.actions import save_answer
from grants.ground.questions.models import SheetSnapshot
from grants.stages.applications.actions import submit_application
from grants.stages.applications.models import Facts
from tests.factories.applications import ANSWERS, make_draft, make_group, make_person, reread
from tests.factories.applications import actor as actor_of
from tests.factories.calls import NOW, in_days, make_call
from tests.factories.people import belong

pytestmark = pytest.mark.django_db

CLOSES = in_days(30)
SECOND = timedelta(seconds=1)


def codes(refused):
    return [blocker.code for blocker in refused.value.blockers]


@pytest.fixture
def group():
    return make_group("Harbour Lights")


@pytest.fixture
def draft(group):
    organisation, by = group
    return make_draft(make_call(closes_at=CLOSES, grace_minutes=30), organisation=organisation, by=by)


def test_sending_gives_a_reference_a_snapshot_and_facts(draft, group):
    sent = submit_application(draft, by=group[1], now=NOW)
    snapshot, facts = SheetSnapshot.objects.get(), Facts.objects.get()
    assert (sent.status, sent.reference, sent.title) == ("submitted", "DOORSTEP-0001", "Weekly peer evening")
    assert (sent.submitted_at, sent.submitted_by_id, sent.status_since) == (NOW, group[1].person_id, NOW)
    assert (snapshot.sheet_id, snapshot.number) == (draft.sheet_id, 1)
    assert (facts.snapshot, facts.is_current, facts.requested_amount) == (snapshot, True, 45_000)
    assert (facts.contact_emails, facts.contact_phones) == (["amina@lights.example"], ["0161 496 0001"])


def test_sending_is_evidence(draft, group):
    sent = submit_application(draft, by=group[1], now=NOW)
    entry = Entry.objects.get(verb="application_submitted")
    digest = SheetSnapshot.objects.get().digest
    assert (entry.case, entry.person_id) == (f"application:{sent.pk}", group[1].person_id)
    assert entry.facts == {"reference": "DOORSTEP-0001", "number": 1, "digest": digest}


def test_everyone_in_the_group_gets_the_receipt(draft, group):
    second = make_person("Ben Castle")
    belong(second, group[0], MemberRole.HELPER)
    submit_application(draft, by=group[1], now=NOW)
    mails = Mail.objects.order_by("to_person__pk")
    assert [mail.to_person_id for mail in mails] == [group[1].person_id, second.pk]
    assert {mail.kind for mail in mails} == {"application_received"}
    assert {mail.attachment for mail in mails} == {f"receipt:{SheetSnapshot.objects.get().pk}"}
    assert mails[0].subject == "We have your application DOORSTEP-0001"
    assert "We will tell you our decision by Friday 30 October 2026." in mails[0].text
    assert f"/apply/applications/{draft.pk}/" in mails[0].text


def test_a_double_click_sends_once(draft, group):
    first = submit_application(draft, by=group[1], now=NOW)
    again = submit_application(draft, by=group[1], now=NOW + SECOND)
    assert (again.reference, again.submitted_at) == (first.reference, NOW)
    assert (SheetSnapshot.objects.count(), Facts.objects.count(), Mail.objects.count()) == (1, 1, 1)
    assert Entry.objects.filter(verb="application_submitted").count() == 1


def test_nothing_can_be_written_once_it_is_sent(draft, group):
    submit_application(draft, by=group[1], now=NOW)
    with pytest.raises(Refusal) as refused:
        save_answer(draft.sheet, "title", "Another", base=None, save_id="late", by=group[1], now=NOW)
    assert codes(refused) == ["not_writable"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (CLOSES - SECOND, "submitted"),
        (CLOSES, "submitted"),
        (CLOSES + timedelta(minutes=1), "submitted"),
        (CLOSES + timedelta(minutes=30) - SECOND, "submitted"),
        (CLOSES + timedelta(minutes=30), "draft"),
        (CLOSES + timedelta(minutes=31), "draft"),
    ],
    ids=["last second", "closing", "minute after", "last second of grace", "end of grace", "after grace"],
)
def test_the_last_moment_is_the_end_of_grace(draft, group, moment, expected):
    with suppress(Refusal):
        submit_application(draft, by=group[1], now=moment)
    assert reread(draft).status == expected


def test_a_refused_sending_leaves_nothing_behind(draft, group):
    with pytest.raises(Refusal) as refused:
        submit_application(draft, by=group[1], now=CLOSES + timedelta(hours=1))
    assert codes(refused) == ["call_closed"]
    assert (SheetSnapshot.objects.count(), Facts.objects.count(), Mail.objects.count()) == (0, 0, 0)
    assert reread(draft).sheet.writable == "all"


def test_everything_that_is_missing_is_said_at_once(group):
    organisation, by = group
    draft = make_draft(make_call(), organisation=organisation, by=by, answers={"amount": 200_001})
    with pytest.raises(Refusal) as refused:
        submit_application(draft, by=by, now=NOW, is_declared=False)
    assert [(blocker.code, blocker.field) for blocker in refused.value.blockers] == [
        ("answer_missing", "title"),
        ("answer_missing", "contacts"),
        ("amount_outside_limits", "amount"),
        ("not_declared", "declared"),
    ]


def test_a_helper_writes_and_does_not_send(draft, group):
    helper = make_person()
    belong(helper, group[0], MemberRole.HELPER)
    with pytest.raises(Refusal) as refused:
        submit_application(draft, by=actor_of(helper), now=NOW)
    assert codes(refused) == ["not_yours"]


def test_a_stranger_does_not_send(draft):
    _other, stranger = make_group()
    with pytest.raises(Refusal) as refused:
        submit_application(draft, by=stranger, now=NOW)
    assert codes(refused) == ["not_yours"]


def test_references_run_by_call(group):
    door, small = make_call("door"), make_call("small")
    sent = []
    for call in (door, door, small):
        organisation, by = make_group()
        draft = make_draft(call, organisation=organisation, by=by, answers=ANSWERS)
        sent.append(submit_application(draft, by=by, now=NOW).reference)
    assert sent == ["DOOR-0001", "DOOR-0002", "SMALL-0001"]
