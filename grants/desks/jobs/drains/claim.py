"""Taking rows that wait, one at a time, so that two workers never do the same work together.

A claim is a moment until which the row is held. A worker that dies leaves a claim that runs out, and the row is
taken again. The work itself happens outside any transaction.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Q, QuerySet

logger = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=5)
AT_ONCE = 50
Row = TypeVar("Row", bound=models.Model)


def claim(waiting: QuerySet[Row], field: str, *, now: dt.datetime, lease: dt.timedelta = LEASE) -> Row | None:
    """The first free row of `waiting`, held by its `field` until the lease runs out; None when there is none."""
    free = waiting.filter(Q(**{field: None}) | Q(**{f"{field}__lte": now}))
    with transaction.atomic():
        row = free.select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
        if row is not None:
            waiting.model._default_manager.filter(pk=row.pk).update(**{field: now + lease})
        return row


def drain(
    waiting: QuerySet[Row],
    field: str,
    work: Callable[[Row, dt.datetime], object],
    *,
    now: dt.datetime,
    at_once: int = AT_ONCE,
) -> int:
    """Does `work` on each waiting row, at most fifty unless told otherwise, and returns how many succeeded.

    `work` must take its row out of `waiting`. A row whose work fails is logged and taken again after its lease.
    """
    done = 0
    for _turn in range(at_once):
        row = claim(waiting, field, now=now)
        if row is None:
            break
        try:
            work(row, now)
            done += 1
        except Exception:
            logger.exception("%s %s failed and is tried again later", row._meta.verbose_name, row.pk)
    return done
