"""Transcripts and translations: written beside an answer by the group or by the office, never in its place."""

import datetime as dt

from django.db import models, transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse
from grants.ground.kit.text import tidy
from grants.ground.people.actor import Actor
from grants.ground.questions import verbs
from grants.ground.questions.actions.sheets import lock_sheet, require_writable
from grants.ground.questions.models import AnswerFile, AnswerSheet, AnswerText, Side, TextClaim, TextKind
from grants.ground.questions.permissions import can_write_texts

LONGEST_TEXT = 50_000


@transaction.atomic
def write_own_transcript(
    sheet: AnswerSheet, key: str, text: str, *, language: str, by: Actor, now: dt.datetime
) -> AnswerText | None:
    """What the group's recording says, in its own words. None when there is no recording, or nothing was written."""
    sheet = lock_sheet(sheet)
    require_writable(sheet, key)
    row = AnswerFile.objects.filter(sheet=sheet, key=key, is_recording=True, removed_at=None).select_related("file")
    found = row.first()
    if found is None:
        return None
    made = AnswerText(
        sheet=sheet, key=key, original=found.file.sha256, kind=TextKind.TRANSCRIPT, language=language, side=Side.GROUP
    )
    written = _write(made, text, by=by, now=now)
    if written is not None:
        AnswerSheet.objects.filter(pk=sheet.pk).update(saved_at=now)
    return written


@transaction.atomic
def write_office_text(
    sheet: AnswerSheet,
    key: str,
    text: str,
    *,
    original: str,
    kind: str,
    language: str,
    by: Actor,
    now: dt.datetime,
    case: models.Model | str = "",
    is_machine: bool = False,
) -> AnswerText:
    """A transcript or a translation from the office, also after the sheet was sent. It ends the claim on that work."""
    if not can_write_texts(by):
        raise refuse("not_yours", _("Only officers write down and translate answers."))
    sheet = lock_sheet(sheet)
    if not tidy(text):
        raise refuse("text_missing", _("Write the text first."), "text")
    made = AnswerText(
        sheet=sheet, key=key, original=original, kind=kind, language=language, side=Side.OFFICE, is_machine=is_machine
    )
    written = _write(made, text, by=by, now=now)
    TextClaim.objects.filter(sheet=sheet, key=key, kind=kind).delete()
    if written is None:
        return _current(made)  # type: ignore[return-value]
    verb = verbs.TRANSCRIPT_WRITTEN if kind == TextKind.TRANSCRIPT else verbs.TRANSLATION_WRITTEN
    record(verb, written, by=by, now=now, case=case, key=key, language=language, of=original)
    return written


def _current(made: AnswerText) -> AnswerText | None:
    """What stands in the place of a text that is being made. A transcript is one, whatever its language."""
    rows = AnswerText.objects.filter(sheet=made.sheet, original=made.original, kind=made.kind, replaced_by=None)
    if made.kind == TextKind.TRANSLATION:
        rows = rows.filter(language=made.language)
    return rows.order_by("-pk").first()


def _write(made: AnswerText, text: str, *, by: Actor, now: dt.datetime) -> AnswerText | None:
    """The text as a new row over the one that stands; None when nothing changes. The sheet is locked."""
    made.text = tidy(text)
    if len(made.text) > LONGEST_TEXT:
        raise refuse("text_far_too_long", _("This is too long for us to keep: 50,000 characters at most."), "text")
    before = _current(made)
    if (before.text, before.language) == (made.text, made.language) if before else not made.text:
        return None
    made.replaces, made.made_at, made.made_by_id = before, now, by.person_id
    made.save(force_insert=True)
    return made


@transaction.atomic
def claim_text(
    sheet: AnswerSheet, key: str, kind: str, *, by: Actor, now: dt.datetime, case: models.Model | str = ""
) -> TextClaim:
    """Says that somebody does this work. Taking it over from a colleague is allowed, and seen in the trail."""
    if not can_write_texts(by) or by.person_id is None:
        raise refuse("not_yours", _("Only officers write down and translate answers."))
    sheet = lock_sheet(sheet)
    claim, is_new = TextClaim.objects.get_or_create(
        sheet=sheet, key=key, kind=kind, defaults={"claimed_at": now, "claimed_by_id": by.person_id}
    )
    if is_new or claim.claimed_by_id != by.person_id:
        claim.claimed_at, claim.claimed_by_id = now, by.person_id
        claim.save()
        record(verbs.TEXT_CLAIMED, sheet, by=by, now=now, case=case, key=key, kind=kind)
    return claim


@transaction.atomic
def put_back_text(
    sheet: AnswerSheet, key: str, kind: str, *, by: Actor, now: dt.datetime, case: models.Model | str = ""
) -> None:
    """Leaves the work to somebody else."""
    if not can_write_texts(by):
        raise refuse("not_yours", _("Only officers write down and translate answers."))
    deleted, _rows = TextClaim.objects.filter(sheet=sheet, key=key, kind=kind).delete()
    if deleted:
        record(verbs.TEXT_PUT_BACK, sheet, by=by, now=now, case=case, key=key, kind=kind)
