"""Starting an application, and closing drafts that were not sent in time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse_if
from grants.ground.kit.text import sort_name, tidy
from grants.ground.people.actions import add_organisation
from grants.ground.people.actor import TIMER, Actor
from grants.ground.people.models import MemberRole, Organisation, Person
from grants.ground.questions.actions import close_sheet, open_sheet, save_answer
from grants.ground.questions.models import AnswerSheet
from grants.ground.questions.queries import form_of
from grants.ground.questions.rules.sources import Source
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.beginning import begin_renewal
from grants.stages.applications.actions.quiz import keep_quiz_answers
from grants.stages.applications.actions.steps import locked, move_to, permit, tell_group
from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.calls.models import Call
from grants.stages.calls.rules import accepts_new

LAPSE_AT_ONCE = 500


def start_application(
    call: Call,
    organisation: Organisation,
    *,
    by: Actor,
    now: dt.datetime,
    language: str = "",
    passed: Mapping[str, str] | None = None,
) -> Application:
    """A new draft for a group in a call; the group's open draft in that call when it has one.

    In a call that renews grants it begins with what the group wrote then. `language` is that of its answers: unless
    told, that of the grant renewed, else the starter's own. `passed` are answers that pass the call's quiz:
    they stand with the draft from then on.
    """
    with transaction.atomic():
        group = Organisation.objects.select_for_update().get(pk=organisation.pk)
        call = call_as_it_stands(call)
        permit(permissions.can_start_application(by, group.pk))
        draft = queries.drafts_in(call, group).first()
        if draft:
            return _with_quiz(draft, passed, by=by, now=now)
        takes_group = group.pk == call.rehearsal_group_id if call.is_rehearsal else not group.is_rehearsal
        earlier = queries.grant_to_renew(call, group)
        may_renew = call.renews_id is None or earlier is not None
        is_open = accepts_new(call, now)
        refuse_if(rules.blockers_to_start(accepts_new=is_open, takes_group=takes_group, may_renew=may_renew))
        language = language or (earlier.sheet.language if earlier else by.language)
        application = Application.objects.create(
            call=call,
            organisation=group,
            sheet=open_sheet_for(call, group, language=language, by=by, now=now),
            sort_name=group.sort_name,
            started_at=now,
            started_by_id=by.person_id,
            status_since=now,
            lead_id=by.person_id,
        )
        record(verbs.STARTED, application, by=by, now=now, case=application, call=call.code)
        if earlier:
            begin_renewal(application, earlier, by=by, now=now)
        return _with_quiz(application, passed, by=by, now=now)


def _with_quiz(
    application: Application, passed: Mapping[str, str] | None, *, by: Actor, now: dt.datetime
) -> Application:
    if passed and rules.is_being_written(application.status):
        keep_quiz_answers(application, passed, by=by, now=now)
    return application


def call_as_it_stands(call: Call) -> Call:
    """The call as it is now. Its form is not mended before the new draft stands, so that a mend finds every draft."""
    return Call.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)


def open_sheet_for(
    call: Call,
    group: Organisation,
    *,
    language: str,
    by: Actor,
    now: dt.datetime,
    source: str = Source.OWN,
    people: Sequence[Mapping[str, str]] = (),
) -> AnswerSheet:
    """A sheet on which the group's name and kind stand already, and `people` to talk to: nothing is asked twice."""
    version: Any = call.form_version  # an announced call has one
    sheet, form = open_sheet(version, by=by, now=now, language=language), form_of(version)
    known = replace(queries.known_group(group), people=people)
    for question in form.questions:
        value = rules.known_answer(question, known, form.currency)
        if value is not None:
            save_answer(
                sheet, question.key, value, base=0, save_id="", by=by, now=now, source=source, taken_from="profile:"
            )
    return sheet


def start_with_new_group(
    call: Call,
    name: str,
    *,
    legal_form: str,
    by: Actor,
    now: dt.datetime,
    language: str = "",
    passed: Mapping[str, str] | None = None,
) -> Application:
    """A new draft for a group that is new to the person who starts it.

    A second click finds the group that the first one made. Groups of other people are never looked at, so that no
    stranger learns which ones are known.
    """
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=by.person_id)
        takes = {"takes_group": not call.is_rehearsal, "may_renew": call.renews_id is None}
        refuse_if(rules.blockers_to_start(accepts_new=accepts_new(call, now), **takes))
        group = queries.own_group_named(by.person_id, sort_name(tidy(name)))
        if group is None:
            group = add_organisation(name, by=by, now=now, legal_form=legal_form)
        parts = MappingProxyType({group.pk: MemberRole.SIGNATORY.value, **by.memberships})
        member = replace(by, memberships=parts)
        return start_application(call, group, language=language, passed=passed, by=member, now=now)


def lapse_drafts(*, now: dt.datetime) -> int:
    """Closes drafts that can no longer be sent, and says so to their groups. How many, at most 500 at a time."""
    due = queries.drafts_to_lapse(now=now)
    return sum(_lapse(pk, now=now) for pk in list(due.values_list("pk", flat=True)[:LAPSE_AT_ONCE]))


def _lapse(pk: int, *, now: dt.datetime) -> bool:
    with transaction.atomic():
        application = locked(Application(pk=pk))
        if not queries.drafts_to_lapse(now=now).filter(pk=pk).exists():
            return False
        move_to(application, ApplicationStatus.LAPSED, now=now)
        close_sheet(application.sheet)
        record(verbs.LAPSED, application, by=TIMER, now=now, case=application)
        tell_group("application_lapsed", application, now=now)
        return True
