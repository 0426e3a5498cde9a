"""Counting a sheet of answers, telling the audit trail how many came, and forgetting used links.

Counting has no actor and leaves no entry of its own: an entry with its moment could be laid beside that of an
application sent just before.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.equality import queries, rules, verbs
from grants.ground.equality.models import EqualityCount, EqualityDay, SpentLink
from grants.ground.kit.errors import refuse
from grants.ground.kit.text import digest
from grants.ground.people.actor import TIMER

LANGUAGE = "en-gb"
AT_ONCE = 100


def count_answers(given: Mapping[str, Collection[str]], *, call_code: str, nonce: str, today: dt.date) -> int:
    """Counts the answers of one sheet, and returns how many. An empty sheet counts nothing and keeps its link.

    `nonce` tells links apart: the second use of one is refused.
    """
    chosen = rules.counted(given, queries.questions(LANGUAGE))
    if not chosen:
        return 0
    with transaction.atomic():
        _spend(nonce, today)
        for question, answer in chosen:
            place: dict[str, Any] = {
                "call_code": call_code,
                "month": rules.month_of(today),
                "question": question,
                "answer": answer,
            }
            EqualityCount.objects.get_or_create(**place)
            EqualityCount.objects.filter(**place).update(count=F("count") + 1)
        EqualityDay.objects.get_or_create(call_code=call_code, on=today)
        EqualityDay.objects.filter(call_code=call_code, on=today).update(sheets=F("sheets") + 1)
    return len(chosen)


def _spend(nonce: str, today: dt.date) -> None:
    try:
        with transaction.atomic():
            SpentLink.objects.create(digest=digest(nonce.encode()), on=today)
    except IntegrityError:
        raise refuse("link_used", _("These questions were answered already. Thank you.")) from None


def note_days(*, today: dt.date, now: dt.datetime) -> int:
    """Tells the audit trail how many sheets came on each day that is over. How many days."""
    over = EqualityDay.objects.filter(is_noted=False, on__lt=today).order_by("on", "call_code")
    return sum(_note(day, now=now) for day in list(over[:AT_ONCE]))


def _note(day: EqualityDay, *, now: dt.datetime) -> bool:
    with transaction.atomic():
        day = EqualityDay.objects.select_for_update().get(pk=day.pk)
        if day.is_noted:
            return False
        EqualityDay.objects.filter(pk=day.pk).update(is_noted=True)
        record(verbs.ANSWERS_COUNTED, day, by=TIMER, now=now, call=day.call_code, sheets=day.sheets)
        return True


def forget_links(*, today: dt.date) -> int:
    """Forgets used links that no longer open anything."""
    return SpentLink.objects.filter(on__lt=today - rules.LINK_LASTS - dt.timedelta(days=1)).delete()[0]
