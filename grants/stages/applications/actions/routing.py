"""Moving a draft to the call that its answers lead to."""

import datetime as dt

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse_if
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import close_sheet
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.copying import begin_with
from grants.stages.applications.actions.drafts import start_application
from grants.stages.applications.actions.quiz import carry_quiz_result
from grants.stages.applications.actions.steps import lock_group, locked, move_to, permit, tell_group
from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.calls.models import Call
from grants.stages.calls.rules import accepts_new


@transaction.atomic
def move_application(application: Application, call: Call, *, by: Actor, now: dt.datetime) -> Application:
    """A new draft in the call that the answers lead to, with every answer that is asked there in the same way.

    The first draft is put aside, and can be brought back as if it had been deleted. A second click finds the draft that
    the first one made.
    """
    application = locked(application)
    lock_group(application)
    permit(permissions.can_send_application(by, application))
    there = queries.drafts_in(call, application.organisation).first()
    if application.status == ApplicationStatus.WITHDRAWN and there and there.copied_from_id == application.pk:
        return there
    refuse_if(
        rules.blockers_to_move(
            is_draft=rules.is_being_written(application.status),
            is_led=queries.leads_to(queries.draft_of(application, application.sheet), call),
            has_draft=there is not None,
            accepts_new=accepts_new(call, now),
            call=call.title,
        )
    )
    draft = start_application(call, application.organisation, language=application.sheet.language, by=by, now=now)
    begin_with(draft, application, by=by, now=now)
    carry_quiz_result(application, draft, by=by, now=now)
    _put_aside(application, draft, by=by, now=now)
    return draft


def _put_aside(application: Application, draft: Application, *, by: Actor, now: dt.datetime) -> None:
    """Closes the draft that was moved, restorable, and tells the group where it went."""
    application.withdrawn_from = application.status
    application.save(update_fields=["withdrawn_from"])
    move_to(application, ApplicationStatus.WITHDRAWN, now=now)
    close_sheet(application.sheet)
    record(verbs.MOVED_TO_CALL, application, by=by, now=now, case=application, call=draft.call.code, draft=draft.pk)
    until = queries.restorable_until(application)
    tell_group("application_moved", draft, now=now, before=application.call.title, until=until)
