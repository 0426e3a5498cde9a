"""A rehearsal of a call, gone through by an officer on what a group would do."""

from grants.stages.calls.actions import rehearse_call
from tests.factories.actors import NOW
from tests.factories.applications import ANSWERS, actor, make_application, make_draft


def make_rehearsal(call, officer, *, now=NOW):
    """A running rehearsal; nothing is started in it."""
    return rehearse_call(call, by=actor(officer, now), now=now)


def rehearsed_draft(rehearsal, officer, *, now=NOW, answers=ANSWERS):
    """What the officer writes in it as the group."""
    return make_draft(
        rehearsal, organisation=rehearsal.rehearsal_group, by=actor(officer, now), now=now, answers=answers
    )


def rehearsed_application(rehearsal, officer, *, now=NOW):
    """What the officer sends in it as the group."""
    return make_application(rehearsal, organisation=rehearsal.rehearsal_group, by=actor(officer, now), now=now)
