"""Reads: what a sheet said before, who wrote it and who is writing, files that were taken away."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from grants.ground.people.models import Person
from grants.ground.questions.models import (
    Answer,
    AnswerFile,
    AnswerRevision,
    AnswerSheet,
    Question,
    SheetSnapshot,
    Version,
    VersionStatus,
)
from grants.ground.questions.queries.forms import question_of
from grants.ground.questions.rules import FormSpec, VersionedQuestion

# Whoever saved something this short a time ago is said to be writing now.
WRITING_NOW = dt.timedelta(minutes=3)


def removed_files() -> QuerySet[AnswerFile]:
    """Rows of files that were taken away and are still kept."""
    return AnswerFile.objects.filter(removed_at__isnull=False)


def files_to_put_back(sheet: AnswerSheet) -> QuerySet[AnswerFile]:
    """Files that were taken off a sheet and can be put back, the last one first."""
    return removed_files().filter(sheet=sheet).select_related("file").order_by("-removed_at", "-pk")


def files_to_forget(moment: dt.datetime) -> QuerySet[AnswerFile]:
    """Files that were taken away before a moment, and stood on no sheet while that was sent: no receipt names them."""
    rows = {"sheet": OuterRef("sheet"), "taken_at__gte": OuterRef("added_at"), "taken_at__lte": OuterRef("removed_at")}
    old = removed_files().filter(~Exists(SheetSnapshot.objects.filter(**rows)), removed_at__lt=moment)
    return old.select_related("sheet", "file").order_by("removed_at", "pk")


@dataclass(frozen=True)
class Text:
    """What an answer was from one save to the next. The newest is the present one; `pk` is empty for it.
    `taken_from` says where it was taken from, empty where it was typed.
    """

    pk: int | None
    revision: int
    value: Any
    saved_at: dt.datetime
    person: Person | None
    taken_from: str = ""


def texts_of(sheet: AnswerSheet, key: str) -> list[Text]:
    """The history of an answer, newest first. Two queries."""
    answer = sheet.answers.filter(key=key).select_related("saved_by").first()
    if answer is None:
        return []
    earlier = answer.revisions.select_related("saved_by").order_by("-revision")
    return [_text(None, answer), *[_text(row.pk, row) for row in earlier]]


def _text(pk: int | None, row: Answer | AnswerRevision) -> Text:
    return Text(pk, row.revision, row.value, row.saved_at, row.saved_by, row.taken_from)


def revision_in(sheet: AnswerSheet, key: str) -> QuerySet[AnswerRevision]:
    """Earlier texts of one answer of a sheet."""
    return AnswerRevision.objects.filter(answer__sheet=sheet, answer__key=key)


def written_since(moment: dt.datetime, *, but: int | None) -> Q:
    """The condition that somebody else saved an answer since a moment."""
    return Q(saved_at__gte=moment, saved_by__isnull=False) & ~Q(saved_by=but)


def writers_since(sheet: AnswerSheet, moment: dt.datetime, *, but: int | None) -> dict[str, list[str]]:
    """Who else saved something since a moment: names by question key, the last one first. One query."""
    rows = sheet.answers.filter(written_since(moment, but=but))
    return names_by_key(rows.select_related("saved_by").order_by("-saved_at"))


def names_by_key(rows: Iterable[Answer]) -> dict[str, list[str]]:
    """Who saved these answers, by question key, in the order of the rows."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.saved_by:
            found[row.key].append(row.saved_by.get_full_name())
    return dict(found)


def hands_on(sheet: AnswerSheet) -> dict[str, Answer]:
    """The present answers by question key, each with whoever saved it last. One query."""
    return {row.key: row for row in sheet.answers.select_related("saved_by")}


def writers_of(sheet_id: int) -> QuerySet[Person]:
    """Everybody who ever saved an answer of a sheet."""
    now = Answer.objects.filter(sheet=sheet_id).values("saved_by")
    before = AnswerRevision.objects.filter(answer__sheet=sheet_id).values("saved_by")
    return Person.objects.filter(Q(pk__in=now) | Q(pk__in=before)).order_by("sort_name", "pk")


def earlier_question(sheet: AnswerSheet, key: str) -> VersionedQuestion | None:
    """A question as the last version before the sheet's asked it; None where none ever did."""
    return next(_earlier_questions(sheet, key), None)


def _earlier_questions(sheet: AnswerSheet, key: str) -> Iterator[VersionedQuestion]:
    """As `earlier_question`, in every published version before the sheet's, the last one first."""
    for version_id in _versions_before(sheet).filter(questions__key=key).values_list("pk", flat=True):
        found = question_of(version_id, key)
        if found is not None:
            yield VersionedQuestion(*found, is_gone=True)


def readings_of(sheet: AnswerSheet, key: str) -> list[VersionedQuestion]:
    """A question as the sheet's version asks it, then as earlier ones did: what texts of any time are read by."""
    present = question_of(sheet.version_id, key)
    earlier = _earlier_questions(sheet, key) if sheet.version.number > 1 else ()
    return [*([VersionedQuestion(*present)] if present else []), *earlier]


def _versions_before(sheet: AnswerSheet) -> QuerySet[Version]:
    version = sheet.version
    rows = Version.objects.filter(questionnaire=version.questionnaire_id, status=VersionStatus.PUBLISHED)
    return rows.filter(number__lt=version.number).order_by("-number")


def had_section(sheet: AnswerSheet, key: str) -> bool:
    """Whether a version before the sheet's had a section of this key."""
    return _versions_before(sheet).filter(sections__key=key).exists()


@dataclass(frozen=True)
class Gone:
    """A question that the form no longer asks, with what a group had given: its label by language, whether anything
    is written, and files.
    """

    key: str
    label: Mapping[str, str]
    is_written: bool
    files: tuple[AnswerFile, ...]


def questions_gone(sheet: AnswerSheet, form: FormSpec) -> list[Gone]:
    """Questions that were taken out of the form after the group had answered. `form` is the sheet's.

    Two queries, three where there are some, and none for a first version, which took nothing out.
    """
    if sheet.version.number == 1:
        return []
    asked = {question.key for question in form.questions}
    files: dict[str, list[AnswerFile]] = defaultdict(list)
    for row in sheet.files.filter(removed_at=None).exclude(key__in=asked).select_related("file").order_by("pk"):
        files[row.key].append(row)
    written = set(sheet.answers.exclude(key__in=asked).values_list("key", flat=True))
    if not written | files.keys():
        return []
    rows = Question.objects.filter(version__in=_versions_before(sheet), key__in=written | files.keys()).order_by(
        "version__number"
    )
    labels = dict(rows.values_list("key", "label"))
    return [Gone(key, label, key in written, tuple(files.get(key, ()))) for key, label in labels.items()]
