"""Reads: the questions, and counts as far as they may be shown. There is nothing else to read."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from grants.ground.equality.models import EqualityCount, EqualityQuestion, SpentLink
from grants.ground.equality.permissions import can_edit_equality, can_see_equality
from grants.ground.equality.rules import QuestionSpec, Table, table
from grants.ground.equality.rules.writing import is_offered, slots_of, translated_of
from grants.ground.kit.text import digest, in_language, language_of
from grants.ground.kit.translating import Meter, SlotGroup, meter
from grants.ground.people.actor import Actor
from grants.ground.reference.queries import other_languages


def questions(language: str) -> list[QuestionSpec]:
    """What is asked, in a language."""
    return [_spec(row, language) for row in EqualityQuestion.objects.filter(is_active=True)]


def _spec(row: EqualityQuestion, language: str, counts: Mapping[str, int] | None = None) -> QuestionSpec:
    """A question with the answers that it offers, and those that were retired but counted before."""
    options = tuple(
        (option["code"], in_language(option["label"], language))
        for option in row.options
        if is_offered(option) or (counts or {}).get(option["code"])
    )
    texts = {"label": row.label, "help": row.help} | {
        f"option.{option['code']}": option["label"] for option in row.options
    }
    found = {name: language_of(words, language) for name, words in texts.items()}
    foreign = {name: code for name, code in found.items() if code.partition("-")[0] != language.partition("-")[0]}
    label, told = in_language(row.label, language), in_language(row.help, language)
    return QuestionSpec(row.key, label, told, row.is_several, options, foreign)


def is_spent(nonce: str) -> bool:
    """Whether a link was used."""
    return SpentLink.objects.filter(digest=digest(nonce.encode())).exists()


def months_answered(actor: Actor) -> dict[str, list[dt.date]]:
    """By call code, the months in which answers came; nothing for whoever may not see."""
    found: dict[str, list[dt.date]] = defaultdict(list)
    if can_see_equality(actor):
        for code, month in EqualityCount.objects.order_by("month").values_list("call_code", "month").distinct():
            found[code].append(month)
    return dict(found)


def tables(actor: Actor, call_code: str, first: dt.date, last: dt.date) -> list[Table]:
    """Each question in numbers, over the months of one call from `first` to `last`. Retired questions too."""
    if not can_see_equality(actor):
        return []
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = EqualityCount.objects.filter(call_code=call_code, month__gte=first, month__lte=last)
    for question, answer, count in rows.values_list("question", "answer", "count"):
        counts[question][answer] += count
    rows_asked = EqualityQuestion.objects.filter(key__in=list(counts))
    return [table(_spec(row, actor.language, counts[row.key]), counts[row.key]) for row in rows_asked]


def written_questions(actor: Actor) -> QuerySet[EqualityQuestion]:
    """Every question, retired ones too, for those who write them; nothing for anyone else."""
    rows = EqualityQuestion.objects.order_by("position", "key")
    return rows if can_edit_equality(actor) else rows.none()


def texts_of_questions(rows: Iterable[EqualityQuestion]) -> list[SlotGroup]:
    """The texts of questions in use, to be translated: a group for each."""
    return [SlotGroup(row.label, list(slots_of([row]))) for row in rows if row.is_active]


def question_meters(rows: Iterable[EqualityQuestion]) -> list[Meter]:
    """How far the questions in use are translated, language by language."""
    used = [row for row in rows if row.is_active]
    groups, translated = texts_of_questions(used), translated_of(used)
    return [meter(groups, language, translated) for language in other_languages()]
