"""What each sending states, in typed columns."""

import datetime as dt
from dataclasses import asdict

from grants.ground.questions.models import SheetSnapshot
from grants.stages.applications import rules
from grants.stages.applications.models import Application, Facts


def record_facts(application: Application, snapshot: SheetSnapshot, *, now: dt.datetime) -> Facts:
    """The facts of a snapshot, which are the current ones from now on."""
    row = rules.facts_from_snapshot(snapshot.content)
    lists = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(row).items()}
    lists["title"] = row.title or application.organisation.name
    Facts.objects.filter(application=application, is_current=True).update(is_current=False)
    return Facts.objects.create(application=application, snapshot=snapshot, recorded_at=now, **lists)
