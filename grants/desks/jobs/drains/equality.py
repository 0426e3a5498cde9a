"""Tells the audit trail, a day later, how many equality answers came; forgets the links that were used."""

import datetime as dt

from grants.ground.equality.actions import forget_links, note_days
from grants.ground.equality.models import EqualityDay, SpentLink
from grants.ground.kit.clock import local_date
from grants.ground.reference.queries import funder


def keep_equality_apart(now: dt.datetime) -> int:
    """How many days were noted."""
    if not SpentLink.objects.exists() and not EqualityDay.objects.exists():
        return 0
    today = local_date(now, funder().timezone)
    forget_links(today=today)
    return note_days(today=today, now=now)
