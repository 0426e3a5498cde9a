"""Applications that come to the office on paper, on the phone or face to face, and are typed in for the group."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.files.models import StoredFile
from grants.ground.kit.clock import local_date
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest, sort_name, tidy
from grants.ground.people.actions import add_organisation_for
from grants.ground.people.actor import Actor
from grants.ground.people.models import Organisation, Person
from grants.ground.people.queries import members_of, signatories_of
from grants.ground.reference.queries import funder
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.beginning import begin_renewal
from grants.stages.applications.actions.drafts import call_as_it_stands, open_sheet_for
from grants.stages.applications.actions.naming import name_contacts
from grants.stages.applications.actions.steps import locked, permit
from grants.stages.applications.models import TYPED_BY_OFFICE, Application, Scan
from grants.stages.applications.rules import Named
from grants.stages.calls.models import Call
from grants.stages.calls.rules import takes_paper


def start_for_group(
    call: Call,
    organisation: Organisation,
    *,
    intake: str,
    by: Actor,
    now: dt.datetime,
    came_on: dt.date | None = None,
    late_reason: str = "",
) -> Application:
    """A new draft for a group that sent it on paper or told it; the one that is being typed in already, if any.

    It came on `came_on`, today unless told. What came by the day of closing counts as in time, however late it is typed
    in; what came after it is taken for a reason only. Refuses where the group itself is writing in this call: nothing
    of theirs is written over.
    """
    with transaction.atomic():
        group = Organisation.objects.select_for_update().get(pk=organisation.pk)
        permit(permissions.can_start_for_group(by, group.pk))
        draft = queries.drafts_in(call, group).first()
        if draft and draft.intake in TYPED_BY_OFFICE:
            return draft
        earlier = queries.grant_to_renew(call, group)
        person = signatories_of(group).first() or members_of(group).first()
        may_renew = call.renews_id is None or earlier is not None
        is_known, is_writing, has_person = intake in TYPED_BY_OFFICE, draft is not None, person is not None
        standing = {"is_known": is_known, "is_writing": is_writing, "has_person": has_person, "may_renew": may_renew}
        refuse_if(rules.blockers_to_type_in(takes_paper=takes_paper(call, now), **standing))
        call, language = call_as_it_stands(call), person.language if person else by.language
        came = _coming(call, came_on or _today(now), late_reason, by=by, now=now)
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
            **came,
        )
        _note_coming(application, by=by, now=now)
        if earlier:
            begin_renewal(application, earlier, by=by, now=now)
        return application


def _today(now: dt.datetime) -> dt.date:
    return local_date(now, funder().timezone)


def _coming(call: Call, came_on: dt.date | None, late_reason: str, *, by: Actor, now: dt.datetime) -> dict[str, Any]:
    """Columns that say when it came, and why it is taken though it came after closing. Refuses what cannot be."""
    zone, reason = funder().timezone, tidy(late_reason)
    closed_on = local_date(call.closes_at, zone) if call.closes_at else None
    refuse_if(
        rules.blockers_to_coming(
            came_on,
            late_reason=reason,
            announced_on=local_date(call.announced_at, zone) if call.announced_at else None,
            closed_on=closed_on,
            today=local_date(now, zone),
            may_accept_late=permissions.can_accept_late(by),
        )
    )
    if came_on is None or not rules.is_late(came_on, closed_on):
        return {"came_on": came_on, "late_reason": "", "late_at": None, "late_by_id": None}
    return {"came_on": came_on, "late_reason": reason, "late_at": now, "late_by_id": by.person_id}


def _note_coming(application: Application, *, by: Actor, now: dt.datetime) -> None:
    came_on = application.came_on.isoformat() if application.came_on else ""
    facts = {"call": application.call.code, "intake": application.intake, "came_on": came_on}
    record(verbs.TYPED_IN, application, by=by, now=now, case=application, **facts)
    _note_late(application, by=by, now=now)


def _note_late(application: Application, *, by: Actor, now: dt.datetime) -> None:
    if application.late_reason and application.came_on:
        facts = {"came_on": application.came_on.isoformat(), "reason": digest(application.late_reason)}
        record(verbs.LATE_TAKEN, application, by=by, now=now, case=application, **facts)


def change_coming(
    application: Application,
    *,
    intake: str,
    came_on: dt.date | None,
    late_reason: str = "",
    by: Actor,
    now: dt.datetime,
) -> Application:
    """Puts right how and when it came, before it is sent. What was typed in keeps where it came from."""
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_type_in(by, application))
        is_known = intake in TYPED_BY_OFFICE
        refuse_if(rules.blockers_to_change_coming(status=application.status, is_known=is_known))
        wanted = {"intake": intake, **_coming(application.call, came_on, late_reason, by=by, now=now)}
        same = ("intake", "came_on", "late_reason")
        if all(getattr(application, name) == wanted[name] for name in same):
            return application
        for name, value in wanted.items():
            setattr(application, name, value)
        application.save(update_fields=["intake", "came_on", "late_reason", "late_at", "late_by"])
        facts = {"intake": intake, "came_on": wanted["came_on"].isoformat()}
        record(verbs.COMING_CHANGED, application, by=by, now=now, case=application, **facts)
        _note_late(application, by=by, now=now)
        return application


def start_for_new_group(
    call: Call,
    name: str,
    person: Person,
    *,
    legal_form: str,
    also: Sequence[Named] = (),
    by: Actor,
    now: dt.datetime,
    **came: Any,
) -> Application:
    """As start_for_group, for a group that is new here, with `person` as its first signatory. `also` are others whom
    the paper names; naming gives nobody an account. `came` is intake, came_on and late_reason.
    """
    permit(permissions.can_start_for_group(by, None))
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        group = queries.own_group_named(person.pk, sort_name(tidy(name)))  # a second click finds the first one's
        if group is None:
            group = add_organisation_for(name, person, by=by, now=now, legal_form=legal_form)
        application = start_for_group(call, group, by=by, now=now, **came)
        name_contacts(application, also, first=2, by=by, now=now)
        return application


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
