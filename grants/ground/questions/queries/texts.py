"""Reads: transcripts and translations, and the work that waits for them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from grants.ground.questions.models import (
    Answer,
    AnswerFile,
    AnswerSheet,
    AnswerText,
    Question,
    SheetSnapshot,
    TextClaim,
    TextKind,
)
from grants.ground.questions.rules import FormSpec, TextSpec, originals_of, same_language


def texts_of(sheet: AnswerSheet, form: FormSpec | None = None) -> list[TextSpec]:
    """Transcripts and translations as they stand now, each without those that it replaces, oldest first.

    With `form` nothing is read where that form lets nobody speak.
    """
    if form is not None and not any(question.voice for question in form.questions):
        return []
    rows = AnswerText.objects.filter(sheet=sheet, replaced_by=None).order_by("pk")
    return [_text(row) for row in rows]


def _text(row: AnswerText) -> TextSpec:
    on = row.made_at.date().isoformat()
    return TextSpec(row.kind, row.language, row.text, row.side, on, row.is_machine, row.original)


def texts_beside(snapshot: SheetSnapshot) -> dict[str, list[TextSpec]]:
    """Transcripts and translations of a snapshot's answers, by question key, as they stand now.

    They belong to exactly the recordings and wordings that the snapshot lists. One query, and none where nobody could
    have written any: no recordings, and answers in the site's own language.
    """
    found: dict[str, list[TextSpec]] = defaultdict(list)
    originals = originals_of(snapshot.content)
    is_foreign = not same_language(snapshot.content["language"], settings.LANGUAGE_CODE)
    if not is_foreign and not any(original.is_recording for original in originals):
        return found
    keys = {original.sha256: original.key for original in originals}
    for text in texts_of(snapshot.sheet):
        if text.original in keys:
            found[keys[text.original]].append(text)
    return found


def sheets_with_work(language: str) -> QuerySet[Any, Any]:
    """Ids of sheets with a recording that nobody wrote down, or words that nobody translated into `language`.

    For `sheet__in`. A translation made before the answer was last saved is one of other words, and does not count.
    Each part starts from few rows: standing recordings, transcripts, sheets in the site's other languages.
    """
    home = Q(language__istartswith=language.partition("-")[0])
    texts = AnswerText.objects.filter(replaced_by=None).exclude(text="")
    written = texts.filter(kind=TextKind.TRANSCRIPT, sheet=OuterRef("sheet"), original=OuterRef("file__sha256"))
    recordings = AnswerFile.objects.filter(~Exists(written), is_recording=True, removed_at=None)
    translated = texts.filter(home, kind=TextKind.TRANSLATION, sheet=OuterRef("sheet"), key=OuterRef("key"))
    spoken = texts.filter(~Exists(translated), kind=TextKind.TRANSCRIPT).exclude(home)
    found = recordings.values("sheet_id").union(spoken.values("sheet_id"))
    others = [code for code, _name in settings.LANGUAGES if not same_language(code, language)]
    if not others:
        return found
    long_texts = Question.objects.filter(version=OuterRef("sheet__version"), key=OuterRef("key"), type="long_text")
    is_translated = Exists(translated.filter(made_at__gte=OuterRef("saved_at")))
    foreign = Answer.objects.filter(Exists(long_texts), ~is_translated, sheet__language__in=others, value__isnull=False)
    return found.union(foreign.values("sheet_id"))


def claims_of(sheet_ids: Collection[int]) -> dict[tuple[int, str, str], TextClaim]:
    """Who is at work, by sheet, question key and kind. One query."""
    rows = TextClaim.objects.filter(sheet__in=sheet_ids).select_related("claimed_by")
    return {(row.sheet_id, row.key, row.kind): row for row in rows}


def texts_of_sheets(sheet_ids: Collection[int]) -> dict[int, list[TextSpec]]:
    """As `texts_of`, for many sheets in one query."""
    found: dict[int, list[TextSpec]] = defaultdict(list)
    for row in AnswerText.objects.filter(sheet__in=sheet_ids, replaced_by=None).order_by("pk"):
        found[row.sheet_id].append(_text(row))
    return found
