"""Beginning an application with what the group wrote before."""

import datetime as dt

from django.db import transaction

from grants.ground.kit.errors import refuse_if
from grants.ground.people.actor import Actor
from grants.ground.people.models import Organisation
from grants.stages.applications import permissions, queries, rules
from grants.stages.applications.actions.beginning import begin_with
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
    renews = call.renews_id is not None
    refuse_if(rules.blockers_to_copy(is_over=is_over, has_draft=draft is not None, accepts_new=is_open, renews=renews))
    draft = start_application(call, group, by=by, now=now)
    begin_with(draft, application, by=by, now=now)
    return draft
