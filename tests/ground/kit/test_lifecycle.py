"""Lifecycles as tables, refusals with reasons, references people read out."""

import pytest

from grants.ground.kit.errors import Blocker, Refusal, Stale, refuse, refuse_if
from grants.ground.kit.lifecycle import lifecycle
from grants.ground.kit.references import award_reference, batch_reference, case_reference

DOOR = lifecycle("door", "The door is somewhere else by now.", {"open": {"shut"}, "shut": {"open", "locked"}})


@pytest.mark.parametrize(
    ("status", "to", "allowed"),
    [("open", "shut", True), ("shut", "locked", True), ("open", "locked", False), ("locked", "open", False)],
)
def test_only_the_moves_of_the_table_are_allowed(status, to, allowed):
    assert DOOR.allows(status, to) is allowed


def test_move_that_is_not_allowed_is_refused_with_the_status_it_found():
    with pytest.raises(Refusal) as refused:
        DOOR.require("locked", "open")
    assert refused.value.blockers == [Blocker("door_is_locked", "The door is somewhere else by now.")]
    assert DOOR.require("open", "shut") is None


def test_statuses_are_all_that_the_table_names():
    assert DOOR.statuses == {"open", "shut", "locked"}


def test_refusal_carries_every_reason():
    reasons = [Blocker("one", "First."), Blocker("two", "Second.", "field")]
    with pytest.raises(Refusal, match="one; two") as refused:
        refuse_if(iter(reasons))
    assert refused.value.blockers == reasons
    assert refuse_if([]) is None
    assert refuse("one", "First.").blockers == [Blocker("one", "First.", "")]


def test_stale_write_carries_what_is_stored():
    assert Stale({"value": 1}).stored == {"value": 1}


def test_references_are_short_and_upper_case():
    assert case_reference("door", 42) == "DOOR-0042"
    assert award_reference("cwf", 2026, 12) == "CWF-2026-0012"
    assert batch_reference("cwf", 2026, 7) == "CWF-PAY-2026-0007"
    assert len(award_reference("x" * 8, 2026, 9999)) <= 18
