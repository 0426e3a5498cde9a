"""Reads of the outbox."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from grants.ground.kit.errors import Words
from grants.ground.notifications.models import Mail, Wording
from grants.ground.notifications.rules import SECRET_KINDS, TOLD_PRIVATELY, URGENT_KINDS


@dataclass(frozen=True)
class MailRow:
    """A mail as the outbox shows it: its state in one word; no words of a mail that is for its reader only."""

    mail: Mail
    state: str
    title: Words
    text: str
    is_secret: bool
    is_private: bool = False


STATES = ("waiting", "to_tell", "sent", "failed", "cancelled")
IN_STATE = {
    "waiting": Q(sent_at=None, given_up_at=None, cancelled_at=None, handed_over_at=None),
    "to_tell": Q(sent_at=None, cancelled_at=None, handed_over_at__isnull=False),
    "sent": Q(sent_at__isnull=False),
    "failed": Q(sent_at=None, given_up_at__isnull=False, cancelled_at=None),
    "cancelled": Q(cancelled_at__isnull=False),
}


def mails(state: str = "") -> QuerySet[Mail]:
    """The outbox, or the part of it in one state: waiting, sent, failed or cancelled."""
    return Mail.objects.filter(IN_STATE.get(state, Q())).select_related("to_person")


def state_of(mail: Mail) -> str:
    """One of STATES."""
    if mail.cancelled_at:
        return "cancelled"
    if mail.sent_at:
        return "sent"
    if mail.handed_over_at:
        return "to_tell"
    return "failed" if mail.given_up_at else "waiting"


def row_of(mail: Mail) -> MailRow:
    """The mail as whoever reads the outbox may see it."""
    is_secret = mail.kind in SECRET_KINDS
    title = SECRET_KINDS[mail.kind] if is_secret else mail.subject
    is_private = not mail.to_email and mail.kind in TOLD_PRIVATELY
    text = "" if is_secret or is_private else mail.text.strip()
    return MailRow(mail, state_of(mail), title, text, is_secret, is_private)


def waiting_to_send(now: dt.datetime) -> QuerySet[Mail]:
    """Mails and text messages whose moment has come, whoever may hold them."""
    return mails("waiting").filter(not_before__lte=now)


def codes_wait(now: dt.datetime, *, by_text: bool = False) -> bool:
    """Whether a code that somebody waits for is due, by mail or as a text message."""
    due = waiting_to_send(now).filter(kind__in=URGENT_KINDS).exclude(claimed_until__gt=now)
    return (due.exclude(to_phone="") if by_text else due.filter(to_phone="")).exists()


def texts_sent_to(phone: str, *, since: dt.datetime) -> int:
    """How many text messages a number was sent since a moment."""
    return Mail.objects.exclude(to_phone="").filter(to_phone=phone, sent_at__gt=since).count()


def messages_to_tell(now: dt.datetime, *, way: str = "", but: Collection[str] = ()) -> QuerySet[Mail]:
    """What the office has to tell by phone or by post, oldest first; all of it, or "phone" or "post" alone.

    `but` are cases that the reader may not see: somebody else tells those.
    Which of the two follows what the person asked for by now, not what they had asked for when it was written.
    """
    found = mails("to_tell").filter(not_before__lte=now).exclude(case__in=but).order_by("not_before", "id")
    by_post = Q(to_person__reach_by="post")
    return found.filter(by_post if way == "post" else ~by_post) if way else found


def printed_letters(moment: dt.datetime, *, but: Collection[str] = ()) -> QuerySet[Mail]:
    """Letters of the printing of a moment that have not been marked as posted, without those of the cases `but`."""
    return mails("to_tell").filter(printed_at=moment).exclude(case__in=but).order_by("not_before", "id")


def last_printing() -> dt.datetime | None:
    """When letters were printed last that are not marked as posted yet."""
    return mails("to_tell").filter(printed_at__isnull=False).aggregate(last=Max("printed_at"))["last"]


def wording_of(kind: str, language: str) -> Wording | None:
    """The office's own words for a kind of mail, if it has any in this language."""
    return Wording.objects.filter(kind=kind, language=language).first()
