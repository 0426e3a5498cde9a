"""Moving the closing date of an announced call."""

from datetime import timedelta

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.stages.calls.actions import cancel_call, extend_call
from grants.stages.calls.rules import phase
from tests.factories.actors import make_actor
from tests.factories.calls import NOW, in_days, make_call, make_draft_call

pytestmark = pytest.mark.django_db

CLOSES, DAY = in_days(30), timedelta(days=1)
WHY = "The post was late."


@pytest.fixture
def call():
    return make_call(closes_at=CLOSES, decision_by=in_days(60).date())


def extend(call, closes_at=CLOSES + DAY, *, reason=WHY, by=None, now=NOW):
    return extend_call(call, closes_at, reason=reason, by=by or make_actor(), now=now)


def codes(act, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        act(*args, **kwargs)
    return [blocker.code for blocker in refused.value.blockers]


def test_the_call_closes_later_and_says_why(call):
    moved = extend(call)
    change = moved.closing_changes.get()
    assert (moved.closes_at, change.before, change.closes_at, change.reason) == (
        CLOSES + DAY,
        CLOSES,
        CLOSES + DAY,
        WHY,
    )
    assert Entry.objects.filter(verb="call_extended").count() == 1


def test_the_same_change_again_changes_nothing(call):
    extend(call)
    extend(call)
    assert call.closing_changes.count() == 1


def test_it_may_move_again(call):
    extend(call)
    assert extend(call, CLOSES + 2 * DAY, reason="Again.").closing_changes.count() == 2


def test_in_grace_it_opens_again(call):
    moved = extend(call, CLOSES + DAY, now=CLOSES + timedelta(minutes=10))
    assert phase(moved, CLOSES + timedelta(minutes=10)) == "open"


@pytest.mark.parametrize("closes_at", [CLOSES, CLOSES - DAY, NOW - DAY])
def test_it_never_moves_forward(call, closes_at):
    assert codes(extend, call, closes_at) == ["not_later"]


def test_it_stays_before_the_promised_decision(call):
    assert codes(extend, call, in_days(60)) == ["after_decision"]
    assert extend(call, in_days(59)).closes_at == in_days(59)


@pytest.mark.parametrize(("reason", "code"), [("  ", "reason_missing"), ("x" * 501, "reason_too_long")])
def test_the_reason_is_said_and_not_a_letter(call, reason, code):
    assert codes(extend, call, reason=reason) == [code]


def test_a_closed_endless_cancelled_or_unannounced_call_does_not_move(call):
    assert codes(extend, call, CLOSES + 9 * DAY, now=CLOSES + DAY) == ["cannot_extend"]
    cancel_call(call, reason="No money.", by=make_actor(), now=NOW)
    others = [call, make_call("rolling", kind="rolling"), make_draft_call("later")]
    assert [codes(extend, other) for other in others] == [["cannot_extend"]] * 3


def test_only_those_who_announce_calls_extend_them(call, cast):
    assert codes(extend, call, by=cast.actor("decision_maker")) == ["not_allowed"]
