"""Writing a rubric. A rubric is frozen by the first call that is announced with it; after that it can be copied."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.kit.text import in_language, tidy
from grants.ground.people.actor import Actor
from grants.stages.calls import verbs
from grants.stages.calls.actions.steps import permit_editing
from grants.stages.calls.models import Anchor, Criterion, Rubric
from grants.stages.calls.rules import LEVEL_NAMES

Texts = Mapping[str, str]
ENGLISH = "en-gb"


def create_rubric(title: str, *, top_level: int = 4, least_total: int = 50, by: Actor, now: dt.datetime) -> Rubric:
    """A new, empty rubric."""
    permit_editing(by)
    with transaction.atomic():
        rubric = Rubric.objects.create(
            title=_title(title),
            top_level=top_level,
            least_total=least_total,
            created_at=now,
            created_by_id=by.person_id,
        )
        record(verbs.RUBRIC_CREATED, rubric, by=by, now=now)
    return rubric


def change_rubric(rubric: Rubric, *, title: str, least_total: int, by: Actor, now: dt.datetime) -> Rubric:
    """Changes the title and the least total that counts as fundable."""
    permit_editing(by)
    with transaction.atomic():
        rubric = _open_rubric(rubric.pk)
        rubric.title, rubric.least_total = _title(title), least_total
        rubric.save(update_fields=["title", "least_total"])
        record(verbs.RUBRIC_CHANGED, rubric, by=by, now=now)
    return rubric


def _title(title: str) -> str:
    if not tidy(title):
        raise refuse("title_missing", _("Give the rubric a title."), "title")
    return tidy(title)


def _open_rubric(rubric_id: int) -> Rubric:
    """The rubric, locked, if it may still change."""
    rubric = Rubric.objects.select_for_update(of=("self",)).get(pk=rubric_id)
    if rubric.frozen_at:
        sentence = _("A call was announced with this rubric, so it cannot change. Make a copy instead.")
        raise refuse("rubric_frozen", sentence)
    return rubric


def add_criterion(
    rubric: Rubric,
    *,
    title: Texts,
    question: Texts,
    weight: int,
    anchors: Mapping[int, Texts],
    is_gate: bool = False,
    question_keys: Sequence[str] = (),
    key: str = "",
    by: Actor,
    now: dt.datetime,
) -> Criterion:
    """Adds a criterion at the end. `anchors` maps a level to its words."""
    permit_editing(by)
    with transaction.atomic():
        rubric = _open_rubric(rubric.pk)
        criterion = Criterion(rubric=rubric, position=rubric.criteria.count())
        criterion.key = _free_key(rubric, key or slugify(in_language(title, ENGLISH)) or "criterion")
        _fill(criterion, title, question, weight, is_gate, question_keys)
        _write_anchors(criterion, rubric.top_level, anchors)
        record(verbs.RUBRIC_CHANGED, rubric, by=by, now=now, criterion=criterion.key)
    return criterion


def change_criterion(
    criterion: Criterion,
    *,
    title: Texts,
    question: Texts,
    weight: int,
    anchors: Mapping[int, Texts],
    is_gate: bool = False,
    by: Actor,
    now: dt.datetime,
) -> Criterion:
    """Changes a criterion and its words. Its key and the questions that it reads stay."""
    permit_editing(by)
    with transaction.atomic():
        rubric = _open_rubric(criterion.rubric_id)
        criterion = rubric.criteria.get(pk=criterion.pk)
        _fill(criterion, title, question, weight, is_gate, criterion.question_keys)
        _write_anchors(criterion, rubric.top_level, anchors)
        record(verbs.RUBRIC_CHANGED, rubric, by=by, now=now, criterion=criterion.key)
    return criterion


def _fill(
    criterion: Criterion, title: Texts, question: Texts, weight: int, is_gate: bool, question_keys: Sequence[str]
) -> None:
    title, question = _clean(title), _clean(question)
    blockers = []
    if not title:
        blockers.append(Blocker("title_missing", _("Give the criterion a title."), "title"))
    if not 1 <= weight <= 100:
        blockers.append(Blocker("weight_out_of_range", _("Enter a weight from 1 to 100."), "weight"))
    refuse_if(blockers)
    criterion.title, criterion.question, criterion.weight = title, question, weight
    criterion.is_gate, criterion.question_keys = is_gate, list(question_keys)
    criterion.save()


def _clean(texts: Texts) -> dict[str, str]:
    return {language: tidy(text) for language, text in texts.items() if tidy(text)}


def _free_key(rubric: Rubric, wanted: str) -> str:
    """The wanted key, with a number behind it when it is taken."""
    taken, key, number = set(rubric.criteria.values_list("key", flat=True)), wanted[:36], 1
    while key in taken:
        number += 1
        key = f"{wanted[:36]}-{number}"
    return key


def _write_anchors(criterion: Criterion, top_level: int, texts: Mapping[int, Texts]) -> None:
    criterion.anchors.all().delete()
    Anchor.objects.bulk_create(
        Anchor(criterion=criterion, level=level, name=_level_name(level, top_level), text=_clean(texts.get(level, {})))
        for level in range(top_level + 1)
    )


def _level_name(level: int, top_level: int) -> dict[str, str]:
    if top_level != len(LEVEL_NAMES) - 1:
        return {ENGLISH: str(level)}
    with translation.override(ENGLISH):
        return {ENGLISH: str(LEVEL_NAMES[level])}


def move_criterion(criterion: Criterion, *, to_position: int, by: Actor, now: dt.datetime) -> None:
    """Puts a criterion at another place, counted from 0."""
    permit_editing(by)
    with transaction.atomic():
        rubric = _open_rubric(criterion.rubric_id)
        rows = list(rubric.criteria.exclude(pk=criterion.pk).order_by("position", "id"))
        rows.insert(max(0, to_position), rubric.criteria.get(pk=criterion.pk))
        _number(rows)
        record(verbs.RUBRIC_CHANGED, rubric, by=by, now=now, criterion=criterion.key)


def remove_criterion(criterion: Criterion, *, by: Actor, now: dt.datetime) -> None:
    """Takes a criterion out of a rubric that is still being written."""
    permit_editing(by)
    with transaction.atomic():
        rubric = _open_rubric(criterion.rubric_id)
        rubric.criteria.filter(pk=criterion.pk).delete()
        _number(list(rubric.criteria.order_by("position", "id")))
        record(verbs.RUBRIC_CHANGED, rubric, by=by, now=now, criterion=criterion.key)


def _number(rows: list[Criterion]) -> None:
    for position, row in enumerate(rows):
        row.position = position
    Criterion.objects.bulk_update(rows, ["position"])


def copy_rubric(rubric: Rubric, *, title: str, by: Actor, now: dt.datetime) -> Rubric:
    """A new rubric with the same criteria and words, free to change."""
    permit_editing(by)
    with transaction.atomic():
        copy = create_rubric(title, top_level=rubric.top_level, least_total=rubric.least_total, by=by, now=now)
        for criterion in rubric.criteria.order_by("position", "id").prefetch_related("anchors"):
            anchors = list(criterion.anchors.all())
            criterion.pk, criterion.rubric, criterion._state.adding = None, copy, True
            criterion.save(force_insert=True)
            for anchor in anchors:
                anchor.pk, anchor.criterion, anchor._state.adding = None, criterion, True
            Anchor.objects.bulk_create(anchors)
    return copy


@transaction.atomic
def build_rubric(spec: Mapping[str, Any], *, by: Actor, now: dt.datetime) -> Rubric:
    """A whole rubric from its description (fixtures/kits/rubrics.json), through the same acts as the screen.

    `spec` is {"title", "least_total", "criteria": [{"key", "title", "question", "weight", "is_gate",
    "question_keys", "anchors": [words of level 0, of level 1, …]}]}, in English.
    """
    levels = len(spec["criteria"][0]["anchors"])
    rubric = create_rubric(spec["title"], top_level=levels - 1, least_total=spec["least_total"], by=by, now=now)
    for described in spec["criteria"]:
        add_criterion(
            rubric,
            key=described["key"],
            title={ENGLISH: described["title"]},
            question={ENGLISH: described["question"]},
            weight=described["weight"],
            is_gate=described.get("is_gate", False),
            question_keys=described.get("question_keys", ()),
            anchors={level: {ENGLISH: words} for level, words in enumerate(described["anchors"])},
            by=by,
            now=now,
        )
    return rubric
