"""Sheets that move to another version of their form, by key. Nothing that was written is lost."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from grants.ground.kit.errors import refuse
from grants.ground.people.actor import Actor
from grants.ground.questions.models import Answer, AnswerRevision, AnswerSheet, Version
from grants.ground.questions.queries import form_of
from grants.ground.questions.rules import FormSpec, QuestionSpec, fits, form_changes, needs_reading_again

# A line of text may become a longer one, and the other way round; an amount is never a number.
SAME_KIND = ({"short_text", "long_text"},)


@transaction.atomic
def move_sheet(sheet: AnswerSheet, version: Version, *, by: Actor, now: dt.datetime) -> AnswerSheet:
    """As `move_sheets`, for one; the sheet as it is then."""
    move_sheets([sheet.pk], version, by=by, now=now)
    return AnswerSheet.objects.select_related("version__questionnaire").get(pk=sheet.pk)


@transaction.atomic
def move_sheets(sheet_ids: Collection[int], version: Version, *, by: Actor, now: dt.datetime) -> int:
    """The same answers, by key, under another published version of the same form. How many sheets moved.

    An answer that does not fit its question any more is set aside as a revision and asked anew; answers to questions
    that are no longer asked stay on the sheet, out of everything but its history. What changed is marked to be looked
    at. A constant number of queries for each version that sheets come from; those that are there already stay.
    """
    rows = AnswerSheet.objects.select_for_update(of=("self",)).select_related("version__questionnaire")
    sheets = list(rows.filter(pk__in=sheet_ids).exclude(version=version).order_by("pk"))
    if any(sheet.version.questionnaire_id != version.questionnaire_id for sheet in sheets) or version.is_draft:
        raise refuse("other_form", _("Answers can only move to a published version of the same form."))
    after, groups = form_of(version), defaultdict(list)
    for sheet in sheets:
        groups[sheet.version].append(sheet)
    for before, group in groups.items():
        _move_group(group, form_of(before), after, by=by, now=now)
    AnswerSheet.objects.bulk_update(sheets, ["version", "look_again"])
    return len(sheets)


def _move_group(
    sheets: Collection[AnswerSheet], before: FormSpec, after: FormSpec, *, by: Actor, now: dt.datetime
) -> None:
    """Sheets of one version. They are locked, and saved by the caller."""
    to_read, retyped = _to_read_again(before, after)
    _set_aside(sheets, to_read, retyped, after.currency, by=by, now=now)
    keys = form_changes(before, after).keys_to_look_at
    for sheet in sheets:
        sheet.version_id = after.id
        sheet.look_again = list(dict.fromkeys([*sheet.look_again, *keys]))


def _to_read_again(before: FormSpec, after: FormSpec) -> tuple[dict[str, QuestionSpec], set[str]]:
    """Questions whose answers may not fit any more, and the keys of those that ask for another kind of answer."""
    old = {question.key: question for question in before.questions}
    asked = {new.key: new for new in after.questions if new.key in old and needs_reading_again(old[new.key], new)}
    return asked, {
        key for key, new in asked.items() if {old[key].type, new.type} not in SAME_KIND and old[key].type != new.type
    }


def _set_aside(
    sheets: Collection[AnswerSheet],
    asked: Mapping[str, QuestionSpec],
    retyped: Collection[str],
    currency: str,
    *,
    by: Actor,
    now: dt.datetime,
) -> None:
    answers = Answer.objects.filter(sheet__in=sheets, key__in=list(asked), value__isnull=False) if asked else ()
    misfits = [
        answer for answer in answers if answer.key in retyped or not fits(asked[answer.key], answer.value, currency)
    ]
    AnswerRevision.objects.bulk_create(
        AnswerRevision(
            answer=answer,
            revision=answer.revision,
            value=answer.value,
            saved_at=answer.saved_at,
            saved_by_id=answer.saved_by_id,
        )
        for answer in misfits
    )
    if misfits:
        emptied: dict[str, Any] = {"value": None, "save_id": "", "saved_at": now, "saved_by": by.person_id}
        Answer.objects.filter(pk__in=[answer.pk for answer in misfits]).update(revision=F("revision") + 1, **emptied)
