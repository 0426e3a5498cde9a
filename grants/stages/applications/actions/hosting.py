"""Asking another organisation to hold the money, and its answer through a mailed link."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.audit.rules import subject_key
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest, sort_name, tidy
from grants.ground.notifications.actions import queue_mail_to_address
from grants.ground.people.actions import add_organisation, add_person, verify_person
from grants.ground.people.actor import LINK, Actor
from grants.ground.people.models import Organisation
from grants.ground.people.queries import members_of
from grants.ground.people.rules import plain_address
from grants.ground.reference.queries import funder
from grants.stages.applications import permissions, queries, verbs
from grants.stages.applications.actions.steps import locked, permit, tell_group, tell_office
from grants.stages.applications.models import Application, Hosting, HostingStatus
from grants.stages.applications.rules import hosting as hosting_rules
from grants.stages.applications.rules.hosting import HOSTING, LINK_LASTS, Fee, Terms

DAY = dt.timedelta(days=1)


@transaction.atomic
def ask_host(
    application: Application,
    *,
    host_name: str,
    contact_name: str,
    email: str,
    fee: Fee,
    by: Actor,
    now: dt.datetime,
) -> Hosting:
    """Names an organisation that would hold the money, and mails its contact a link that says what it would agree to.

    Naming another one, or the same in another way, takes back what was asked before. The same again, while the link
    still counts, sends nothing.
    """
    application = locked(application)
    permit(permissions.can_send_application(by, application))
    if application.call.is_rehearsal:
        raise refuse("is_rehearsal", _("In a rehearsal no other organisation is asked."))
    details = {"host_name": tidy(host_name), "contact_name": tidy(contact_name), "email": plain_address(email)}
    stated = queries.stated_of(application)
    present = queries.host_of(application, stated, now=now)
    if present and _is_the_same(present, details, fee):
        return present.row
    has_confirmed = present is not None and present.is_confirmed
    refuse_if(hosting_rules.blockers_to_change_host(application.status, has_confirmed=has_confirmed))
    refuse_if(
        hosting_rules.blockers_to_ask_host(
            details,
            fee,
            stated.terms,
            is_own_person=members_of(application.organisation).filter(email__iexact=details["email"]).exists(),
            asked_today=queries.hostings_asked_since(application, now - DAY),
            most_percent=application.call.host_fee_percent,
            currency=funder().currency,
        )
    )
    _take_back(application, by=by, now=now)
    token = secrets.token_urlsafe(32)
    row = _write(application, details, fee, stated.terms, token, by=by, now=now)
    record(verbs.HOST_ASKED, row, by=by, now=now, case=application, amount=row.amount)
    _mail_link(row, token, now=now)
    row.token = token  # type: ignore[attr-defined]
    return row


def _is_the_same(present: queries.Host, details: dict[str, str], fee: Fee) -> bool:
    is_open = present.standing in {hosting_rules.Standing.ASKED, hosting_rules.Standing.CONFIRMED}
    same = all(getattr(present.row, field) == value for field, value in details.items())
    return is_open and same and Fee(present.row.fee_percent, present.row.fee_amount) == fee


def _write(
    application: Application,
    details: dict[str, str],
    fee: Fee,
    terms: Terms,
    token: str,
    *,
    by: Actor,
    now: dt.datetime,
) -> Hosting:
    return Hosting.objects.create(
        application=application,
        **details,
        fee_percent=fee.percent,
        fee_amount=fee.amount,
        title=terms.title,
        public_summary=terms.public_summary,
        amount=terms.amount,
        token_digest=digest(token.encode()),
        asked_at=now,
        asked_by_id=by.person_id,
        expires_at=now + LINK_LASTS,
    )


def _mail_link(row: Hosting, token: str, *, now: dt.datetime) -> None:
    queue_mail_to_address(
        "host_asked",
        email=row.email,
        language=settings.LANGUAGE_CODE,
        key=str(row.pk),
        context={
            "contact": row.contact_name,
            "host": row.host_name,
            "group": row.application.organisation.name,
            "title": row.title,
            "expires_at": row.expires_at,
            "link": settings.BASE_URL + reverse("portal:host_answer", args=[token]),
        },
        now=now,
        case=subject_key(row.application),
    )


@transaction.atomic
def take_back_host(application: Application, *, by: Actor, now: dt.datetime) -> None:
    """The group no longer asks anybody. What was confirmed no longer counts. Twice is once."""
    application = locked(application)
    permit(permissions.can_send_application(by, application))
    present = queries.host_of(application, queries.stated_of(application), now=now)
    has_confirmed = present is not None and present.is_confirmed
    refuse_if(hosting_rules.blockers_to_change_host(application.status, has_confirmed=has_confirmed))
    _take_back(application, by=by, now=now)


def _take_back(application: Application, *, by: Actor, now: dt.datetime) -> None:
    row = Hosting.objects.select_for_update(of=("self",)).filter(application=application, status__in=queries.OPEN_HOST)
    for open_row in row:
        HOSTING.require(open_row.status, HostingStatus.WITHDRAWN)
        open_row.status = HostingStatus.WITHDRAWN
        open_row.withdrawn_at, open_row.withdrawn_by_id = now, by.person_id
        open_row.save(update_fields=["status", "withdrawn_at", "withdrawn_by"])
        record(verbs.HOST_WITHDRAWN, open_row, by=by, now=now, case=application)


@transaction.atomic
def answer_host(row: Hosting, *, is_yes: bool, name: str, role: str, now: dt.datetime) -> Hosting:
    """The answer of whoever holds the mailed link, with name and part. The same answer again changes nothing.

    With a yes the organisation is known to us from now on, and whoever was mailed signs for it: bank details are asked
    of them, after an offer. Organisations of other people are never looked at.
    """
    application = locked(row.application)
    row = Hosting.objects.select_for_update(of=("self",)).get(pk=row.pk)
    wanted = HostingStatus.CONFIRMED if is_yes else HostingStatus.DECLINED
    if row.status == wanted:
        return row
    HOSTING.require(row.status, wanted)
    row.application = application
    standing = queries.host_behind(row, now=now).standing
    refuse_if(hosting_rules.blockers_to_answer_host(standing, name=tidy(name), role=tidy(role)))
    person = verify_person(add_person(row.email, name=row.contact_name, now=now), now=now) if is_yes else None
    by = Actor(kind="person", person_id=person.pk, email=row.email) if person else LINK
    row.organisation = _organisation_of(row, by, now=now) if is_yes else None
    row.status, row.answered_at = wanted, now
    row.answered_name, row.answered_role = tidy(name), tidy(role)
    row.save(update_fields=["organisation", "status", "answered_at", "answered_name", "answered_role"])
    verb = verbs.HOST_CONFIRMED if is_yes else verbs.HOST_DECLINED
    record(verb, row, by=by, now=now, case=application)
    tell_group("host_answered", application, now=now, again=row.pk, host=row.host_name, is_yes=is_yes)
    if application.submitted_at:
        tell_office("host_answered_to_office", application, now=now, again=row.pk, page="office:application")
    return row


def _organisation_of(row: Hosting, by: Actor, *, now: dt.datetime) -> Organisation:
    """The contact's own organisation of this name, or a new one with them as its signatory."""
    known = queries.own_group_named(by.person_id, sort_name(row.host_name))
    return known or add_organisation(row.host_name, by=by, now=now, legal_form="other")
