"""Drafts that follow their call to a mended form. Safe to run again, and to be cut off anywhere."""

import datetime as dt

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.kit.text import digest
from grants.ground.people.actor import TIMER
from grants.ground.questions.actions import move_sheets
from grants.ground.questions.models import Purpose, Version
from grants.stages.applications import queries, verbs
from grants.stages.applications.actions.steps import locked, tell_group
from grants.stages.applications.models import Application
from grants.stages.calls.actions import mark_mend_moved, mark_mend_told
from grants.stages.calls.models import Call, FormMend
from grants.stages.calls.queries import mends_to_finish

MOVE_AT_ONCE = 200


def finish_mends(*, now: dt.datetime) -> int:
    """Brings the drafts of every mended call over, then tells their groups. How many mends were finished."""
    mends = mends_to_finish().filter(after__questionnaire__purpose=Purpose.APPLICATION)
    return sum(_finish(mend, now=now) for mend in list(mends))


def _finish(mend: FormMend, *, now: dt.datetime) -> bool:
    if mend.moved_at is None:
        while move_drafts(mend.call, now=now):
            pass
        mark_mend_moved(mend, now=now)
    concerned = queries.drafts_begun_before(mend).values_list("pk", flat=True) if _count(mend) else ()
    for pk in list(concerned):
        with transaction.atomic():
            facts = {"reason": mend.reason, "questions": _count(mend)}
            tell_group("form_mended", locked(Application(pk=pk)), now=now, again=mend.pk, **facts)
    mark_mend_told(mend, now=now)
    return True


def _count(mend: FormMend) -> int:
    """How many questions are new, different or gone; none where only translations changed."""
    return sum(len(rows) for rows in mend.changes.values())


def move_drafts(call: Call, *, now: dt.datetime) -> int:
    """Brings at most 200 drafts of a call to the form that it asks now. How many; none are left when it says 0.

    As many queries for two hundred as for one.
    """
    with transaction.atomic():
        behind = queries.drafts_behind(call).select_for_update(of=("self",)).order_by("pk")
        drafts = list(behind.values_list("pk", "sheet_id")[:MOVE_AT_ONCE])
        if drafts:
            version = _asked_now(call.pk)
            move_sheets([sheet for _draft, sheet in drafts], version, by=TIMER, now=now)
            ids = digest([draft for draft, _sheet in drafts])
            record(verbs.DRAFTS_MOVED, call, by=TIMER, now=now, version=version.number, drafts=len(drafts), digest=ids)
    return len(drafts)


def bring_over(application: Application, *, now: dt.datetime) -> bool:
    """Brings one draft to the form that its call asks now: it was put aside or sent while the form was mended.

    The application is locked. Returns whether it moved.
    """
    version = _asked_now(application.call_id)
    if application.sheet.version_id == version.pk:
        return False
    move_sheets([application.sheet_id], version, by=TIMER, now=now)
    application.sheet.refresh_from_db()
    record(verbs.DRAFTS_MOVED, application.call, by=TIMER, now=now, version=version.number, drafts=1)
    return True


def _asked_now(call_id: int) -> Version:
    """The version that a call asks. An announced call has one."""
    return Version.objects.select_related("questionnaire").get(
        pk__in=Call.objects.filter(pk=call_id).values("form_version")
    )
