"""Open or not: the rule and the query give the same verdict, on the very second."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from grants.ground.kit.errors import Refusal
from grants.stages.calls.models import CallStatus
from grants.stages.calls.queries import announced_calls, in_phase
from grants.stages.calls.rules import (
    CALL_LIFECYCLE,
    PHASE_LABELS,
    Phase,
    accepts_new,
    accepts_submit,
    grace_until,
    next_change,
    phase,
)
from tests.factories.actors import NOW
from tests.factories.calls import in_days, make_call, make_draft_call

SECOND = timedelta(seconds=1)
OPENS, CLOSES = in_days(1), in_days(31)
GRACE = CLOSES + timedelta(minutes=30)


@dataclass
class Dates:
    status: str = "announced"
    opens_at: datetime = OPENS
    closes_at: datetime | None = CLOSES
    grace_minutes: int = 30


MOMENTS = [
    (OPENS - SECOND, Phase.UPCOMING, False, False),
    (OPENS, Phase.OPEN, True, True),
    (CLOSES - SECOND, Phase.OPEN, True, True),
    (CLOSES, Phase.GRACE, False, True),
    (GRACE - SECOND, Phase.GRACE, False, True),
    (GRACE, Phase.CLOSED, False, False),
]


@pytest.mark.parametrize(("now", "expected", "new", "submit"), MOMENTS)
def test_phase_turns_on_the_second(now, expected, new, submit):
    call = Dates()
    assert (phase(call, now), accepts_new(call, now), accepts_submit(call, now)) == (expected, new, submit)


@pytest.mark.parametrize("status", ["draft", "archived", "cancelled"])
def test_phase_of_a_call_that_is_not_announced_is_its_status(status):
    call = Dates(status=status)
    assert (phase(call, OPENS), accepts_new(call, OPENS), accepts_submit(call, OPENS)) == (status, False, False)
    assert next_change(call, OPENS) is None


def test_rolling_call_stays_open():
    call = Dates(closes_at=None)
    assert (phase(call, OPENS + timedelta(days=5000)), grace_until(call)) == (Phase.OPEN, None)


def test_call_without_grace_closes_at_once():
    assert phase(Dates(grace_minutes=0), CLOSES) == Phase.CLOSED


def test_next_change_is_the_next_date_that_matters():
    call = Dates()
    assert [next_change(call, now) for now in (OPENS - SECOND, OPENS, CLOSES, GRACE)] == [OPENS, CLOSES, GRACE, None]


def test_every_phase_has_a_word_and_every_status_a_move():
    assert set(PHASE_LABELS) == set(Phase)
    assert set(CALL_LIFECYCLE.moves) == set(CallStatus.values)


def test_moves_that_are_not_in_the_table_are_refused():
    with pytest.raises(Refusal) as caught:
        CALL_LIFECYCLE.require("cancelled", "announced")
    assert [b.code for b in caught.value.blockers] == ["call_is_cancelled"]


@pytest.mark.django_db
@pytest.mark.parametrize("grace_minutes", [0, 30, 120])
@pytest.mark.parametrize("kind", ["timed", "rolling"])
def test_query_gives_the_verdict_of_the_rule(kind, grace_minutes):
    terms = {"opens_at": OPENS, "kind": kind, "grace_minutes": grace_minutes}
    call = make_call(**terms if kind == "rolling" else terms | {"closes_at": CLOSES})
    moments = {now + timedelta(minutes=more) for now, *_ in MOMENTS for more in (0, 90)}
    for now in sorted(moments | {GRACE + timedelta(minutes=90) - SECOND, GRACE + timedelta(minutes=90)}):
        found = {name: list(in_phase(name, now)) for name in Phase}
        assert found == {name: [call] if name == phase(call, now) else [] for name in Phase}


@pytest.mark.django_db
def test_query_finds_drafts_by_their_status():
    call = make_draft_call()
    assert {name: list(in_phase(name, NOW)) for name in Phase if in_phase(name, NOW)} == {Phase.DRAFT: [call]}


@pytest.mark.django_db
def test_public_hears_of_announced_calls_but_not_of_rehearsals():
    make_draft_call("draft")
    call = make_call("real", fund=make_draft_call("other").fund)
    make_call("try-out", is_rehearsal=True)
    assert list(announced_calls()) == [call]
