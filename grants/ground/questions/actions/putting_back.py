"""Putting a sheet back to what a snapshot says."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from grants.ground.people.actor import Actor
from grants.ground.questions.actions.sheets import Write, lock_sheet, write_answer
from grants.ground.questions.models import Answer, AnswerFile, AnswerSheet, SheetSnapshot


@transaction.atomic
def put_back(sheet: AnswerSheet, snapshot: SheetSnapshot, *, by: Actor, now: dt.datetime) -> None:
    """The answers and files that the snapshot names stand again. What was written since is kept as revisions."""
    sheet = lock_sheet(sheet)
    then = {answer["key"]: answer for section in snapshot.content["sections"] for answer in section["answers"]}
    present = {answer.key: answer for answer in Answer.objects.filter(sheet=sheet, key__in=list(then))}
    for key, said in then.items():
        answer = present.get(key)
        if answer is not None and answer.value != said["value"]:
            write_answer(answer, Write(key, said["value"], None, ""), by=by, now=now)
    _put_back_files(sheet, then, now=now)


def _put_back_files(sheet: AnswerSheet, then: Mapping[str, Any], *, now: dt.datetime) -> None:
    rows = AnswerFile.objects.filter(sheet=sheet, key__in=list(then))
    named = [file["id"] for said in then.values() for file in said["files"]]
    rows.filter(file_id__in=named).update(removed_at=None)
    rows.filter(removed_at=None).exclude(file_id__in=named).update(removed_at=now)
