"""Reads: the questions, and counts as far as they may be shown. There is nothing else to read."""

import datetime as dt
from collections import defaultdict

from grants.ground.equality.models import EqualityCount, EqualityQuestion, SpentLink
from grants.ground.equality.permissions import can_see_equality
from grants.ground.equality.rules import QuestionSpec, Table, table
from grants.ground.kit.text import digest, in_language
from grants.ground.people.actor import Actor


def questions(language: str) -> list[QuestionSpec]:
    """What is asked, in a language."""
    return [_spec(row, language) for row in EqualityQuestion.objects.filter(is_active=True)]


def _spec(row: EqualityQuestion, language: str) -> QuestionSpec:
    options = tuple((option["code"], in_language(option["label"], language)) for option in row.options)
    return QuestionSpec(
        row.key, in_language(row.label, language), in_language(row.help, language), row.is_several, options
    )


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
    asked = [_spec(row, actor.language) for row in EqualityQuestion.objects.filter(key__in=list(counts))]
    return [table(question, counts[question.key]) for question in asked]
