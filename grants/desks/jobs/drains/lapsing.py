"""Ends what nobody answered in time, and rehearsals that nobody ended."""

import datetime as dt

from grants.stages.applications.actions import drafts, rehearsing
from grants.stages.awards.actions import offers


def lapse_drafts(now: dt.datetime) -> int:
    """Closes drafts whose call no longer takes them."""
    return drafts.lapse_drafts(now=now)


def lapse_offers(now: dt.datetime) -> int:
    """Ends offers whose last day to answer has passed."""
    return offers.lapse_offers(now=now)


def end_old_rehearsals(now: dt.datetime) -> int:
    """Ends rehearsals that began two weeks ago, and erases what they made."""
    return rehearsing.end_old_rehearsals(now=now)
