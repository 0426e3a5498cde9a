"""What the office tells by phone or by post, where no machine reaches somebody."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse
from grants.ground.kit.text import tidy
from grants.ground.notifications.models import Mail, ToldHow
from grants.ground.notifications.permissions import can_tell
from grants.ground.notifications.queries import messages_to_tell, printed_letters
from grants.ground.notifications.verbs import MAIL_PRINTED, MAIL_TOLD
from grants.ground.people.actor import Actor

LETTERS_AT_ONCE = 200


def mark_told(mail: Mail, *, how: str, note: str = "", by: Actor, now: dt.datetime) -> Mail:
    """Somebody of the office passed the message on. The first time counts."""
    _permit(by)
    if how not in ToldHow.values:
        raise refuse("told_how_missing", _("Say how you told the person."), "how")
    with transaction.atomic():
        mail = Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
        if mail.cancelled_at or not mail.handed_over_at:
            raise refuse("not_to_tell", _("This message is no longer for you to tell."))
        if mail.sent_at is None:
            _tell(mail, how=how, note=tidy(note), by=by, now=now)
    mail.refresh_from_db()
    return mail


def print_letters(*, by: Actor, now: dt.datetime, but: Collection[str] = ()) -> list[Mail]:
    """The letters that wait for the post, at most two hundred, oldest first; marked as printed now. Those about the
    cases `but`, which are hidden from whoever prints, wait for a colleague.
    """
    _permit(by)
    with transaction.atomic():
        letters = list(messages_to_tell(now, way="post", but=but)[:LETTERS_AT_ONCE])
        Mail.objects.filter(pk__in=[mail.pk for mail in letters]).update(printed_at=now)
        for mail in letters:
            record(MAIL_PRINTED, mail, by=by, now=now, case=mail.case, kind=mail.kind)
    return letters


def mark_posted(printed_at: dt.datetime, *, by: Actor, now: dt.datetime) -> int:
    """All letters of one printing went to the post. How many; none the second time."""
    _permit(by)
    with transaction.atomic():
        letters = list(printed_letters(printed_at).select_related(None).select_for_update(of=("self",)))
        for mail in letters:
            _tell(mail, how=ToldHow.POST, note="", by=by, now=now)
    return len(letters)


def _tell(mail: Mail, *, how: str, note: str, by: Actor, now: dt.datetime) -> None:
    told = {"told_by_id": by.person_id, "told_how": how, "told_note": note, "sent_at": now, "given_up_at": None}
    Mail.objects.filter(pk=mail.pk).update(**told)
    record(MAIL_TOLD, mail, by=by, now=now, case=mail.case, kind=mail.kind, how=how)


def _permit(by: Actor) -> None:
    if not can_tell(by):
        raise refuse("not_allowed", _("Only officers do this."))
