"""What came on paper or by phone before a call closed counts as in time, however late it is typed in."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.people.roles import Permission
from grants.stages.applications.actions import (
    change_coming,
    lapse_drafts,
    remind_drafters,
    start_for_group,
    submit_application,
)
from grants.stages.applications.models import Application
from grants.stages.applications.rules import blockers_to_coming, is_late
from grants.stages.calls.queries import calls_taking_paper
from grants.stages.calls.rules import takes_paper
from tests.factories.actors import make_actor
from tests.factories.applications import ANSWERS, answer, make_draft, make_group, reread
from tests.factories.calls import NOW, in_days, make_call, on_day

pytestmark = pytest.mark.django_db

CLOSED = on_day(23)  # the call of the factories closes 30 days after it opened, a week before NOW
AFTER = in_days(30)
CLERK = {Permission.SEE_CASES, Permission.CHECK_APPLICATIONS}
WHY = "The post office lost it for a week and says so."


@pytest.fixture
def officer():
    return make_actor()


def begin(by, *, now=AFTER, call=None, group=None, **came):
    return start_for_group(
        call or make_call(), group or make_group()[0], by=by, now=now, **({"intake": "paper", "came_on": CLOSED} | came)
    )


def refused(act):
    with pytest.raises(Refusal) as refusal:
        act()
    return [(blocker.code, blocker.field) for blocker in refusal.value.blockers]


def test_the_day_of_closing_counts_whole_by_the_clocks_of_the_place():
    assert [is_late(on_day(days), CLOSED) for days in (22, 23, 24)] == [False, False, True]
    assert not is_late(on_day(400), None)


@pytest.mark.parametrize(
    ("came_on", "may", "reason", "expected"),
    [
        (None, True, "", ("came_on_missing", "came_on")),
        (on_day(31), True, "", ("came_on_ahead", "came_on")),
        (on_day(-9), True, "", ("came_on_early", "came_on")),
        (on_day(24), False, WHY, ("late_not_allowed", "came_on")),
        (on_day(24), True, "", ("late_reason_missing", "late_reason")),
        (on_day(24), True, "x" * 501, ("late_reason_long", "late_reason")),
        (on_day(24), True, WHY, None),
        (CLOSED, False, "", None),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(came_on, may, reason, expected):
    days = {"announced_on": on_day(-8), "closed_on": CLOSED, "today": on_day(30)}
    found = blockers_to_coming(came_on, late_reason=reason, may_accept_late=may, **days)
    assert [(blocker.code, blocker.field) for blocker in found] == ([expected] if expected else [])


def test_what_came_in_time_is_typed_in_after_closing_and_sent(officer):
    application = begin(officer)
    answer(application, by=officer, now=AFTER, **ANSWERS)
    sent = submit_application(application, by=officer, now=AFTER + dt.timedelta(days=3))
    assert (sent.status, sent.came_on, sent.late_reason, sent.late_by_id) == ("submitted", CLOSED, "", None)
    facts = Entry.objects.get(verb="application_typed_in").facts
    assert (facts["came_on"], facts["intake"]) == (CLOSED.isoformat(), "paper")
    assert not Entry.objects.filter(verb="late_taken").exists()


def test_what_came_late_needs_a_reason_that_is_kept_with_who_gave_it(officer):
    call, group = make_call(), make_group()[0]
    late = {"call": call, "group": group, "came_on": on_day(25)}
    assert refused(lambda: begin(officer, **late)) == [("late_reason_missing", "late_reason")]
    application = begin(officer, late_reason=f" {WHY} ", **late)
    assert (application.late_reason, application.late_by_id, application.late_at) == (WHY, officer.person_id, AFTER)
    entry = Entry.objects.get(verb="late_taken")
    assert entry.facts["came_on"] == on_day(25).isoformat()
    assert WHY not in str(entry.facts)


def test_whoever_may_not_announce_calls_takes_nothing_late():
    clerk = make_actor("clerk@willowmere.example", permissions=CLERK)
    call = make_call()
    assert refused(lambda: begin(clerk, call=call, came_on=on_day(24), late_reason=WHY)) == [
        ("late_not_allowed", "came_on")
    ]
    assert begin(clerk, call=call).came_on == CLOSED


def test_a_reason_for_what_was_not_late_is_not_kept(officer):
    assert begin(officer, late_reason="For safety.").late_reason == ""


def test_the_rows_pair_why_who_and_when(officer):
    application = begin(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(late_reason=WHY)


def test_it_lasts_ninety_days_and_no_longer(officer):
    call = make_call()
    last = call.closes_at + dt.timedelta(days=90)
    for now, expected in [(last - dt.timedelta(seconds=1), True), (last, False), (call.opens_at, True)]:
        assert takes_paper(call, now) is expected
        assert calls_taking_paper(now).filter(pk=call.pk).exists() is expected
    assert refused(lambda: begin(officer, now=last, call=call)) == [("call_not_open", "call")]


def test_a_draft_of_the_office_does_not_lapse_nor_is_anybody_reminded_of_it(officer):
    call = make_call()
    typed, own = begin(officer, call=call, now=NOW, came_on=on_day(0)), make_draft(call)
    remind_drafters(now=call.closes_at - dt.timedelta(hours=1))
    assert [reread(row).reminded_for is None for row in (typed, own)] == [True, False]
    lapse_drafts(now=AFTER)
    assert [reread(row).status for row in (typed, own)] == ["draft", "lapsed"]
    lapse_drafts(now=call.closes_at + dt.timedelta(days=91))
    assert reread(typed).status == "lapsed"


def test_how_and_when_it_came_is_put_right_before_sending_and_once(officer):
    application = begin(officer)
    wanted = {"intake": "phone", "came_on": on_day(20), "by": officer, "now": AFTER}
    for _twice in range(2):
        changed = change_coming(application, **wanted)
    assert (changed.intake, changed.came_on) == ("phone", on_day(20))
    assert Entry.objects.filter(verb="coming_changed").count() == 1
    assert refused(lambda: change_coming(application, **wanted | {"came_on": on_day(99)})) == [
        ("came_on_ahead", "came_on")
    ]
    answer(application, by=officer, now=AFTER, **ANSWERS)
    submit_application(application, by=officer, now=AFTER)
    assert refused(lambda: change_coming(application, **wanted))[0][0] == "application_is_submitted"


def test_a_second_click_finds_the_first_draft(officer):
    call, group = make_call(), make_group()[0]
    assert begin(officer, call=call, group=group) == begin(officer, call=call, group=group)
