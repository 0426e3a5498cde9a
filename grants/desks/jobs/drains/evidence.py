"""Keeps the evidence in order: seals each minute, checks the chain each day, sweeps bytes that nobody kept."""

import datetime as dt

from grants.ground.audit import actions as audit
from grants.ground.audit.queries import last_check
from grants.ground.files import actions as files

CHECK_EVERY = dt.timedelta(days=1)


def seal_entries(now: dt.datetime) -> int:
    """Seals what was recorded since the last time."""
    return audit.seal_entries(now=now)


def check_audit_trail(now: dt.datetime) -> int:
    """Reads the whole chain once a day; returns how many faults it found."""
    last = last_check()
    if last and now - CHECK_EVERY < last.at <= now:
        return 0
    return len(audit.check_trail(now=now).faults)


def sweep_files(now: dt.datetime) -> int:
    """Removes the bytes of uploads whose act was undone, and what came in only in part."""
    return files.sweep_orphans(now=now) + files.sweep_partial_uploads(now=now)
