"""Typing in for a group, and the group's yes to it."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.dates import day_words
from grants.ground.kit.errors import Blocker
from grants.stages.applications.rules.applications import LIFECYCLE
from grants.stages.applications.rules.renewing import blockers_to_renew

MOST_SCANS = 20
LINK_LASTS = dt.timedelta(days=60)
LONGEST_LATE_REASON = 500


def blockers_to_type_in(
    *, takes_paper: bool, is_known: bool, is_writing: bool, has_person: bool, may_renew: bool = True
) -> list[Blocker]:
    """Why the office cannot start to type in an application. `takes_paper` is the call's own verdict."""
    found = []
    if not takes_paper:
        found.append(Blocker("call_not_open", _("Nothing can be typed in for this call now."), "call"))
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


def is_late(came_on: dt.date, closed_on: dt.date | None) -> bool:
    """Whether it came after the day on which the call closed. That day counts whole: nobody notes the hour of paper."""
    return closed_on is not None and came_on > closed_on


def blockers_to_coming(
    came_on: dt.date | None,
    *,
    late_reason: str,
    announced_on: dt.date | None,
    closed_on: dt.date | None,
    today: dt.date,
    may_accept_late: bool,
) -> list[Blocker]:
    """Why it cannot have come on that day, or is not taken. All days are those of the call's place."""
    if came_on is None:
        return [Blocker("came_on_missing", _("Enter the day on which it came to you."), "came_on")]
    if came_on > today:
        return [Blocker("came_on_ahead", _("Enter today or a day before today."), "came_on")]
    if announced_on is not None and came_on < announced_on:
        sentence = _("We announced this call on %(day)s. Enter that day or a later one.")
        return [Blocker("came_on_early", sentence % {"day": day_words(announced_on)}, "came_on")]
    if closed_on is None or not is_late(came_on, closed_on):
        return []
    words = {"day": day_words(closed_on)}
    if not may_accept_late:
        sentence = _("The call closed on %(day)s. Only an officer who announces calls takes what came later.")
        return [Blocker("late_not_allowed", sentence % words, "came_on")]
    if not late_reason:
        sentence = _("The call closed on %(day)s. Say why you take it all the same.")
        return [Blocker("late_reason_missing", sentence % words, "late_reason")]
    if len(late_reason) > LONGEST_LATE_REASON:
        return [Blocker("late_reason_long", _("Keep it under 500 characters."), "late_reason")]
    return []


def blockers_to_change_coming(*, status: str, is_known: bool) -> list[Blocker]:
    """Why it can no longer be put right how and when it came."""
    if status != "draft":
        return [Blocker(f"application_is_{status}", LIFECYCLE.refusal)]
    return [] if is_known else [Blocker("intake_missing", _("Say how the application came to you."), "intake")]


def blockers_to_take_down(*, status: str, is_known: bool, writers: Iterable[str]) -> list[Blocker]:
    """Why the office cannot type in a group's answers to its questions. `writers` of the group have begun to answer."""
    if status != "sent_back":
        return [Blocker(f"application_is_{status}", LIFECYCLE.refusal)]
    found = []
    if not is_known:
        found.append(Blocker("intake_missing", _("Say how the answers came to you."), "intake"))
    names = ", ".join(writers)
    if names:
        sentence = _("%(names)s of the group answers here already. Ask them to finish it.") % {"names": names}
        found.append(Blocker("group_is_writing", sentence))
    return found


def blockers_to_confirm(*, said_by: str, is_current: bool, is_denied: bool = False) -> list[Blocker]:
    """Why a yes does not count: nobody's name under it, something newer was sent meanwhile, or they said no before."""
    found = []
    if not said_by:
        found.append(Blocker("name_missing", _("Enter your name."), "name"))
    if not is_current:
        found.append(
            Blocker("sent_again", _("Something newer has been sent meanwhile. Use the newer link, or ring us."))
        )
    if is_denied:
        found.append(Blocker("denied", _("Somebody said here that this is not theirs. Ring us, and we will find out.")))
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
    """Why an application that others brought goes no further: the group has not said yes to it."""
    if not is_unconfirmed:
        return []
    sentence = _("The group has not confirmed yet what was written for it. Ring them, or wait for their answer.")
    return [Blocker("not_confirmed", sentence)]


def source_for(*, part: str, intake: str) -> str:
    """How an answer comes to us: from a helper, from the group itself, or typed in by the office from `intake`."""
    if part == "helper":
        return "helper"
    return "own" if part or not intake else intake
