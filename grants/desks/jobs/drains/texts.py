"""Sends text messages. One that cannot be sent goes to the office, who rings or writes."""

import datetime as dt
import logging

from django.conf import settings

from grants.ground.notifications.actions import claim_text, postpone_text, record_failure, record_sent
from grants.ground.notifications.gateway import Gateway, TextRefused, gateway
from grants.ground.notifications.models import Mail
from grants.ground.notifications.queries import codes_wait, texts_sent_to
from grants.ground.notifications.rules import TEXTS_IN_AN_HOUR

logger = logging.getLogger(__name__)

AT_ONCE = 50
HOUR = dt.timedelta(hours=1)


def send_code_texts(now: dt.datetime) -> int:
    """Sends the codes that wait to go as text messages; returns how many were handed over."""
    return send_texts(now, only_urgent=True) if codes_wait(now, by_text=True) else 0


def send_texts(now: dt.datetime, *, only_urgent: bool = False) -> int:
    """Sends what is due, at most fifty; returns how many were handed over. Without a gateway, the office tells."""
    sender = gateway() if settings.GRANTS_SMS_BACKEND else None
    sent = 0
    for _turn in range(AT_ONCE):
        text = claim_text(now=now, only_urgent=only_urgent)
        if text is None:
            break
        sent += _try(text, sender, now)
    return sent


def _try(text: Mail, sender: Gateway | None, now: dt.datetime) -> bool:
    """Sends one and records what became of it. Whether it went."""
    if sender is None:
        record_failure(text, "no gateway", now=now, is_final=True)
        return False
    if texts_sent_to(text.to_phone, since=now - HOUR) >= TEXTS_IN_AN_HOUR:
        postpone_text(text, now=now)
        return False
    try:
        sender.send(text.to_phone, text.short_text, text.message_id)
    except Exception as error:
        logger.warning("text message %s was not taken: %s", text.pk, type(error).__name__)
        record_failure(text, f"{type(error).__name__}: {error}", now=now, is_final=isinstance(error, TextRefused))
        return False
    record_sent(text, now=now)
    return True
