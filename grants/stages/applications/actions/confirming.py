"""The group says yes to what the office typed in and sent for it: by link, or on the phone."""

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
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actor import LINK, Actor
from grants.ground.questions.models import SheetSnapshot
from grants.stages.applications import permissions, queries, rules, verbs
from grants.stages.applications.actions.steps import locked, permit
from grants.stages.applications.models import Application, Confirmation, ConfirmedHow


def ask_for_confirmation(
    application: Application, snapshot: SheetSnapshot, *, by: Actor, now: dt.datetime
) -> Confirmation:
    """Asks whoever looks after it for the group, by a link of their own where a machine reaches them."""
    token = secrets.token_urlsafe(32)
    made = Confirmation.objects.create(
        application=application,
        snapshot=snapshot,
        asked_id=application.lead_id,
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
    queue_mail("confirm_application", to=application.lead, key=str(made.pk), context=facts, now=now, case=case)
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
        refuse_if(rules.blockers_to_confirm(said_by=called, is_current=queries.is_current(found)))
        found.confirmed_at, found.said_at, found.how, found.said_by = now, now, ConfirmedHow.LINK, called
        found.save(update_fields=["confirmed_at", "said_at", "how", "said_by"])
        record(verbs.CONFIRMED, application, by=LINK, now=now, case=application)
    return found


def record_confirming_call(
    application: Application,
    *,
    said_by: str,
    said_at: dt.datetime | None,
    number: str,
    note: str,
    file: StoredFile | None = None,
    by: Actor,
    now: dt.datetime,
) -> Confirmation:
    """An officer notes who said yes on the phone, when, at which number, and what was read out. Once."""
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_type_in(by, application))
        found = queries.confirmation_of(application)
        if found is None:
            raise refuse("nothing_to_confirm", _("Nothing waits to be confirmed here."))
        found = Confirmation.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if found.confirmed_at:
            return found
        found.said_by, found.number, found.note = tidy(said_by), tidy(number), tidy(note)
        told = {"said_by": found.said_by, "number": found.number, "note": found.note}
        refuse_if(rules.blockers_to_note_call(**told, said_at=said_at, asked_at=found.asked_at, now=now))
        found.said_at, found.how, found.confirmed_at = said_at, ConfirmedHow.CALL, now
        found.file, found.recorded_by_id = file, by.person_id
        found.save()
        record(verbs.CONFIRMED_BY_CALL, application, by=by, now=now, case=application, note=digest(found.note))
    return found
