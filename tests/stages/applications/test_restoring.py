"""Bringing back what was withdrawn or deleted, and forgetting deleted drafts."""

from datetime import timedelta

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.questions.models import Answer, AnswerRevision
from grants.stages.applications.actions import (
    ask_for_sign_off,
    forget_drafts,
    mark_eligible,
    mark_in_review,
    mark_recommended,
    restore_application,
    send_message,
    take_back_application,
    withdraw_application,
)
from grants.stages.applications.models import Application
from grants.stages.applications.queries import applications_of
from tests.factories.actors import make_actor
from tests.factories.applications import answer, make_application, make_draft, make_group, reread
from tests.factories.calls import NOW, in_days, make_call

pytestmark = pytest.mark.django_db

CLOSES = in_days(60)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def group():
    return make_group("Harbour Lights")


@pytest.fixture
def call():
    return make_call(closes_at=CLOSES, decision_by=in_days(90).date())


@pytest.fixture
def sent(call, group):
    return make_application(call, organisation=group[0], by=group[1])


@pytest.fixture
def draft(call, group):
    return make_draft(call, organisation=group[0], by=group[1])


def codes(act, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        act(*args, **kwargs)
    return [blocker.code for blocker in refused.value.blockers]


def test_a_deleted_draft_comes_back_as_it_was_until_the_thirtieth_day(draft, group):
    withdraw_application(draft, by=group[1], now=NOW)
    back = restore_application(draft, by=group[1], now=NOW + 30 * DAY - SECOND)
    assert (back.status, back.withdrawn_from, reread(draft).sheet.writable) == ("draft", "", "all")
    assert Answer.objects.get(sheet=draft.sheet, key="title").value == "Weekly peer evening"


def test_a_deleted_draft_is_gone_from_the_thirtieth_day_on(draft, group):
    withdraw_application(draft, by=group[1], now=NOW)
    assert codes(restore_application, draft, by=group[1], now=NOW + 30 * DAY) == ["restore_too_late"]


@pytest.mark.parametrize("moves", [[], [mark_eligible], [mark_eligible, mark_in_review]])
def test_a_withdrawn_application_comes_back_to_where_it_was_within_a_fortnight(sent, group, moves):
    for move in moves:
        move(sent, by=make_actor(), now=NOW)
    before = reread(sent).status
    withdraw_application(sent, by=group[1], now=NOW)
    back = restore_application(sent, by=group[1], now=NOW + 14 * DAY - SECOND)
    assert (back.status, reread(sent).sheet.writable) == (before, "none")


def test_a_withdrawn_application_is_out_after_a_fortnight(sent, group):
    withdraw_application(sent, by=group[1], now=NOW)
    assert codes(restore_application, sent, by=group[1], now=NOW + 14 * DAY) == ["restore_too_late"]


def test_nothing_comes_back_once_its_panel_has_decided(sent, group):
    for move in (mark_eligible, mark_in_review, mark_recommended):
        move(sent, by=make_actor(), now=NOW)
    withdraw_application(sent, by=group[1], now=NOW)
    refused = codes(restore_application, sent, by=group[1], now=NOW, is_still_judged=False)
    assert refused == ["already_judged"]


def test_a_draft_does_not_come_back_beside_another_one(draft, group, call):
    withdraw_application(draft, by=group[1], now=NOW)
    make_draft(call, organisation=group[0], by=group[1], answers={})
    assert codes(restore_application, draft, by=group[1], now=NOW) == ["other_draft"]


def test_a_draft_does_not_come_back_after_the_call_has_closed(draft, group):
    withdraw_application(draft, by=group[1], now=CLOSES - DAY)
    assert codes(restore_application, draft, by=group[1], now=CLOSES + DAY) == ["call_closed"]


def test_what_waited_for_sign_off_comes_back_to_the_writers(group):
    call = make_call(asks_sign_off=True)
    draft = make_draft(call, organisation=group[0], by=group[1])
    ask_for_sign_off(draft, by=group[1], now=NOW)
    withdraw_application(draft, by=group[1], now=NOW)
    assert restore_application(draft, by=group[1], now=NOW).status == "draft"


def test_bringing_back_twice_is_bringing_back_once(draft, group):
    withdraw_application(draft, by=group[1], now=NOW)
    for _ in range(2):
        restore_application(draft, by=group[1], now=NOW)
    assert Mail.objects.filter(kind="application_restored").count() == 1
    assert Entry.objects.filter(verb="application_restored").count() == 1


def test_strangers_and_helpers_bring_nothing_back(draft, group):
    withdraw_application(draft, by=group[1], now=NOW)
    stranger = make_group()[1]
    assert codes(restore_application, draft, by=stranger, now=NOW) == ["not_yours"]


def test_a_deleted_draft_is_forgotten_after_a_month_and_its_thread_stays(draft, group):
    answer(draft, by=group[1], title="Another name")
    send_message(draft, "May we ask for more?", by=group[1], now=NOW)
    withdraw_application(draft, by=group[1], now=NOW)
    assert forget_drafts(now=NOW + 30 * DAY) == 0
    assert forget_drafts(now=NOW + 30 * DAY + SECOND) == 1
    assert (Answer.objects.count(), AnswerRevision.objects.count(), draft.messages.count()) == (0, 0, 1)
    assert list(applications_of(group[1])) == []
    assert forget_drafts(now=NOW + 40 * DAY) == 0


def test_what_was_ever_sent_is_never_forgotten(sent, group):
    take_back_application(sent, by=group[1], now=NOW)
    withdraw_application(sent, by=group[1], now=NOW)
    assert forget_drafts(now=NOW + 400 * DAY) == 0
    assert Application.objects.get().forgotten_at is None


def test_the_mail_says_until_when_it_can_come_back(sent, draft, group):
    for one in (draft, sent):
        withdraw_application(one, by=group[1], now=NOW)
    texts = [mail.text for mail in Mail.objects.filter(kind="application_withdrawn").order_by("pk")]
    assert ["until Wednesday 7 October 2026" in texts[0], "until Monday 21 September 2026" in texts[1]] == [True, True]
