"""Applications that come to the office on paper, on the phone or face to face, and are typed in for the group."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.files.models import StoredFile
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import sort_name, tidy
from grants.ground.people.actions import add_organisation_for
from grants.ground.people.actor import Actor
from grants.ground.people.models import Organisation, Person
from grants.ground.people.queries import members_of, signatories_of
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.beginning import begin_renewal
from grants.stages.applications.actions.drafts import call_as_it_stands, open_sheet_for
from grants.stages.applications.actions.steps import locked, permit
from grants.stages.applications.models import Application, Intake, Scan
from grants.stages.calls.models import Call
from grants.stages.calls.rules import accepts_new


def start_for_group(call: Call, organisation: Organisation, *, intake: str, by: Actor, now: dt.datetime) -> Application:
    """A new draft for a group that sent it on paper or told it; the one that is being typed in already, if any.

    Refuses where the group itself is writing in this call: nothing of theirs is written over.
    """
    with transaction.atomic():
        group = Organisation.objects.select_for_update().get(pk=organisation.pk)
        permit(permissions.can_start_for_group(by, group.pk))
        draft = queries.drafts_in(call, group).first()
        if draft and draft.intake:
            return draft
        earlier = queries.grant_to_renew(call, group)
        person = signatories_of(group).first() or members_of(group).first()
        refuse_if(
            rules.blockers_to_type_in(
                accepts_new=accepts_new(call, now),
                is_known=intake in Intake.values,
                is_writing=draft is not None,
                has_person=person is not None,
                may_renew=call.renews_id is None or earlier is not None,
            )
        )
        call, language = call_as_it_stands(call), person.language if person else by.language
        application = Application.objects.create(
            call=call,
            organisation=group,
            sheet=open_sheet_for(call, group, language=language, by=by, now=now, source=intake),
            sort_name=group.sort_name,
            started_at=now,
            started_by_id=by.person_id,
            status_since=now,
            intake=intake,
            lead=person,
        )
        record(verbs.TYPED_IN, application, by=by, now=now, case=application, call=call.code, intake=intake)
        if earlier:
            begin_renewal(application, earlier, by=by, now=now)
        return application


def start_for_new_group(
    call: Call, name: str, person: Person, *, legal_form: str, intake: str, by: Actor, now: dt.datetime
) -> Application:
    """As start_for_group, for a group that is new here, with `person` as its first signatory."""
    permit(permissions.can_start_for_group(by, None))
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        group = queries.own_group_named(person.pk, sort_name(tidy(name)))  # a second click finds the first one's
        if group is None:
            group = add_organisation_for(name, person, by=by, now=now, legal_form=legal_form)
        return start_for_group(call, group, intake=intake, by=by, now=now)


def add_scan(application: Application, stored: StoredFile, *, by: Actor, now: dt.datetime) -> Scan:
    """Keeps a picture of the paper beside what was typed. The same bytes again are the same scan."""
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_type_in(by, application))
        same = application.scans.filter(file__sha256=stored.sha256).first()
        if same:
            return same
        if application.scans.count() >= rules.MOST_SCANS:
            raise refuse("too_many_scans", _("There are many scans here already. Put the pages into one PDF."), "scan")
        scan = Scan.objects.create(application=application, file=stored, added_at=now, added_by_id=by.person_id)
        record(verbs.SCAN_ADDED, application, by=by, now=now, case=application, sha256=stored.sha256)
        return scan
