"""Taking back, sending again, withdrawing."""

from datetime import timedelta

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.questions.models import SheetSnapshot
from grants.stages.applications.actions import (
    mark_decided,
    mark_eligible,
    mark_in_review,
    mark_recommended,
    start_application,
    submit_application,
    take_back_application,
    withdraw_application,
)
from grants.stages.applications.models import Facts
from tests.factories.actors import make_actor
from tests.factories.applications import answer, make_application, make_draft, make_group, reread
from tests.factories.calls import NOW, in_days, make_call

pytestmark = pytest.mark.django_db

CLOSES = in_days(30)
SECOND = timedelta(seconds=1)


def codes(refused):
    return [blocker.code for blocker in refused.value.blockers]


@pytest.fixture
def group():
    return make_group("Harbour Lights")


@pytest.fixture
def sent(group):
    return make_application(make_call(closes_at=CLOSES), organisation=group[0], by=group[1])


def test_a_sent_application_can_be_taken_back_until_the_call_closes(sent, group):
    taken = take_back_application(sent, by=group[1], now=CLOSES - SECOND)
    assert (taken.status, taken.reference) == ("draft", "DOORSTEP-0001")
    assert reread(sent).sheet.writable == "all"


def test_from_the_closing_second_on_it_cannot_be_taken_back(sent, group):
    with pytest.raises(Refusal) as refused:
        take_back_application(sent, by=group[1], now=CLOSES)
    assert codes(refused) == ["call_closed"]


def test_taking_back_twice_is_taking_back_once(sent, group):
    take_back_application(sent, by=group[1], now=NOW)
    take_back_application(sent, by=group[1], now=NOW)
    assert Mail.objects.filter(kind="application_taken_back").count() == 1


def test_sending_again_keeps_each_snapshot_and_moves_the_facts(sent, group):
    take_back_application(sent, by=group[1], now=NOW)
    answer(sent, by=group[1], amount=50_000)
    again = submit_application(sent, by=group[1], now=NOW + timedelta(hours=1))
    assert again.reference == "DOORSTEP-0001"
    assert [snapshot.number for snapshot in SheetSnapshot.objects.order_by("number")] == [1, 2]
    facts = Facts.objects.order_by("snapshot__number")
    assert [(row.requested_amount, row.is_current) for row in facts] == [(45_000, False), (50_000, True)]
    assert Mail.objects.filter(kind="application_received").count() == 2


def test_it_is_not_taken_back_beside_another_draft(sent, group):
    start_application(sent.call, group[0], by=group[1], now=NOW)
    with pytest.raises(Refusal) as refused:
        take_back_application(sent, by=group[1], now=NOW)
    assert codes(refused) == ["other_draft"]


def test_it_is_not_taken_back_once_the_office_went_on(sent, group):
    mark_eligible(sent, by=make_actor(), now=NOW)
    with pytest.raises(Refusal) as refused:
        take_back_application(sent, by=group[1], now=NOW)
    assert codes(refused) == ["application_is_eligible"]


def test_a_draft_and_a_sent_application_can_be_withdrawn(sent, group):
    draft = make_draft(sent.call, organisation=group[0], by=group[1])
    assert [withdraw_application(one, by=group[1], now=NOW).status for one in (draft, sent)] == ["withdrawn"] * 2
    assert reread(sent).sheet.writable == "none"


def test_withdrawing_twice_is_withdrawing_once(sent, group):
    withdraw_application(sent, by=group[1], now=NOW)
    withdraw_application(sent, by=group[1], now=NOW)
    assert Mail.objects.filter(kind="application_withdrawn").count() == 1


def test_what_is_withdrawn_is_not_sent(sent, group):
    withdraw_application(sent, by=group[1], now=NOW)
    with pytest.raises(Refusal) as refused:
        submit_application(sent, by=group[1], now=NOW)
    assert codes(refused) == ["application_is_withdrawn"]


def test_it_can_be_withdrawn_until_it_is_decided(sent, group):
    for move in (mark_eligible, mark_in_review, mark_recommended, mark_decided):
        move(sent, by=make_actor(), now=NOW)
    with pytest.raises(Refusal) as refused:
        withdraw_application(sent, by=group[1], now=NOW)
    assert codes(refused) == ["cannot_withdraw"]


def test_a_stranger_neither_takes_back_nor_withdraws(sent):
    _other, stranger = make_group()
    for act in (take_back_application, withdraw_application):
        with pytest.raises(Refusal) as refused:
            act(sent, by=stranger, now=NOW)
        assert codes(refused) == ["not_yours"]
