"""Mails by the clock: drafts before a call closes, and calls whose closing date moved. Safe to run again."""

import datetime as dt

from django.db import transaction

from grants.stages.applications import queries, rules
from grants.stages.applications.actions.steps import locked, tell_group
from grants.stages.applications.models import Application
from grants.stages.calls.actions import mark_change_told
from grants.stages.calls.models import ClosingChange
from grants.stages.calls.queries import changes_to_tell, closing_calls

REMIND_AT_ONCE = 500


def remind_drafters(*, now: dt.datetime) -> int:
    """Reminds groups of drafts that stood there 7 days, 2 days and 3 hours before closing. How many groups."""
    count = 0
    for call in closing_calls(now, within=rules.REMINDERS[0]):
        due = rules.reminder_due(call.closes_at, now=now)
        if due is not None:
            rows = queries.drafts_to_remind(call, due).values_list("pk", flat=True)
            count += sum(_remind(pk, due, now=now) for pk in list(rows[:REMIND_AT_ONCE]))
    return count


def _remind(pk: int, due: dt.datetime, *, now: dt.datetime) -> bool:
    with transaction.atomic():
        application = locked(Application(pk=pk))
        is_due = rules.is_reminded(application.status, status_since=application.status_since, due=due)
        if not is_due or (application.reminded_for and application.reminded_for >= due):
            return False
        application.reminded_for = due
        application.save(update_fields=["reminded_for"])
        closes_at = application.call.closes_at
        tell_group("draft_reminder", application, now=now, again=int(due.timestamp()), closes_at=closes_at)
        return True


def tell_of_extensions(*, now: dt.datetime) -> int:
    """Tells everybody with a draft that a call closes later than it said. How many changes were told."""
    return sum(_tell_of(change, now=now) for change in list(changes_to_tell()))


def _tell_of(change: ClosingChange, *, now: dt.datetime) -> bool:
    for pk in list(queries.drafts_of_call(change.call).values_list("pk", flat=True)):
        with transaction.atomic():
            facts = {"closes_at": change.closes_at, "reason": change.reason}
            tell_group("call_extended", locked(Application(pk=pk)), now=now, again=change.pk, **facts)
    mark_change_told(change, now=now)
    return True
