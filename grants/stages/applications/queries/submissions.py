"""What was sent, and until when it can be."""

from collections.abc import Callable

from django.db.models import QuerySet

from grants.ground.files.models import StoredFile
from grants.ground.questions.models import AnswerFile, SheetSnapshot
from grants.ground.questions.queries import open_files
from grants.ground.reference.queries import funder
from grants.stages.applications import rules
from grants.stages.applications.models import Application, Facts
from grants.stages.calls.models import Call
from grants.stages.calls.rules import KeyDate, key_dates


def current_facts(application: Application) -> Facts | None:
    """What the latest submission states; None before the first."""
    return Facts.objects.filter(application=application, is_current=True).select_related("snapshot").first()


def latest_snapshot(application: Application) -> SheetSnapshot | None:
    """Everything the latest submission said; None before the first."""
    facts = current_facts(application)
    return facts.snapshot if facts else None


def sent_snapshots(application: Application) -> list[SheetSnapshot]:
    """Everything that was ever sent, the last first: one for each receipt."""
    rows = Facts.objects.filter(application=application).select_related("snapshot").order_by("-snapshot__number")
    return [row.snapshot for row in rows]


def snapshot_numbered(application: Application, number: int) -> SheetSnapshot | None:
    """What was sent the so-many-th time."""
    return next((row for row in sent_snapshots(application) if row.number == number), None)


def times_sent(application: Application) -> int:
    """How often the application was sent."""
    return Facts.objects.filter(application=application).count()


def sent_file(
    application: Application, file_pk: int, *, may_read: Callable[[str], bool] | None = None
) -> StoredFile | None:
    """A file of the latest submission; None for any other file, however real.

    `may_read` takes who the answer is for; the group itself reads everything.
    """
    snapshot = latest_snapshot(application)
    if snapshot is None or file_pk not in rules.file_ids(snapshot.content, may_read=may_read):
        return None
    return StoredFile.objects.filter(pk=file_pk).first()


def own_file(application: Application, file_pk: int) -> StoredFile | None:
    """A file that stands on the group's sheet now, or was part of what it sent last."""
    standing = open_files(application.sheet).filter(file_id=file_pk).first()
    return standing.file if standing else sent_file(application, file_pk)


def closing_of(call: Call) -> KeyDate:
    """When a call closes, by the clocks of the funder's place."""
    giver = funder()
    return key_dates(call, zone=giver.timezone, place=giver.place_name).closes


def applications_with_file(stored: StoredFile) -> QuerySet[Application]:
    """Applications in which the file stands as an answer."""
    sheets = AnswerFile.objects.filter(file=stored, removed_at=None).values("sheet_id")
    return Application.objects.filter(sheet__in=sheets).select_related("call", "organisation").order_by("pk")
