"""Bringing back earlier answers and removed files, and forgetting what nobody wants back."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from grants.ground.files.actions import forget_file
from grants.ground.kit.errors import Stale, refuse
from grants.ground.people.actor import Actor
from grants.ground.questions.actions.sheets import lock_sheet, require_writable, save_answer
from grants.ground.questions.models import Answer, AnswerFile, AnswerRevision, AnswerSheet
from grants.ground.questions.queries.histories import files_to_forget

KEPT_FOR = dt.timedelta(days=30)
FORGET_AT_ONCE = 200


@transaction.atomic
def restore_answer(sheet: AnswerSheet, revision: AnswerRevision, *, base: int, by: Actor, now: dt.datetime) -> Answer:
    """The earlier value as a new revision, so that the present one is kept too. Raises as `save_answer` does, and
    Stale whenever somebody saved since `base`: whoever presses a button has seen what they replace.
    """
    answer = Answer.objects.get(pk=revision.answer_id, sheet=lock_sheet(sheet))
    if answer.revision != base:
        raise Stale(answer)
    save_id = str(uuid.uuid4())
    return save_answer(
        sheet,
        answer.key,
        revision.value,
        base=base,
        save_id=save_id,
        by=by,
        now=now,
        source=revision.source,
        taken_from=revision.taken_from,
    )


@transaction.atomic
def put_file_back(answer_file: AnswerFile, *, by: Actor, now: dt.datetime) -> None:
    """A removed file counts as an answer again. Putting it back twice changes nothing."""
    sheet = lock_sheet(answer_file.sheet)
    require_writable(sheet, answer_file.key)
    row = AnswerFile.objects.select_related("file").filter(pk=answer_file.pk).first()
    if row is None or row.removed_at is None:
        return
    standing = AnswerFile.objects.filter(sheet=sheet, key=row.key, removed_at=None)
    if standing.filter(file__sha256=row.file.sha256).exists():
        raise refuse("file_there", _("The same file is there already."), row.key)
    AnswerFile.objects.filter(pk=row.pk).update(removed_at=None)
    AnswerSheet.objects.filter(pk=sheet.pk).update(saved_at=now)


def forget_removed_files(*, now: dt.datetime) -> int:
    """Erases files that were taken away a month ago and were never sent. How many, at most 200 at a time."""
    return sum(_forget(row, now=now) for row in list(files_to_forget(now - KEPT_FOR)[:FORGET_AT_ONCE]))


@transaction.atomic
def _forget(row: AnswerFile, *, now: dt.datetime) -> bool:
    lock_sheet(row.sheet)
    still = files_to_forget(now - KEPT_FOR).filter(pk=row.pk).first()
    if still:
        _erase(still)
    return still is not None


def _erase(row: AnswerFile) -> None:
    """The row, and the file unless something else still stands on it."""
    stored = row.file
    row.delete()
    try:
        with transaction.atomic():
            forget_file(stored)
    except ProtectedError:
        return


@transaction.atomic
def empty_sheet(sheet: AnswerSheet) -> None:
    """Erases every answer, its history and its files. For sheets that were never sent."""
    sheet = lock_sheet(sheet)
    if sheet.snapshots.exists():
        raise ValueError("a sheet that was sent is evidence")
    sheet.answers.all().delete()
    for row in list(sheet.files.select_related("file")):
        _erase(row)


@transaction.atomic
def erase_sheet(sheet: AnswerSheet) -> None:
    """As `empty_sheet`, with all that was sent. For sheets that never counted, once nothing stands on a snapshot."""
    sheet = lock_sheet(sheet)
    for text in sheet.texts.order_by("-pk"):  # each protects the one that it replaced
        text.delete()
    sheet.snapshots.all().delete()
    empty_sheet(sheet)
