"""Reads of the outbox."""

import datetime as dt

from django.db.models import Q, QuerySet

from grants.ground.notifications.models import Mail, Wording

STATES = ("waiting", "sent", "failed", "cancelled")
IN_STATE = {
    "waiting": Q(sent_at=None, given_up_at=None, cancelled_at=None),
    "sent": Q(sent_at__isnull=False),
    "failed": Q(sent_at=None, given_up_at__isnull=False, cancelled_at=None),
    "cancelled": Q(cancelled_at__isnull=False),
}


def mails(state: str = "") -> QuerySet[Mail]:
    """The outbox, or the part of it in one state: waiting, sent, failed or cancelled."""
    return Mail.objects.filter(IN_STATE.get(state, Q())).select_related("to_person")


def mails_of_case(case: str) -> QuerySet[Mail]:
    """Mails about one case, newest first."""
    return mails().filter(case=case).order_by("-id")


def state_of(mail: Mail) -> str:
    """One of STATES."""
    if mail.cancelled_at:
        return "cancelled"
    if mail.sent_at:
        return "sent"
    return "failed" if mail.given_up_at else "waiting"


def waiting_to_send(now: dt.datetime) -> QuerySet[Mail]:
    """Mails whose moment has come, whoever may hold them."""
    return mails("waiting").filter(not_before__lte=now)


def wording_of(kind: str, language: str) -> Wording | None:
    """The office's own words for a kind of mail, if it has any in this language."""
    return Wording.objects.filter(kind=kind, language=language).first()
