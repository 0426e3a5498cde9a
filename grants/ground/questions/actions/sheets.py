"""Answering: sheets, saves that refuse to overwrite what somebody else wrote, and snapshots."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from grants.ground.kit.errors import Stale, refuse
from grants.ground.kit.text import digest
from grants.ground.people.actor import Actor
from grants.ground.questions.models import (
    Answer,
    AnswerRevision,
    AnswerSheet,
    SheetSnapshot,
    Version,
    VersionStatus,
)
from grants.ground.questions.queries import files_of, form_of, noticed, question_of, texts_of, values_of
from grants.ground.questions.queries.histories import WRITING_NOW, names_by_key, written_since
from grants.ground.questions.queries.sheets import sources_of
from grants.ground.questions.rules import (
    TEXT_LANGUAGES,
    FormSpec,
    QuestionSpec,
    clean_answer,
    is_writable,
    snapshot_content,
)
from grants.ground.questions.rules.sources import Source


def open_sheet(version: Version, *, by: Actor, now: dt.datetime, language: str = "en-gb") -> AnswerSheet:
    """An empty sheet for a published version, all of it writable."""
    if version.status != VersionStatus.PUBLISHED:
        raise refuse("version_draft", _("This form is not published yet."))
    return AnswerSheet.objects.create(version=version, language=language, created_at=now)


def lock_sheet(sheet: AnswerSheet) -> AnswerSheet:
    """The sheet as it is now, locked: saves, submitting and reopening wait for each other here."""
    return AnswerSheet.objects.select_for_update(of=("self",)).select_related("version__questionnaire").get(pk=sheet.pk)


def _lock_for_writing(sheet: AnswerSheet, *, now: dt.datetime) -> AnswerSheet:
    """The sheet, locked by noting that somebody writes on it. It is read again only where it changed since it was."""
    rows = AnswerSheet.objects.filter(pk=sheet.pk)
    as_seen = rows.filter(version=sheet.version_id, writable=sheet.writable, open_keys=sheet.open_keys)
    if as_seen.update(saved_at=now):
        return sheet
    rows.update(saved_at=now)
    return lock_sheet(sheet)


def require_writable(sheet: AnswerSheet, key: str) -> None:
    """Refuses an answer that this sheet does not take now."""
    if not is_writable(sheet.writable, sheet.open_keys, key):
        sentence = _("This can no longer be changed here. What you wrote was not saved.")
        raise refuse("not_writable", sentence, key)


@dataclass(frozen=True)
class Write:
    """An answer on its way in. `base` is the revision that the writer saw, 0 for none, None for any; `save_id` names
    the page it was written on; `source` says how the words came to us, `taken_from` what they were taken from, empty
    where they were typed.
    """

    key: str
    value: Any
    base: int | None
    save_id: str
    source: str = Source.OWN
    taken_from: str = ""


@dataclass(frozen=True)
class Saved:
    """What a save found and left: the answers as they stand now, those among them that another page changed in between
    and that were not written, and who else saved what in the last minutes: names by question key, the last one first.
    """

    answers: Mapping[str, Answer]
    stale: Mapping[str, Answer]
    here: Mapping[str, Sequence[str]]


@transaction.atomic
def save_answer(
    sheet: AnswerSheet,
    key: str,
    value: Any,
    *,
    base: int | None,
    save_id: str,
    by: Actor,
    now: dt.datetime,
    source: str = Source.OWN,
    taken_from: str = "",
) -> Answer:
    """Stores an answer and keeps the one before it as a revision.

    Raises Stale, carrying the stored Answer, when another page wrote since `base` and this one changed something;
    Refusal when the value is not of the question's type, the key is unknown, or the sheet does not take it now.
    Over-long answers are kept: `rules.problems` tells them before sending.
    """
    sheet = _lock_for_writing(sheet, now=now)
    require_writable(sheet, key)
    found = question_of(sheet.version_id, key)
    if found is None:
        raise refuse("no_such_question", _("This form does not ask that."), key)
    write = Write(key, clean_answer(found[0], value, found[1]), base, save_id, source, taken_from)
    saved = _store(sheet, [write], by=by, now=now)
    if saved.stale:
        raise Stale(saved.stale[key])
    return saved.answers[key]


@transaction.atomic
def save_answers(
    sheet: AnswerSheet,
    form: FormSpec,
    writes: Sequence[Write],
    *,
    by: Actor,
    now: dt.datetime,
    source: str = Source.OWN,
) -> Saved:
    """Stores all answers of a page that can be stored, in a few queries. `form` is the sheet's own, or a part of it;
    when the sheet moved to another version since it was read, that one's counts. `source` says how the words came to
    us.

    Raises Refusal, writing nothing, when the sheet does not take one now or a value is not of its type.
    """
    sheet = _lock_for_writing(sheet, now=now)
    if form.id != sheet.version_id:
        form = form_of(sheet.version)
    cleaned = []
    for write in writes:
        require_writable(sheet, write.key)
        question = form.question(write.key)
        if question is None:
            raise refuse("no_such_question", _("This form does not ask that."), write.key)
        cleaned.append(replace(write, value=clean_answer(question, write.value, form.currency), source=source))
    return _store(sheet, cleaned, by=by, now=now)


def _store(sheet: AnswerSheet, writes: Sequence[Write], *, by: Actor, now: dt.datetime) -> Saved:
    """Writes what no other page changed in between. The sheet is locked, values are typed."""
    present, here = _answers_now(sheet, [write.key for write in writes], by=by, now=now)
    stale = {}
    for write in writes:
        answer = present.setdefault(write.key, Answer(sheet=sheet, key=write.key, saved_at=now))
        verdict = _verdict(answer, write)
        if verdict == "stale":
            stale[write.key] = answer
        if verdict == "write":
            write_answer(answer, write, by=by, now=now)
    return Saved(present, stale, here)


def _answers_now(
    sheet: AnswerSheet, keys: Collection[str], *, by: Actor, now: dt.datetime
) -> tuple[dict[str, Answer], dict[str, list[str]]]:
    """The answers under these keys, and who else writes now, in one query."""
    rows = sheet.answers.filter(Q(key__in=keys) | written_since(now - WRITING_NOW, but=by.person_id))
    found = list(rows.select_related("saved_by").order_by("-saved_at"))
    others = [row for row in found if row.saved_at >= now - WRITING_NOW and row.saved_by_id not in (None, by.person_id)]
    return {row.key: row for row in found if row.key in keys}, names_by_key(others)


def _verdict(answer: Answer, write: Write) -> str:
    """ "write", "same" when there is nothing to write, or "stale" when another page wrote since."""
    if answer.value == write.value:
        return "same"
    is_own = answer.pk is None or answer.save_id == write.save_id
    if is_own or write.base is None or write.base == answer.revision:
        return "write"
    return "same" if _was_seen(answer, write.base, write.value) else "stale"


def _was_seen(answer: Answer, base: int, value: Any) -> bool:
    """Whether the page only sends back what it was shown: then it changes nothing, and nothing is asked."""
    if base == 0:
        return value is None
    return list(answer.revisions.filter(revision=base).values_list("value", flat=True)) == [value]


def write_answer(answer: Answer, write: Write, *, by: Actor, now: dt.datetime) -> None:
    """The next revision of an answer; the one before is kept."""
    if answer.pk:
        AnswerRevision.objects.create(
            answer=answer,
            revision=answer.revision,
            value=answer.value,
            source=answer.source,
            taken_from=answer.taken_from,
            saved_at=answer.saved_at,
            saved_by_id=answer.saved_by_id,
        )
    answer.value, answer.save_id = write.value, write.save_id
    answer.source, answer.taken_from = write.source, write.taken_from
    answer.revision += 1
    answer.saved_at, answer.saved_by_id = now, by.person_id
    answer.save()


@transaction.atomic
def set_answer_language(sheet: AnswerSheet, language: str) -> bool:
    """Says in which language a sheet is answered: one of `TEXT_LANGUAGES`. Whether that changed anything."""
    if language not in TEXT_LANGUAGES:
        raise refuse("no_such_language", _("Choose a language of the list."), "language")
    return bool(AnswerSheet.objects.filter(pk=sheet.pk).exclude(language=language).update(language=language))


@transaction.atomic
def keep_answer(
    sheet: AnswerSheet, asked: QuestionSpec, currency: str, value: Any, *, save_id: str, by: Actor, now: dt.datetime
) -> Answer:
    """Keeps an answer to a question that the form no longer asks: it was typed on a page from before. `asked` is the
    question as it was. It stands in the history, and nowhere else unless the question comes back.
    """
    sheet = _lock_for_writing(sheet, now=now)
    require_writable(sheet, asked.key)
    write = Write(asked.key, clean_answer(asked, value, currency), None, save_id)
    return _store(sheet, [write], by=by, now=now).answers[asked.key]


@transaction.atomic
def mark_looked_at(sheet: AnswerSheet, keys: Collection[str]) -> None:
    """The group saved the page of these questions: what changed about them need not be looked at any more."""
    sheet = lock_sheet(sheet)
    left = [key for key in sheet.look_again if key not in keys]
    if left != sheet.look_again:
        AnswerSheet.objects.filter(pk=sheet.pk).update(look_again=left)


@transaction.atomic
def take_snapshot(sheet: AnswerSheet, *, by: Actor, now: dt.datetime) -> SheetSnapshot:
    """Freezes what the sheet says now and what its checks notice, with its digest.

    The caller has asked `rules.problems` first.
    """
    sheet = lock_sheet(sheet)
    form = form_of(sheet.version)
    values, files, texts = values_of(sheet), files_of(sheet), texts_of(sheet, form)
    found = noticed(form, values, files, now=now)
    content = snapshot_content(form, values, files, sheet.language, texts, sources_of(sheet), found)
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
