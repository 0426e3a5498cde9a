"""Sends what waits in the outbox. Each mail keeps one Message-ID, so a mail sent twice arrives once."""

import datetime as dt
import logging
import smtplib

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from grants.desks.jobs.attachments import find_attachment
from grants.ground.notifications.actions import claim_mail, record_failure, record_sent
from grants.ground.notifications.models import Mail

logger = logging.getLogger(__name__)

AT_ONCE = 50
PERMANENT = 500


def send_mails(now: dt.datetime) -> int:
    """Sends what is due, at most fifty; returns how many were handed over.

    A mail that is refused waits, and the next one is tried. When the mail server does not answer, all wait.
    """
    sent = 0
    connection = get_connection()
    try:
        for _turn in range(AT_ONCE):
            mail = claim_mail(now=now)
            if mail is None or not _try(mail, connection, now):
                break
            sent += bool(mail.sent_at)
    finally:
        connection.close()
    return sent


def _try(mail: Mail, connection: BaseEmailBackend, now: dt.datetime) -> bool:
    """Sends one mail and records what became of it. Whether to go on with the next one."""
    try:
        connection.open()
        connection.send_messages([message_of(mail)])
    except smtplib.SMTPResponseException as error:
        record_failure(mail, f"{error.smtp_code} {_words(error.smtp_error)}", now=now)
        return True
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        record_failure(mail, f"{code} {_words(words)}", now=now, is_final=code >= PERMANENT)
        return True
    except OSError as error:
        logger.warning("the mail server does not answer: %s", error)
        record_failure(mail, str(error) or type(error).__name__, now=now)
        return False
    except Exception as error:
        logger.exception("mail %s could not be put together", mail.pk)
        record_failure(mail, f"{type(error).__name__}: {error}", now=now)
        return True
    record_sent(mail, now=now)
    mail.sent_at = now
    return True


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
