"""Editing the site's lists. A code is given once; what was on a list is retired and never deleted."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.kit.text import tidy
from grants.ground.kit.translating import MASTER, Slot, master_digest, wanted_texts, write_texts
from grants.ground.lists import rules, verbs
from grants.ground.lists.permissions import can_edit_lists
from grants.ground.lists.queries import WordList
from grants.ground.people.actor import Actor
from grants.ground.reference.queries import other_languages

Texts = Mapping[str, str]


def _may_edit(by: Actor) -> None:
    if not can_edit_lists(by):
        raise refuse("not_allowed", _("You may not change lists."))


def _lock(found: WordList) -> list[Any]:
    """Every row of a list, in order, locked: whoever changes one looks at the others."""
    list(found.model.objects.filter(**found.place).order_by("pk").select_for_update(of=("self",)))
    return list(found.rows)


def _one_of(rows: list[Any], item: Any) -> Any:
    row = next((row for row in rows if row.pk == item.pk), None)
    if row is None:
        raise refuse("other_list", _("This is not on this list."))
    return row


def add_item(
    found: WordList,
    *,
    code: str,
    label: Texts,
    description: str = "",
    extra: Mapping[str, str] | None = None,
    by: Actor,
    now: dt.datetime,
) -> Any:
    """A new item at the end of a list. `label` is by language, English among them; `extra` are `WordList.extra`.

    Adding the same code with the same English name again changes nothing.
    """
    _may_edit(by)
    with transaction.atomic():
        rows, code = _lock(found), tidy(code)
        names = {language: " ".join(tidy(text).split()) for language, text in label.items()}
        english, told, more = names.get(MASTER, ""), tidy(description), _extra(found, extra or {}, found.extra)
        same = next((row for row in rows if row.code == code and row.label.get(MASTER) == english), None)
        if same is not None:
            return same
        problems = rules.code_problems(code, [row.code for row in rows], found.longest_code)
        problems += rules.label_problems(english, [row.label.get(MASTER, "") for row in rows])
        problems += rules.description_problems(told)
        refuse_if([*problems, *_translation_problems(names)])
        row = found.model(**found.place, code=code, position=len(rows), **more)
        row.label = {language: text for language, text in names.items() if text}
        row.description = rules.with_master({}, told)
        slot = Slot("label", "", row.label)
        row.translated = {language: {"label": master_digest(slot)} for language in row.label if language != MASTER}
        _insert(row)
        _number([*rows, row])
        record(verbs.ITEM_ADDED, row, by=by, now=now, list=found.name, code=code)
    return row


def _translation_problems(names: Texts) -> list[Blocker]:
    """What is wrong with names in other languages, at `label_es` and the like."""
    found = []
    for language, text in names.items():
        if language != MASTER and language not in other_languages():
            raise refuse("no_such_language", _("This site is not in that language."))
        wrong = rules.translation_problems(Slot("new.label", "", {}), text) if language != MASTER else []
        found += [Blocker(problem.code, problem.sentence, f"label_{language}") for problem in wrong]
    return found


def _insert(row: Any) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise refuse("code_taken", _("This code was given already, and is never given again."), "code") from None


def _extra(found: WordList, given: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """The list's own columns, checked against what they can hold."""
    kept = {name: tidy(given.get(name, "")) for name in names}
    for name, value in kept.items():
        column = found.model._meta.get_field(name)
        if column.choices and value not in dict(column.choices):
            raise refuse("no_such_choice", _("Choose from the list."), name)
        if len(value) > column.max_length:
            sentence = _("Keep it to %(most)s characters. It has %(length)s.")
            raise refuse("too_long", sentence % {"most": column.max_length, "length": len(value)}, name)
    return kept


def change_item(
    found: WordList,
    item: Any,
    *,
    label: str,
    description: str = "",
    extra: Mapping[str, str] | None = None,
    by: Actor,
    now: dt.datetime,
) -> Any:
    """An item with other English words. Its code stays; its translations stay, and are out of date where they were."""
    _may_edit(by)
    with transaction.atomic():
        rows = _lock(found)
        row, english, told = _one_of(rows, item), " ".join(tidy(label).split()), tidy(description)
        others = [other.label.get(MASTER, "") for other in rows if other.pk != row.pk]
        refuse_if([*rules.label_problems(english, others), *rules.description_problems(told)])
        open_ones = [name for name in found.extra if name not in found.fixed]
        more = _extra(found, extra if extra is not None else {n: getattr(row, n) for n in open_ones}, open_ones)
        before = (row.label, row.description, {name: getattr(row, name) for name in more})
        row.label = rules.with_master(row.label, english)
        row.description = rules.with_master(row.description, told)
        for name, value in more.items():
            setattr(row, name, value)
        if (row.label, row.description, more) != before:
            row.save()
            record(verbs.ITEM_CHANGED, row, by=by, now=now, list=found.name, code=row.code)
    return row


