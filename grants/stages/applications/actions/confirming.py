"""The group says yes to what others wrote and sent for it, the office or a helper: by link, or on the phone."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.files.models import StoredFile
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.notifications.actions import queue_mail, queue_mail_to_address
from grants.ground.people.actor import LINK, Actor
from grants.ground.questions.models import SheetSnapshot
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.backing import stand_behind
from grants.stages.applications.actions.steps import locked, permit, tell_office
from grants.stages.applications.models import Application, Confirmation, ConfirmedHow, NamedContact


def ask_for_confirmation(
    application: Application,
    snapshot: SheetSnapshot,
    *,
    contact: NamedContact | None = None,
    by: Actor,
    now: dt.datetime,
) -> Confirmation:
    """Asks whoever looks after it for the group, by a link of their own where a machine reaches them.

    Where a helper sent it for a group that has no account, it is `contact` whom the helper named.
    """
    token = secrets.token_urlsafe(32)
    made = Confirmation.objects.create(
        application=application,
        snapshot=snapshot,
        asked_id=None if contact else application.lead_id,
        contact=contact,
        asked_at=now,
        asked_by_id=by.person_id,
        token_digest=digest(token.encode()),
    )
    record(verbs.CONFIRMATION_ASKED, application, by=by, now=now, case=application, number=snapshot.number)
    facts = {
        "group": application.organisation.name,
        "call": application.call.title,
        "reference": application.reference,
        "link": settings.BASE_URL + reverse("portal:confirm", args=[token]),
    }
    case = f"application:{application.pk}"
    if contact is None:
        queue_mail("confirm_application", to=application.lead, key=str(made.pk), context=facts, now=now, case=case)
    elif contact.email:
        language = application.lead.language
        facts |= {"contact": contact.name, "helper": by.name}
        to = contact.email
        queue_mail_to_address(
            "confirm_helped", email=to, language=language, key=str(made.pk), context=facts, now=now, case=case
        )
    return made


def confirm_by_link(token: str, *, name: str, now: dt.datetime) -> Confirmation:
    """Whoever opened the link says that this is what the group wants to say. The first time counts."""
    called = tidy(name)
    with transaction.atomic():
        found = queries.confirmation_by(token).first()
        if found is None:
            raise refuse("link_over", _("This link no longer counts. Ring us, and we will find out."))
        application = locked(found.application)
        found = Confirmation.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if found.confirmed_at:
            return found
        is_denied = found.denied_at is not None
        refuse_if(rules.blockers_to_confirm(said_by=called, is_current=queries.is_current(found), is_denied=is_denied))
        found.confirmed_at, found.said_at, found.how, found.said_by = now, now, ConfirmedHow.LINK, called
        found.save(update_fields=["confirmed_at", "said_at", "how", "said_by"])
        record(verbs.CONFIRMED, application, by=LINK, now=now, case=application)
        if found.contact:
            stand_behind(application, found.contact, by=None, now=now)
    return found


def deny_by_link(token: str, *, now: dt.datetime) -> Confirmation:
    """Whoever opened the link says that this is not theirs. It counts for nothing then, and the office hears of it."""
    with transaction.atomic():
        found = queries.confirmation_by(token).first()
        if found is None:
            raise refuse("link_over", _("This link no longer counts. Ring us, and we will find out."))
        application = locked(found.application)
        found = Confirmation.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if found.confirmed_at or found.denied_at:
            return found
        found.denied_at = now
        found.save(update_fields=["denied_at"])
        record(verbs.DENIED, application, by=LINK, now=now, case=application)
        tell_office("denied_to_office", application, now=now, again=found.pk, page="office:intake")
    return found


def record_confirming_call(
    application: Application,
    *,
    said_by: str,
    said_at: dt.datetime | None,
    number: str,
    note: str,
    file: StoredFile | None = None,
    contact: NamedContact | None = None,
    by: Actor,
    now: dt.datetime,
) -> Confirmation:
    """An officer notes who said yes on the phone, when, at which number, and what was read out. Once.

    Where a helper sent it, `contact` is which of the people named said yes: they sign for the group from now on.
    """
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_note_confirmation(by, application))
        found = queries.confirmation_of(application)
        if found is None:
            raise refuse("nothing_to_confirm", _("Nothing waits to be confirmed here."))
        found = Confirmation.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if found.confirmed_at:
            return found
        if found.contact_id and (contact is None or contact.application_id != application.pk):
            raise refuse("contact_missing", _("Say with whom you spoke."), "contact")
        found.said_by, found.number, found.note = tidy(said_by), tidy(number), tidy(note)
        told = {"said_by": found.said_by, "number": found.number, "note": found.note}
        refuse_if(rules.blockers_to_note_call(**told, said_at=said_at, asked_at=found.asked_at, now=now))
        found.said_at, found.how, found.confirmed_at = said_at, ConfirmedHow.CALL, now
        found.file, found.recorded_by_id = file, by.person_id
        found.save()
        record(verbs.CONFIRMED_BY_CALL, application, by=by, now=now, case=application, note=digest(found.note))
        if found.contact_id and contact is not None:
            stand_behind(application, contact, by=by, now=now)
    return found
