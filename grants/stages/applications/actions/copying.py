"""Beginning an application with what the group wrote before."""

import datetime as dt

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse_if
from grants.ground.people.actor import Actor
from grants.ground.people.models import Organisation
from grants.ground.questions.actions import take_answers
from grants.ground.questions.queries import form_of, values_of
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.drafts import start_application
from grants.stages.applications.actions.steps import permit
from grants.stages.applications.models import Application
from grants.stages.calls.models import Call
from grants.stages.calls.rules import accepts_new


@transaction.atomic
def copy_application(application: Application, call: Call, *, by: Actor, now: dt.datetime) -> Application:
    """A new draft of the same group in another call, with every answer whose question is asked there in the same way.

    A second click finds the draft that the first one made. What we know of the group stands before what it wrote then.
    `queries.carried_into` says what could not come over.
    """
    group = Organisation.objects.select_for_update(of=("self",)).get(pk=application.organisation_id)
    permit(permissions.can_start_application(by, group.pk))
    draft = queries.drafts_in(call, group).first()
    if draft and draft.copied_from_id == application.pk:
        return draft
    is_over, is_open = rules.may_be_copied(application.status), accepts_new(call, now)
    refuse_if(rules.blockers_to_copy(is_over=is_over, has_draft=draft is not None, accepts_new=is_open))
    draft = start_application(call, group, by=by, now=now)
    begin_with(draft, application, by=by, now=now)
    return draft


def begin_with(draft: Application, earlier: Application, *, by: Actor, now: dt.datetime) -> None:
    """Puts the answers of an earlier application on a fresh draft, each with where it was taken from."""
    form = form_of(draft.sheet.version)
    known = {key for key, value in values_of(draft.sheet).items() if value is not None}
    answers = {key: reused for key, reused in queries.carried_into(earlier, form).answers.items() if key not in known}
    take_answers(draft.sheet, form, answers, taken_from=f"application:{earlier.pk}", by=by, now=now)
    draft.copied_from = earlier
    draft.save(update_fields=["copied_from"])
    record(verbs.COPIED, draft, by=by, now=now, case=draft, earlier=earlier.pk, answers=len(answers))
