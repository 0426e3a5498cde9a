"""Files as answers."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.files.models import StoredFile
from grants.ground.kit.errors import refuse
from grants.ground.people.actor import Actor
from grants.ground.questions.actions.sheets import lock_sheet, require_writable
from grants.ground.questions.models import AnswerFile, AnswerSheet
from grants.ground.questions.queries import question_of

MOST_FILES = 10


@transaction.atomic
def attach_file(
    sheet: AnswerSheet, key: str, stored: StoredFile, *, by: Actor, now: dt.datetime, taken_from: str = ""
) -> AnswerFile:
    """The stored file as (part of) the answer. The same bytes twice are one file: the row there is returned.

    A long text that may be spoken takes one recording.
    """
    sheet = lock_sheet(sheet)
    require_writable(sheet, key)
    found = question_of(sheet.version_id, key)
    if found is None or not (found[0].type == "file" or found[0].voice):
        raise refuse("no_such_question", _("This form does not ask for a file here."), key)
    standing = list(AnswerFile.objects.filter(sheet=sheet, key=key, removed_at=None).select_related("file"))
    again = next((row for row in standing if row.file.sha256 == stored.sha256), None)
    if again:
        return again
    is_recording = found[0].type != "file"
    if is_recording:
        _take_place_of(standing, now)
    else:
        _refuse_too_many(len(standing), found[0].most or MOST_FILES, key)
    AnswerSheet.objects.filter(pk=sheet.pk).update(saved_at=now)
    return AnswerFile.objects.create(
        sheet=sheet,
        key=key,
        file=stored,
        is_recording=is_recording,
        taken_from=taken_from,
        added_at=now,
        added_by_id=by.person_id,
    )


def _take_place_of(standing: list[AnswerFile], now: dt.datetime) -> None:
    """A new recording takes the place of the last one."""
    AnswerFile.objects.filter(pk__in=[row.pk for row in standing]).update(removed_at=now)


def _refuse_too_many(standing: int, most: int, key: str) -> None:
    if standing < most:
        return
    sentence = ngettext(
        "You can add %(most)s file here. Remove the one that is there first.",
        "You can add %(most)s files here. Remove one first.",
        most,
    )
    raise refuse("too_many_files", sentence % {"most": most}, key)


@transaction.atomic
def remove_file(answer_file: AnswerFile, *, by: Actor, now: dt.datetime) -> None:
    """The file no longer counts as an answer; its row stays for receipts. Removing twice changes nothing."""
    sheet = lock_sheet(answer_file.sheet)
    require_writable(sheet, answer_file.key)
    removed = AnswerFile.objects.filter(pk=answer_file.pk, removed_at=None).update(removed_at=now)
    if removed:
        AnswerSheet.objects.filter(pk=sheet.pk).update(saved_at=now)
