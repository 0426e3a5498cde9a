"""Ending the rehearsal of a call: what was written and sent in it is erased."""

import datetime as dt

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.people.actor import TIMER, Actor
from grants.ground.questions.actions import close_sheet, erase_sheet
from grants.stages.applications import queries, verbs
from grants.stages.applications.actions.steps import locked, move_to
from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.calls.actions import put_rehearsal_away
from grants.stages.calls.models import Call
from grants.stages.calls.queries import rehearsal_of, rehearsals_to_end

END_AT_ONCE = 50


def end_rehearsal(call: Call, *, by: Actor, now: dt.datetime) -> bool:
    """Ends the officer's own rehearsal of a call and erases what it made. Whether there was one; twice is once."""
    rehearsal = rehearsal_of(call, by)
    if rehearsal is None:
        return False
    _end(rehearsal, by=by, now=now)
    return True


def end_old_rehearsals(*, now: dt.datetime) -> int:
    """Ends rehearsals that began two weeks ago. How many, at most 50 at a time."""
    due = list(rehearsals_to_end(now)[:END_AT_ONCE])
    for rehearsal in due:
        _end(rehearsal, by=TIMER, now=now)
    return len(due)


def _end(rehearsal: Call, *, by: Actor, now: dt.datetime) -> None:
    with transaction.atomic():
        put_rehearsal_away(rehearsal, by=by, now=now)
        for pk in queries.pks_in(rehearsal):
            _erase(locked(Application(pk=pk)), by=by, now=now)


def _erase(application: Application, *, by: Actor, now: dt.datetime) -> None:
    """The row and its evidence stay; answers, files, messages and what was sent go."""
    if application.forgotten_at:
        return
    if application.status != ApplicationStatus.WITHDRAWN:
        application.withdrawn_from = application.status
        move_to(application, ApplicationStatus.WITHDRAWN, now=now)
    application.facts.all().delete()
    application.messages.all().delete()
    application.quiz_results.all().delete()
    close_sheet(application.sheet)
    erase_sheet(application.sheet)
    application.forgotten_at, application.title, application.sign_off_note = now, "", ""
    application.save(update_fields=["withdrawn_from", "forgotten_at", "title", "sign_off_note"])
    record(verbs.FORGOTTEN, application, by=by, now=now, case=application)