def move_item(found: WordList, item: Any, *, to_position: int, by: Actor, now: dt.datetime) -> None:
    """An item at another place of its list, counted from 0. To where it is changes nothing."""
    _may_edit(by)
    with transaction.atomic():
        rows = _lock(found)
        row = _one_of(rows, item)
        others = [other for other in rows if other.pk != row.pk]
        to_position = max(0, min(to_position, len(others)))
        if rows.index(row) == to_position:
            return
        others.insert(to_position, row)
        _number(others)
        record(verbs.ITEM_MOVED, row, by=by, now=now, list=found.name, code=row.code, position=to_position)


def _number(rows: list[Any]) -> None:
    """Positions 0, 1, 2 …; only rows that move are written."""
    moved = [row for position, row in enumerate(rows) if row.position != position]
    for position, row in enumerate(rows):
        row.position = position
    if moved:
        type(moved[0]).objects.bulk_update(moved, ["position"])


def retire_item(found: WordList, item: Any, *, by: Actor, now: dt.datetime) -> Any:
    """Nobody chooses it anew; answers that named it keep showing it. Again changes nothing.

    Refuses the last one in use: a question with nothing to choose cannot be answered.
    """
    _may_edit(by)
    with transaction.atomic():
        rows = _lock(found)
        row = _one_of(rows, item)
        if not row.is_active:
            return row
        if sum(other.is_active for other in rows) == 1:
            raise refuse("last_in_use", _("This is the last one in use. Add another first."))
        row.is_active = False
        row.save(update_fields=["is_active"])
        record(verbs.ITEM_RETIRED, row, by=by, now=now, list=found.name, code=row.code)
    return row


def restore_item(found: WordList, item: Any, *, by: Actor, now: dt.datetime) -> Any:
    """Brings a retired item back. Again changes nothing."""
    _may_edit(by)
    with transaction.atomic():
        row = _one_of(_lock(found), item)
        if not row.is_active:
            row.is_active = True
            row.save(update_fields=["is_active"])
            record(verbs.ITEM_RESTORED, row, by=by, now=now, list=found.name, code=row.code)
    return row


def translate_list(
    found: WordList,
    language: str,
    texts: Texts,
    *,
    still_right: Collection[str] = (),
    seen: Texts | None = None,
    by: Actor,
    now: dt.datetime,
) -> int:
    """Writes translations of a list by place (`P01.label`); an empty one takes it away. How many changed.

    `still_right` are places whose translation holds although the English changed, or was a draft. `seen` are the
    translations as the page showed them: what somebody else changed meanwhile is refused, at its place.
    """
    _may_edit(by)
    if language not in other_languages():
        raise refuse("no_such_language", _("This site is not in that language."))
    with transaction.atomic():
        rows = _lock(found)
        slots = {slot.place: slot for slot in rules.slots_of(rows)}
        wanted = wanted_texts(slots, language, texts, seen)
        refuse_if(bad for place, text in wanted.items() for bad in rules.translation_problems(slots[place], text))
        dated = write_texts(slots, language, wanted, still_right=still_right, translated=rules.translated_of(rows))
        _put_back({row.code: row for row in rows}, language, slots, dated)
        if dated:
            record(verbs.LIST_TRANSLATED, rows[0], by=by, now=now, list=found.name, language=language, texts=len(dated))
    return len(dated)


def _put_back(rows: Mapping[str, Any], language: str, slots: Mapping[str, Slot], dated: Texts) -> None:
    """The words of the slots that changed into their rows, with their dates."""
    for place, made_of in dated.items():
        code, _dot, name = place.rpartition(".")
        row = rows[code]
        setattr(row, name, slots[place].texts)
        row.translated = row.translated | {language: {**row.translated.get(language, {}), name: made_of}}
    for code in {place.rpartition(".")[0] for place in dated}:
        rows[code].save()
