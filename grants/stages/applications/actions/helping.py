"""A helper begins for a group that has no account here yet, and names two of its people."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import sort_name, tidy
from grants.ground.people.actions import add_organisation_as_helper
from grants.ground.people.actor import Actor
from grants.ground.people.models import MemberRole, Organisation, Person
from grants.ground.people.queries import part_of
from grants.ground.people.rules import plain_address, plain_phone
from grants.ground.questions.rules.sources import Source
from grants.stages.applications import queries, rules, verbs
from grants.stages.applications.actions.drafts import call_as_it_stands, open_sheet_for
from grants.stages.applications.actions.naming import name_contacts
from grants.stages.applications.actions.steps import permit
from grants.stages.applications.models import Application, Intake
from grants.stages.applications.rules import Named
from grants.stages.calls.models import Call
from grants.stages.calls.rules import accepts_new


def start_as_helper(
    call: Call,
    name: str,
    contacts: Sequence[Named],
    *,
    legal_form: str,
    by: Actor,
    now: dt.datetime,
    language: str = "",
) -> Application:
    """A new draft for a group of which nobody is here, begun by its helper, with two of its people named.

    The helper has the part of a helper and no other. Naming somebody gives them no account and looks for none; groups
    of other people are never looked at. A second click finds the first one's draft.
    """
    permit(by.person_id is not None)
    with transaction.atomic():
        helper = Person.objects.select_for_update(of=("self",)).get(pk=by.person_id)
        call = call_as_it_stands(call)
        refuse_if(rules.blockers_to_start(accepts_new=accepts_new(call, now), takes_group=not call.is_rehearsal))
        known = queries.own_group_named(by.person_id, sort_name(tidy(name)))
        begun = queries.helped_draft(call, known, by) if known else None
        if begun:
            return begun
        named = [settled(contact, number) for number, contact in enumerate(contacts, start=1)]
        _refuse_wrong(named, helper, known)
        group = add_organisation_as_helper(name, by=by, now=now, legal_form=legal_form)
        by = replace(by, memberships=MappingProxyType({group.pk: MemberRole.HELPER.value, **by.memberships}))
        return _begin(call, group, named, language=language or by.language, by=by, now=now)


def settled(contact: Named, number: int) -> Named:
    """Name, address and number as we keep them. Refuses, at its field, what cannot be a phone number."""
    written = contact.phone.strip()
    phone = plain_phone(written, country=settings.PHONE_COUNTRY)
    if written and not phone:
        sentence = _("Enter a phone number, like 07700 900123 or +44 7700 900123.")
        raise refuse("not_a_phone", sentence, f"phone_{number}")
    return Named(tidy(contact.name), plain_address(contact.email), phone)


def _refuse_wrong(named: Sequence[Named], helper: Person, known: Organisation | None) -> None:
    own_phone = plain_phone(helper.phone, country=settings.PHONE_COUNTRY)
    own = Named(helper.name, helper.email or "", own_phone)
    unconfirmed = queries.helped_unconfirmed(helper.pk).count()
    part = part_of(helper, known.pk) if known else ""
    refuse_if(rules.blockers_to_help(unconfirmed=unconfirmed, part=part) + rules.blockers_to_name(named, own=own))


def _begin(
    call: Call, group: Organisation, named: Sequence[Named], *, language: str, by: Actor, now: dt.datetime
) -> Application:
    people = [{"name": contact.name, "email": contact.email, "phone": contact.phone} for contact in named]
    sheet = open_sheet_for(call, group, language=language, by=by, now=now, source=Source.HELPER, people=people)
    application = Application.objects.create(
        call=call,
        organisation=group,
        sheet=sheet,
        sort_name=group.sort_name,
        started_at=now,
        started_by_id=by.person_id,
        status_since=now,
        intake=Intake.HELPER,
        lead_id=by.person_id,
    )
    name_contacts(application, named, by=by, now=now)
    record(verbs.STARTED_BY_HELPER, application, by=by, now=now, case=application, call=call.code)
    return application
