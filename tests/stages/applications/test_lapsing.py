"""Drafts that were not sent in time."""

from datetime import timedelta

import pytest

from grants.ground.notifications.models import Mail
from grants.stages.applications.actions import lapse_drafts, submit_application, take_back_application
from grants.stages.calls.actions import cancel_call
from tests.factories.actors import make_actor
from tests.factories.applications import answer, make_draft, make_group, reread
from tests.factories.calls import NOW, in_days, make_call

pytestmark = pytest.mark.django_db

CLOSES = in_days(30)
SECOND = timedelta(seconds=1)
GRACE = timedelta(minutes=30)


@pytest.fixture
def timed():
    return make_call(closes_at=CLOSES, grace_minutes=30)


def test_a_draft_lapses_at_the_end_of_grace_and_not_before(timed):
    draft = make_draft(timed)
    assert lapse_drafts(now=CLOSES + GRACE - SECOND) == 0
    assert lapse_drafts(now=CLOSES + GRACE) == 1
    assert (reread(draft).status, reread(draft).sheet.writable) == ("lapsed", "none")


def test_the_group_is_told_once(timed):
    make_draft(timed)
    assert [lapse_drafts(now=CLOSES + GRACE) for _ in range(2)] == [1, 0]
    assert [mail.kind for mail in Mail.objects.all()] == ["application_lapsed"]


def test_what_was_sent_does_not_lapse(timed):
    group, by = make_group()
    submit_application(make_draft(timed, organisation=group, by=by), by=by, now=NOW)
    assert lapse_drafts(now=CLOSES + GRACE) == 0


def test_what_was_taken_back_and_not_sent_again_lapses(timed):
    group, by = make_group()
    sent = submit_application(make_draft(timed, organisation=group, by=by), by=by, now=NOW)
    take_back_application(sent, by=by, now=NOW)
    assert lapse_drafts(now=CLOSES + GRACE) == 1


def test_a_draft_of_a_rolling_call_lapses_after_six_months_without_a_word():
    group, by = make_group()
    draft = make_draft(make_call(kind="rolling"), organisation=group, by=by)
    answer(draft, by=by, now=NOW + timedelta(days=30), title="A later word")
    half_a_year_on = NOW + timedelta(days=30 + 183)
    assert lapse_drafts(now=half_a_year_on - timedelta(days=10)) == 0
    assert lapse_drafts(now=half_a_year_on) == 1


def test_an_empty_draft_of_a_rolling_call_lapses_six_months_after_its_start():
    make_draft(make_call(kind="rolling"), answers={})
    assert [lapse_drafts(now=NOW + timedelta(days=days)) for days in (170, 183)] == [0, 1]


def test_drafts_of_a_cancelled_call_lapse():
    call = make_call(kind="rolling")
    make_draft(call)
    cancel_call(call, reason="The money is needed elsewhere.", by=make_actor(), now=NOW)
    assert lapse_drafts(now=NOW) == 1
