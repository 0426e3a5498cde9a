"""Queueing mails, and what becomes of them. Sending is a job's work, after the act has been committed."""

import datetime as dt
from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse
from grants.ground.kit.text import digest
from grants.ground.notifications.models import Mail
from grants.ground.notifications.queries import state_of, waiting_to_send, wording_of
from grants.ground.notifications.rendering import render_mail, render_short, render_told
from grants.ground.notifications.rules import (
    LEASE,
    SECRET_KINDS,
    TEXTS_WAIT,
    URGENT_KINDS,
    is_hopeless,
    message_id,
    wait_after,
    way_to,
)
from grants.ground.notifications.verbs import MAIL_CANCELLED, MAIL_RESENT
from grants.ground.people.actor import Actor
from grants.ground.people.models import Person


def queue_mail(
    kind: str,
    *,
    to: Person,
    key: str,
    context: Mapping[str, Any],
    now: dt.datetime,
    case: str = "",
    attachment: str = "",
    not_before: dt.datetime | None = None,
) -> Mail | None:
    """Queues a message to a person, in their language, as it reads now. Call inside the act's transaction.

    It goes as the person asked: by mail, as a text message where this installation sends them, or to the office, who
    rings or writes: then it carries what there is to say, and no link. A code for somebody whom no machine reaches is
    not queued.
    `key` says what the mail is about: the same kind, key and person is one mail, and a repeat queues nothing and
    returns None. None too when the office has switched this kind off, or the person has been erased.
    `attachment` is `receipt:<id>`, `letter:<id>` or `agreement:<id>`; the job that sends finds the document.
    """
    if to.erased_at or not to.is_active:
        return None
    has_texts, is_secret = bool(settings.GRANTS_SMS_BACKEND), kind in SECRET_KINDS
    way = way_to(email=to.email or "", phone=to.phone, reach_by=to.reach_by, has_texts=has_texts, is_secret=is_secret)
    if not way:
        return None
    row = {"to_person": to, "language": to.language, "case": case, "attachment": attachment}
    row |= _addressed(way, to, now)
    found = message_id(kind, key, f"p{to.pk}", _host())
    return _queue(found, kind, {"to": to, **context}, row, now=now, not_before=not_before)


def _addressed(way: str, to: Person, now: dt.datetime) -> dict[str, Any]:
    if way == "mail":
        return {"to_email": to.email}
    return {"to_phone": to.phone} if way == "text" else {"handed_over_at": now}


def queue_mail_to_address(
    kind: str,
    *,
    email: str,
    language: str,
    key: str,
    context: Mapping[str, Any],
    now: dt.datetime,
    case: str = "",
    attachment: str = "",
    not_before: dt.datetime | None = None,
) -> Mail | None:
    """As queue_mail, to an address that belongs to nobody we know yet."""
    row = {"to_email": email, "language": language, "case": case, "attachment": attachment}
    found = message_id(kind, key, f"a{digest(email.casefold())[:12]}", _host())
    return _queue(found, kind, context, row, now=now, not_before=not_before)


def _queue(
    found: str,
    kind: str,
    context: Mapping[str, Any],
    row: dict[str, Any],
    *,
    now: dt.datetime,
    not_before: dt.datetime | None,
) -> Mail | None:
    """Renders and stores a mail unless its id is known. Of two at once, the second waits and then gives way."""
    wording = wording_of(kind, row["language"])
    if (wording and wording.is_off) or Mail.objects.filter(message_id=found).exists():
        return None
    render = render_mail if row.get("to_email") else render_told
    rendered = render(kind, context, language=row["language"], wording=wording)
    row |= {"kind": kind, "subject": rendered.subject, "text": rendered.text}
    if row.get("to_phone"):
        row["short_text"] = render_short(kind, context, language=row["language"])
    row |= {"queued_at": now, "not_before": not_before or now}
    mail, is_new = Mail.objects.get_or_create(message_id=found, defaults=row)
    return mail if is_new else None


