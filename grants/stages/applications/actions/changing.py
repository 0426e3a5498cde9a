"""Changing one's mind: taking back, withdrawing or deleting, bringing back; and forgetting deleted drafts."""

import datetime as dt

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse_if
from grants.ground.people.actor import TIMER, Actor
from grants.ground.questions.actions import close_sheet, empty_sheet, reopen_sheet
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.mending import bring_over
from grants.stages.applications.actions.sent_back import reopen_questions
from grants.stages.applications.actions.steps import lock_group, locked, move_to, permit, tell_group
from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.calls.rules import accepts_submit, phase

FORGET_AT_ONCE = 200


def take_back_application(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """Opens a sent application for changes until the call closes. It must be sent again to count."""
    with transaction.atomic():
        application = locked(application)
        lock_group(application)
        permit(permissions.can_send_application(by, application))
        if application.status == ApplicationStatus.DRAFT:
            return application
        refuse_if(
            rules.blockers_to_take_back(
                status=application.status,
                is_open=phase(application.call, now) == "open",
                has_other_draft=queries.other_drafts(application).exists(),
            )
        )
        move_to(application, ApplicationStatus.DRAFT, now=now)
        bring_over(application, now=now)
        reopen_sheet(application.sheet)
        record(verbs.TAKEN_BACK, application, by=by, now=now, case=application, reference=application.reference)
        again = queries.times_sent(application)
        tell_group("application_taken_back", application, now=now, again=again, closes_at=application.call.closes_at)
        return application


def withdraw_application(application: Application, *, by: Actor, now: dt.datetime) -> Application:
    """Ends an application at the group's wish, until a decision is made; for what was never sent, this deletes it.

    It can be brought back for a while. What was sent is kept for good.
    """
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_send_application(by, application))
        if application.status == ApplicationStatus.WITHDRAWN:
            return application
        refuse_if(rules.blockers_to_withdraw(status=application.status))
        application.withdrawn_from = application.status
        application.save(update_fields=["withdrawn_from"])
        move_to(application, ApplicationStatus.WITHDRAWN, now=now)
        close_sheet(application.sheet)
        record(verbs.WITHDRAWN, application, by=by, now=now, case=application, reference=application.reference)
        until = queries.restorable_until(application)
        tell_group("application_withdrawn", application, now=now, again=int(now.timestamp()), until=until)
        return application


def restore_application(
    application: Application, *, by: Actor, now: dt.datetime, is_still_judged: bool = True
) -> Application:
    """Brings back what was withdrawn or deleted: drafts to the writers, everything else to where it was.

    `is_still_judged` is what a later stage says: whether the panel that had it has yet to decide.
    """
    with transaction.atomic():
        application = locked(application)
        lock_group(application)
        permit(permissions.can_send_application(by, application))
        if application.status != ApplicationStatus.WITHDRAWN:
            return application
        refuse_if(
            rules.blockers_to_restore(
                until=queries.restorable_until(application),
                withdrawn_from=application.withdrawn_from,
                now=now,
                accepts=accepts_submit(application.call, now),
                has_other_draft=queries.other_drafts(application).exists(),
                is_still_judged=is_still_judged,
            )
        )
        move_to(application, rules.restored_status(application.withdrawn_from), now=now)
        application.withdrawn_from = ""
        application.save(update_fields=["withdrawn_from"])
        if rules.is_unsent(application.status):
            bring_over(application, now=now)
        if application.status == ApplicationStatus.DRAFT:
            reopen_sheet(application.sheet)
        reopen_questions(application)
        record(verbs.RESTORED, application, by=by, now=now, case=application, reference=application.reference)
        tell_group("application_restored", application, now=now, again=int(now.timestamp()))
        return application


def forget_drafts(*, now: dt.datetime) -> int:
    """Erases what was written in drafts that were deleted a month ago. How many, at most 200 at a time.

    The row, its thread and its evidence stay; what was ever sent is never touched.
    """
    due = queries.drafts_to_forget(now=now)
    return sum(_forget(pk, now=now) for pk in list(due.values_list("pk", flat=True)[:FORGET_AT_ONCE]))


def _forget(pk: int, *, now: dt.datetime) -> bool:
    with transaction.atomic():
        application = locked(Application(pk=pk))
        if not queries.drafts_to_forget(now=now).filter(pk=pk).exists():
            return False
        empty_sheet(application.sheet)
        application.quiz_results.all().delete()
        application.forgotten_at, application.sign_off_note, application.title = now, "", ""
        application.save(update_fields=["forgotten_at", "sign_off_note", "title"])
        record(verbs.FORGOTTEN, application, by=TIMER, now=now, case=application)
        return True
