"""Brings drafts over to a mended form, and tells their groups."""

import datetime as dt

from grants.stages.applications import actions


def finish_mends(now: dt.datetime) -> int:
    """Every mend whose drafts were not all brought over and told."""
    return actions.finish_mends(now=now)
