"""Taking answers from elsewhere. The caller says where from; each is an ordinary revision that records it."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from django.db import transaction

from grants.ground.files.models import ScanState, StoredFile
from grants.ground.people.actor import Actor
from grants.ground.questions.actions.files import attach_file
from grants.ground.questions.actions.sheets import Write, lock_sheet, save_answers
from grants.ground.questions.models import AnswerSheet
from grants.ground.questions.rules import FormSpec, Reused, ReusedFile


@transaction.atomic
def take_files(
    sheet: AnswerSheet, key: str, files: Iterable[ReusedFile], *, taken_from: str, by: Actor, now: dt.datetime
) -> int:
    """The same stored files as (part of) the answer to another question. How many; one with a virus is left out."""
    wanted = [file.id for file in files]
    rows = StoredFile.objects.filter(pk__in=wanted).exclude(scan_state=ScanState.INFECTED).order_by("pk")
    return len([attach_file(sheet, key, stored, taken_from=taken_from, by=by, now=now) for stored in rows])


@transaction.atomic
def take_answers(
    sheet: AnswerSheet, form: FormSpec, answers: Mapping[str, Reused], *, taken_from: str, by: Actor, now: dt.datetime
) -> None:
    """Every answer that fits, on a sheet of that form, over whatever stands there; what was there stays a revision."""
    fitting = {key: reused.value for key, reused in answers.items() if reused.value is not None}
    writes = [Write(key, value, None, "", taken_from=taken_from) for key, value in fitting.items()]
    save_answers(sheet, form, writes, by=by, now=now)
    for key, reused in answers.items():
        if reused.files:
            take_files(sheet, key, reused.files, taken_from=taken_from, by=by, now=now)


@transaction.atomic
def ask_to_confirm(sheet: AnswerSheet, keys: Collection[str]) -> None:
    """Says that the answers to these questions came from an earlier sheet, and that somebody has to look through them
    before this one is sent.
    """
    lock_sheet(sheet)
    sheet.to_confirm = sorted(keys)
    AnswerSheet.objects.filter(pk=sheet.pk).update(to_confirm=sheet.to_confirm)


@transaction.atomic
def mark_confirmed(sheet: AnswerSheet, keys: Collection[str]) -> None:
    """Somebody looked through the answers to these questions, changed or not. Twice is once."""
    sheet = lock_sheet(sheet)
    left = [key for key in sheet.to_confirm if key not in keys]
    if left != sheet.to_confirm:
        AnswerSheet.objects.filter(pk=sheet.pk).update(to_confirm=left)
