"""Answering: sheets, saves that refuse to overwrite what somebody else wrote, and snapshots."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from grants.ground.kit.errors import Refusal, Stale, refuse
from grants.ground.kit.text import digest
from grants.ground.people.actor import Actor
from grants.ground.questions.models import (
    Answer,
    AnswerRevision,
    AnswerSheet,
    Question,
    SheetSnapshot,
    Version,
    VersionStatus,
)
from grants.ground.questions.queries import files_of, form_of, question_of, values_of
from grants.ground.questions.rules import QuestionSpec, clean_answer, is_writable, snapshot_content


def open_sheet(version: Version, *, by: Actor, now: dt.datetime, language: str = "en-gb") -> AnswerSheet:
    """An empty sheet for a published version, all of it writable."""
    if version.status != VersionStatus.PUBLISHED:
        raise refuse("version_draft", _("This form is not published yet."))
    return AnswerSheet.objects.create(version=version, language=language, created_at=now)


def lock_sheet(sheet: AnswerSheet) -> AnswerSheet:
    """The sheet as it is now, locked: saves, submitting and reopening wait for each other here."""
    return AnswerSheet.objects.select_for_update(of=("self",)).select_related("version__questionnaire").get(pk=sheet.pk)


def require_writable(sheet: AnswerSheet, key: str) -> None:
    """Refuses an answer that this sheet does not take now."""
    if not is_writable(sheet.writable, sheet.open_keys, key):
        sentence = _("This can no longer be changed here. What you wrote was not saved.")
        raise refuse("not_writable", sentence, key)


@transaction.atomic
def save_answer(
    sheet: AnswerSheet, key: str, value: Any, *, base: int | None, save_id: str, by: Actor, now: dt.datetime
) -> Answer:
    """Stores an answer and keeps the one before it as a revision.

    `base` is the revision that the writer saw (0 for none; None writes over whatever is there); `save_id` names this
    save, so that a repeat of it changes nothing. Raises Stale, carrying the stored Answer, when somebody else wrote
    in between and the writer changed something; Refusal when the value is not of the question's type, the key is
    unknown, or the sheet does not take it now. Over-long answers are kept: `rules.problems` tells them before sending.
    """
    sheet = lock_sheet(sheet)
    require_writable(sheet, key)
    found = question_of(sheet.version_id, key)
    if found is None:
        raise refuse("no_such_question", _("This form does not ask that."), key)
    cleaned = clean_answer(found[0], value, found[1])
    answer = Answer.objects.filter(sheet=sheet, key=key).first()
    if answer is None:
        return _first_answer(sheet, key, cleaned, save_id=save_id, by=by, now=now)
    if answer.value == cleaned or answer.save_id == save_id:
        return answer
    if base is not None and base != answer.revision:
        if _was_there(answer, base, cleaned):
            return answer
        raise Stale(answer)
    return _next_answer(sheet, answer, cleaned, save_id=save_id, by=by, now=now)


def _was_there(answer: Answer, base: int, value: Any) -> bool:
    """Whether the writer only sent back what they had seen, and so changed nothing."""
    if base == 0:
        return value is None
    return answer.revisions.filter(revision=base, value=value).exists() if value is not None else False


def _first_answer(sheet: AnswerSheet, key: str, value: Any, *, save_id: str, by: Actor, now: dt.datetime) -> Answer:
    """The first answer to a question; nothing is stored for nothing."""
    answer = Answer(sheet=sheet, key=key, value=value, save_id=save_id, saved_at=now, saved_by_id=by.person_id)
    if value is not None:
        answer.revision = 1
        answer.save(force_insert=True)
        AnswerSheet.objects.filter(pk=sheet.pk).update(saved_at=now)
    return answer


def _next_answer(
    sheet: AnswerSheet, answer: Answer, value: Any, *, save_id: str, by: Actor, now: dt.datetime
) -> Answer:
    AnswerRevision.objects.create(
        answer=answer,
        revision=answer.revision,
        value=answer.value,
        saved_at=answer.saved_at,
        saved_by_id=answer.saved_by_id,
    )
    answer.value, answer.save_id = value, save_id
    answer.revision += 1
    answer.saved_at, answer.saved_by_id = now, by.person_id
    answer.save()
    AnswerSheet.objects.filter(pk=sheet.pk).update(saved_at=now)
    return answer


@transaction.atomic
def take_snapshot(sheet: AnswerSheet, *, by: Actor, now: dt.datetime) -> SheetSnapshot:
    """Freezes what the sheet says now, with its digest. The caller has asked `rules.problems` first."""
    sheet = lock_sheet(sheet)
    content = snapshot_content(form_of(sheet.version), values_of(sheet), files_of(sheet), sheet.language)
    last = sheet.snapshots.aggregate(last=Max("number"))["last"] or 0
    return SheetSnapshot.objects.create(
        sheet=sheet,
        number=last + 1,
        content=content,
        digest=digest(content),
        taken_at=now,
        taken_by_id=by.person_id,
    )


@transaction.atomic
def close_sheet(sheet: AnswerSheet) -> None:
    """Nothing can be written from now on; saves that wait for the lock are refused."""
    _set_writable(lock_sheet(sheet), "none", [])


@transaction.atomic
def reopen_sheet(sheet: AnswerSheet, keys: Sequence[str] | None = None) -> None:
    """Everything can be written again, or only the questions named."""
    _set_writable(lock_sheet(sheet), "all" if keys is None else "keys", list(keys or []))


def _set_writable(sheet: AnswerSheet, writable: str, keys: list[str]) -> None:
    AnswerSheet.objects.filter(pk=sheet.pk).update(writable=writable, open_keys=keys)


@transaction.atomic
def move_sheet(sheet: AnswerSheet, version: Version, *, by: Actor, now: dt.datetime) -> AnswerSheet:
    """The same answers, by key, under another published version of the same form.

    An answer whose question changed its type, or no longer offers it, is set aside as a revision and asked anew.
    """
    sheet = lock_sheet(sheet)
    if version.status != VersionStatus.PUBLISHED or version.questionnaire_id != sheet.version.questionnaire_id:
        raise refuse("other_form", _("Answers can only move to a published version of the same form."))
    kinds_before = dict(Question.objects.filter(version=sheet.version).values_list("key", "type"))
    form = form_of(version)
    for answer in sheet.answers.exclude(value=None):
        question = form.question(answer.key)
        if question and not _fits(question, answer.value, kinds_before.get(answer.key, ""), form.currency):
            _next_answer(sheet, answer, None, save_id="", by=by, now=now)
    AnswerSheet.objects.filter(pk=sheet.pk).update(version=version)
    sheet.version = version
    return sheet


def _fits(question: QuestionSpec, value: Any, kind_before: str, currency: str) -> bool:
    if question.type != kind_before:
        return False
    try:
        return bool(clean_answer(question, value, currency) == value)
    except Refusal:
        return False
