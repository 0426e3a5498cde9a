"""Brings drafts over to a mended form, and tells their groups."""

import datetime as dt

from grants.stages.applications import actions
from grants.stages.outcomes.actions import finish_report_mends


def finish_mends(now: dt.datetime) -> int:
    """Every mend whose drafts, of applications or of reports, were not all brought over and told."""
    return actions.finish_mends(now=now) + finish_report_mends(now=now)
