"""Typing in for a group, and the group's yes to it."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Blocker
from grants.stages.applications.rules.renewing import blockers_to_renew

MOST_SCANS = 20
LINK_LASTS = dt.timedelta(days=60)


def blockers_to_type_in(
    *, accepts_new: bool, is_known: bool, is_writing: bool, has_person: bool, may_renew: bool = True
) -> list[Blocker]:
    """Why the office cannot start to type in an application."""
    found = []
    if not accepts_new:
        found.append(Blocker("call_not_open", _("This call takes no new applications now."), "call"))
    if not is_known:
        found.append(Blocker("intake_missing", _("Say how the application came to you."), "intake"))
    if is_writing:
        sentence = _(
            "This group is writing an application in this call itself. Ask them to finish it, or to delete it."
        )
        found.append(Blocker("group_is_writing", sentence))
    if not has_person:
        found.append(Blocker("nobody_there", _("Nobody belongs to this group. Add a person to it first.")))
    return [*found, *blockers_to_renew(may_renew=may_renew)]


def blockers_to_confirm(*, said_by: str, is_current: bool) -> list[Blocker]:
    """Why a yes does not count: nobody's name under it, or something newer was sent meanwhile."""
    found = []
    if not said_by:
        found.append(Blocker("name_missing", _("Enter your name."), "name"))
    if not is_current:
        found.append(
            Blocker("sent_again", _("Something newer has been sent meanwhile. Use the newer link, or ring us."))
        )
    return found


def blockers_to_note_call(
    *, said_by: str, number: str, note: str, said_at: dt.datetime | None, asked_at: dt.datetime, now: dt.datetime
) -> list[Blocker]:
    """What a note of a call lacks."""
    found = []
    if not said_by:
        found.append(Blocker("name_missing", _("Say who said yes."), "said_by"))
    if not number:
        found.append(Blocker("number_missing", _("Enter the number that you spoke on."), "number"))
    if not note:
        found.append(Blocker("note_missing", _("Say what you read out, and what they agreed to."), "note"))
    if said_at is None or said_at > now or said_at < asked_at.replace(second=0, microsecond=0):
        sentence = _("Enter when you spoke: after the application was sent, and not in the future.")
        found.append(Blocker("moment_wrong", sentence, "said_at"))
    return found


def blockers_unconfirmed(*, is_unconfirmed: bool) -> list[Blocker]:
    """Why an application that was typed in goes no further: the group has not said yes to it."""
    if not is_unconfirmed:
        return []
    sentence = _("The group has not confirmed yet what we typed in for it. Ring them, or wait for their answer.")
    return [Blocker("not_confirmed", sentence)]


def source_for(*, part: str, intake: str) -> str:
    """How an answer comes to us: from a helper, from the group itself, or typed in by the office from `intake`."""
    if part == "helper":
        return "helper"
    return "own" if part or not intake else intake
