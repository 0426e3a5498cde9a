"""The thread between the group and the office."""

import datetime as dt

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.files.models import StoredFile
from grants.ground.kit.errors import refuse_if
from grants.ground.kit.text import tidy
from grants.ground.people.actor import Actor
from grants.stages.applications import permissions, rules, verbs
from grants.stages.applications.actions.steps import locked, permit, tell_group, tell_office
from grants.stages.applications.models import Application, Message, MessageRead

SAME_MESSAGE_WITHIN = dt.timedelta(minutes=1)


def send_message(application: Application, text: str, *, by: Actor, now: dt.datetime) -> Message:
    """Adds to the thread, and tells the other side by a mail that repeats none of it. What the office tells by phone or
    post, to people without mail, is the message itself.

    The same words by the same person within a minute are one message: a second click.
    """
    text = tidy(text)
    refuse_if(rules.blockers_to_message(text))
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_send_message(by, application))
        last = application.messages.order_by("id").last()
        if last and (last.text, last.sent_by_id) == (text, by.person_id) and now - last.sent_at < SAME_MESSAGE_WITHIN:
            return last
        is_from_office = not by.belongs_to(application.organisation_id)
        is_rehearsal = application.call.is_rehearsal
        message = Message.objects.create(
            application=application,
            is_from_office=is_from_office,
            text=text,
            sent_at=now,
            sent_by_id=by.person_id,
            waits_for_office=not (is_from_office or is_rehearsal),
        )
        _note_read(application, message.pk, by=by, now=now)
        record(verbs.MESSAGE_SENT, application, by=by, now=now, case=application, message=message.pk)
        if is_from_office:
            tell_group("message_to_group", application, now=now, again=message.pk, words=message.text)
        elif not is_rehearsal:
            tell_office("message_to_office", application, now=now, again=message.pk)
        return message


def mark_thread_read(application: Application, *, by: Actor, now: dt.datetime) -> int:
    """Everything in the thread counts as read: by this person, or by the office when one of its people reads."""
    with transaction.atomic():
        application = locked(application)
        permit(permissions.can_send_message(by, application))
        last = application.messages.order_by("-id").values_list("pk", flat=True).first() or 0
        _note_read(application, last, by=by, now=now)
        return last


def _note_read(application: Application, upto: int, *, by: Actor, now: dt.datetime) -> None:
    person_id = by.person_id if by.belongs_to(application.organisation_id) else None
    if person_id is None:
        application.messages.filter(waits_for_office=True, pk__lte=upto).update(waits_for_office=False)
    defaults = {"upto": upto, "read_at": now}
    MessageRead.objects.update_or_create(application=application, person_id=person_id, defaults=defaults)


def tell_of_refused_file(application: Application, stored: StoredFile, *, now: dt.datetime) -> None:
    """Says to the group which file carries a virus, so that it can add a clean one. The mail names it and no more."""
    tell_group("file_refused", application, now=now, again=stored.pk, file=stored.name)
