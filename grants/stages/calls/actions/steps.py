"""Steps that acts on calls and rubrics share."""

from django.utils.translation import gettext as _

from grants.ground.kit.errors import refuse
from grants.ground.people.actor import Actor
from grants.stages.calls.models import Call
from grants.stages.calls.permissions import can_announce_calls, can_edit_calls


def permit_editing(by: Actor) -> None:
    """Refuses whoever does not prepare calls."""
    if not can_edit_calls(by):
        raise refuse("not_allowed", _("You may not change calls and rubrics."))


def permit_announcing(by: Actor) -> None:
    """Refuses whoever does not announce calls."""
    if not can_announce_calls(by):
        raise refuse("not_allowed", _("You may not announce or end calls."))


def locked_call(call: Call) -> Call:
    """The call as it is now, locked until the act is over."""
    return Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
