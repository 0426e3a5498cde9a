"""Reminds groups of their drafts, tells them of later closing dates, and forgets what they threw away."""

import datetime as dt

from grants.ground.questions.actions import forget_removed_files
from grants.stages.applications import actions


def remind_drafters(now: dt.datetime) -> int:
    """Reminds 7 days, 2 days and 3 hours before a call closes."""
    return actions.remind_drafters(now=now)


def tell_of_extensions(now: dt.datetime) -> int:
    """Mails everybody with a draft when a call closes later than it said."""
    return actions.tell_of_extensions(now=now)


def forget_thrown_away(now: dt.datetime) -> int:
    """Erases deleted drafts and removed files after a month."""
    return actions.forget_drafts(now=now) + forget_removed_files(now=now)
