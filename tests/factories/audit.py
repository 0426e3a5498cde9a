"""Entries of the audit trail."""

from datetime import UTC, datetime

from grants.ground.audit.actions import record
from grants.ground.audit.verbs import VERBS
from grants.ground.people.actor import TIMER

NOW = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)


def make_entry(subject, *, verb="mail_resent", by=TIMER, now=NOW, case="", **facts):
    """An entry about `subject`, a row of any model."""
    return record(VERBS[verb], subject, by=by, now=now, case=case, **facts)