def _host() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def claim_mail(*, now: dt.datetime, only_urgent: bool = False) -> Mail | None:
    """The next mail to send, held for its sender for some minutes; None when nothing is due. Counts the attempt.

    Codes that somebody waits for come first, then whatever has waited longest.
    """
    urgent = Q(kind__in=URGENT_KINDS) if only_urgent else Q()
    return _claim(Q(to_phone="") & urgent, now=now)


def claim_text(*, now: dt.datetime, only_urgent: bool = False) -> Mail | None:
    """As claim_mail, for text messages."""
    urgent = Q(kind__in=URGENT_KINDS) if only_urgent else Q()
    return _claim(~Q(to_phone="") & urgent, now=now)


def _claim(wanted: Q, *, now: dt.datetime) -> Mail | None:
    free = waiting_to_send(now).filter(wanted).exclude(claimed_until__gt=now).select_related(None)
    with transaction.atomic():
        turn = Case(When(kind__in=URGENT_KINDS, then=0), default=1)
        mail = free.select_for_update(skip_locked=True, of=("self",)).order_by(turn, "not_before", "id").first()
        if mail is None:
            return None
        Mail.objects.filter(pk=mail.pk).update(claimed_until=now + LEASE, attempts=F("attempts") + 1)
        mail.refresh_from_db()
        return mail


def record_sent(mail: Mail, *, now: dt.datetime) -> None:
    """The mail was handed over. Codes and personal links are forgotten."""
    forgotten = {"subject": "", "text": "", "short_text": ""} if mail.kind in SECRET_KINDS else {}
    Mail.objects.filter(pk=mail.pk, sent_at=None).update(sent_at=now, claimed_until=None, last_error="", **forgotten)


def record_failure(mail: Mail, error: str, *, now: dt.datetime, is_final: bool = False) -> None:
    """It could not be handed over: it waits, longer each time, and in the end waits for a person.

    A text message that cannot be sent is for the office to tell, unless it held a code.
    """
    is_over = is_final or is_hopeless(mail.attempts)
    is_for_office = is_over and bool(mail.to_phone) and mail.kind not in SECRET_KINDS
    Mail.objects.filter(pk=mail.pk, sent_at=None).update(
        claimed_until=now + wait_after(mail.attempts),
        last_error=error[:300],
        given_up_at=now if is_over and not is_for_office else None,
        handed_over_at=now if is_for_office else None,
    )


def postpone_text(mail: Mail, *, now: dt.datetime) -> None:
    """The number got many text messages in this hour: this one waits a while, and the attempt does not count."""
    Mail.objects.filter(pk=mail.pk, sent_at=None).update(
        not_before=now + TEXTS_WAIT, claimed_until=None, attempts=F("attempts") - 1
    )


def resend_mail(mail: Mail, *, by: Actor, now: dt.datetime) -> Mail:
    """Puts a mail that failed, or was stopped, back into the outbox. One that was sent is not sent twice."""
    with transaction.atomic():
        mail = Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
        if state_of(mail) == "sent":
            raise refuse("mail_sent", _("This mail has been sent already."))
        Mail.objects.filter(pk=mail.pk).update(
            given_up_at=None, cancelled_at=None, claimed_until=None, attempts=0, not_before=now
        )
        record(MAIL_RESENT, mail, by=by, now=now, case=mail.case, kind=mail.kind)
    mail.refresh_from_db()
    return mail


def cancel_mail(mail: Mail, *, by: Actor, now: dt.datetime) -> Mail:
    """Stops a mail that has not been sent."""
    with transaction.atomic():
        mail = Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
        if state_of(mail) == "sent":
            raise refuse("mail_sent", _("This mail has been sent already, so it cannot be stopped."))
        if mail.claimed_until and mail.claimed_until > now and not mail.last_error:
            raise refuse("mail_being_sent", _("This mail is being sent right now. Look again in a minute."))
        if not mail.cancelled_at:
            Mail.objects.filter(pk=mail.pk).update(cancelled_at=now)
            record(MAIL_CANCELLED, mail, by=by, now=now, case=mail.case, kind=mail.kind)
    mail.refresh_from_db()
    return mail
