"""Sends what waits in the outbox. Each mail keeps one Message-ID, so a mail sent twice arrives once."""

import datetime as dt
import logging
import smtplib

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from grants.desks.jobs.attachments import NotReady, find_attachment
from grants.ground.notifications.actions import claim_mail, record_failure, record_sent
from grants.ground.notifications.models import Mail
from grants.ground.notifications.queries import codes_wait

logger = logging.getLogger(__name__)

AT_ONCE = 50
PERMANENT = 500


def send_mails(now: dt.datetime) -> int:
    """Sends what is due, at most fifty; returns how many were handed over.

    A mail that is refused waits, and the next one is tried. When the mail server does not answer, all wait.
    """
    return _send(now)


def send_codes(now: dt.datetime) -> int:
    """Sends the codes that people sit and wait for, and nothing else; returns how many were handed over."""
    return _send(now, only_urgent=True) if codes_wait(now) else 0


def _send(now: dt.datetime, *, only_urgent: bool = False) -> int:
    sent = 0
    connection = get_connection()
    try:
        for _turn in range(AT_ONCE):
            mail = claim_mail(now=now, only_urgent=only_urgent)
            if mail is None or not _try(mail, connection, now):
                break
            sent += bool(mail.sent_at)
    finally:
        connection.close()
    return sent


def _try(mail: Mail, connection: BaseEmailBackend, now: dt.datetime) -> bool:
    """Sends one mail and records what became of it. Whether to go on with the next one."""
    try:
        message = message_of(mail)
    except Exception as error:
        logger.warning("mail %s could not be put together", mail.pk, exc_info=not isinstance(error, NotReady))
        record_failure(mail, f"{type(error).__name__}: {error}", now=now)
        return True
    try:
        connection.open()
        connection.send_messages([message])
    except OSError as error:  # smtplib's own errors are OSErrors too
        words, is_final, goes_on = _fate(error)
        logger.warning("mail %s was not taken: %s", mail.pk, words)
        record_failure(mail, words, now=now, is_final=is_final)
        return goes_on
    record_sent(mail, now=now)
    mail.sent_at = now
    return True


def _fate(error: OSError) -> tuple[str, bool, bool]:
    """What went wrong in words; whether for good; whether the server may still take other mails."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return f"{code} {_words(words)}", code >= PERMANENT, True
    if isinstance(error, smtplib.SMTPResponseException):
        is_about_us = isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError)
        return f"{error.smtp_code} {_words(error.smtp_error)}", False, not is_about_us
    return str(error) or type(error).__name__, False, False


def message_of(mail: Mail) -> EmailMessage:
    """The mail as it goes out, with its fixed Message-ID and its document."""
    message = EmailMessage(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to_email],
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
        },
    )
    document = find_attachment(mail.attachment)
    if document:
        message.attach(document.name, document.content, document.content_type)
    return message


def _words(error: bytes | str) -> str:
    return error.decode(errors="replace") if isinstance(error, bytes) else error
