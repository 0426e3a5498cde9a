"""Mails by the clock: reminders before closing, and later closing dates."""

from datetime import timedelta

import pytest

from grants.ground.notifications.models import Mail
from grants.ground.people.models import MemberRole
from grants.stages.applications.actions import (
    remind_drafters,
    submit_application,
    tell_of_extensions,
    withdraw_application,
)
from grants.stages.calls.actions import extend_call
from tests.factories.actors import make_actor
from tests.factories.applications import make_application, make_draft, make_group, reread
from tests.factories.calls import NOW, in_days, make_call
from tests.factories.people import belong, make_person

pytestmark = pytest.mark.django_db

CLOSES = in_days(30)
HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)


@pytest.fixture
def group():
    return make_group("Harbour Lights")


@pytest.fixture
def draft(group):
    return make_draft(make_call(closes_at=CLOSES), organisation=group[0], by=group[1])


def reminders():
    return Mail.objects.filter(kind="draft_reminder").count()


@pytest.mark.parametrize("before", [7 * DAY, 2 * DAY, 3 * HOUR])
def test_a_draft_is_reminded_of_on_the_second_and_once(draft, before):
    assert remind_drafters(now=CLOSES - before - SECOND) <= 1
    already = reminders()
    assert remind_drafters(now=CLOSES - before) == 1
    assert remind_drafters(now=CLOSES - before + HOUR) == 0
    assert reminders() == already + 1


def test_three_reminders_go_out_in_all_to_everybody_in_the_group(draft, group):
    belong(make_person(), group[0], MemberRole.HELPER)
    moment = CLOSES - 10 * DAY
    while moment < CLOSES + DAY:
        remind_drafters(now=moment)
        moment += HOUR
    assert reminders() == 3 * 2


def test_a_worker_that_slept_reminds_once_of_the_last(draft):
    assert remind_drafters(now=CLOSES - HOUR) == 1
    assert reminders() == 1


def test_a_draft_that_began_after_the_moment_is_not_reminded_of(group):
    make_draft(make_call(closes_at=CLOSES), organisation=group[0], by=group[1], now=CLOSES - 6 * DAY)
    assert remind_drafters(now=CLOSES - 5 * DAY) == 0


def test_what_was_sent_or_deleted_is_not_reminded_of(draft, group):
    submit_application(draft, by=group[1], now=NOW)
    other, by = make_group()
    withdraw_application(make_draft(draft.call, organisation=other, by=by), by=by, now=NOW)
    assert remind_drafters(now=CLOSES - HOUR) == 0


def test_nobody_is_reminded_of_a_closed_or_endless_call(draft):
    make_draft(make_call("rolling", kind="rolling"))
    assert remind_drafters(now=CLOSES) == 0


def test_an_extended_call_reminds_again(draft):
    remind_drafters(now=CLOSES - HOUR)
    extend_call(draft.call, CLOSES + 10 * DAY, reason="The post was late.", by=make_actor(), now=CLOSES - HOUR)
    assert remind_drafters(now=CLOSES + 3 * DAY) == 1


def test_everybody_with_a_draft_is_told_of_a_later_closing_once(draft, group):
    sent_group, by = make_group()
    make_application(draft.call, organisation=sent_group, by=by)
    extend_call(draft.call, CLOSES + DAY, reason="The post was late.", by=make_actor(), now=NOW)
    assert [tell_of_extensions(now=NOW), tell_of_extensions(now=NOW)] == [1, 0]
    mail = Mail.objects.get(kind="call_extended")
    assert (mail.to_person_id, "The post was late." in mail.text) == (group[1].person_id, True)


def test_a_telling_that_broke_off_goes_on_without_telling_twice(draft):
    call = extend_call(draft.call, CLOSES + DAY, reason="The post was late.", by=make_actor(), now=NOW)
    tell_of_extensions(now=NOW)
    call.closing_changes.update(told_at=None)
    tell_of_extensions(now=NOW)
    assert Mail.objects.filter(kind="call_extended").count() == 1


def test_a_draft_can_be_sent_until_the_new_closing(draft, group):
    extend_call(draft.call, CLOSES + DAY, reason="The post was late.", by=make_actor(), now=NOW)
    assert submit_application(reread(draft), by=group[1], now=CLOSES + 2 * HOUR).status == "submitted"
