"""Writing the equality questions. Answers are counted by code, so codes stay, and what was asked is only retired."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.equality import verbs
from grants.ground.equality.models import EqualityQuestion
from grants.ground.equality.permissions import can_edit_equality
from grants.ground.equality.rules import PREFER_NOT
from grants.ground.equality.rules.writing import (
    LONGEST,
    free_code,
    is_offered,
    moved,
    prefer_not_last,
    slots_of,
    too_long,
    translated_of,
    translation_problems,
    wording_problems,
)
from grants.ground.kit.errors import refuse, refuse_if
from grants.ground.kit.text import tidy
from grants.ground.kit.translating import MASTER, wanted_texts, write_texts
from grants.ground.people.actor import Actor
from grants.ground.reference.queries import other_languages

FEWEST_OPTIONS = 2


def _lock(by: Actor) -> list[EqualityQuestion]:
    """Every question in order, locked. Refuses whoever may not write them."""
    if not can_edit_equality(by):
        raise refuse("not_allowed", _("You may not change these questions."))
    list(EqualityQuestion.objects.order_by("pk").select_for_update(of=("self",)))
    return list(EqualityQuestion.objects.order_by("position", "key"))


def _one_of(rows: Sequence[EqualityQuestion], question: EqualityQuestion) -> EqualityQuestion:
    return next(row for row in rows if row.pk == question.pk)


def _one_line(text: str) -> str:
    return " ".join(tidy(text).split())


def _changed(row: EqualityQuestion, act: str, *, by: Actor, now: dt.datetime, option: str = "") -> EqualityQuestion:
    row.save()
    facts = {"question": row.key, "act": act} | ({"option": option} if option else {})
    record(verbs.QUESTIONS_CHANGED, row, by=by, now=now, **facts)
    return row


def _check_words(rows: Sequence[EqualityQuestion], label: str, told: str, *, but: int | None = None) -> None:
    others = [row.label.get(MASTER, "") for row in rows if row.pk != but]
    refuse_if(wording_problems(label, others, "label", LONGEST["label"]))
    if len(told) > LONGEST["help"]:
        raise refuse("text_too_long", too_long(LONGEST["help"], len(told)), "help")


@transaction.atomic
def add_question(
    *, label: str, help: str = "", is_several: bool, options: Sequence[str], by: Actor, now: dt.datetime
) -> EqualityQuestion:
    """A question behind the others, with answers in this order and “prefer not to say”. English words.

    The same question with the same answers again changes nothing.
    """
    rows, label, told = _lock(by), _one_line(label), tidy(help)
    answers = [text for option in options if (text := _one_line(option))]
    same = next((row for row in rows if row.label.get(MASTER) == label), None)
    if same is not None and answers == [o["label"][MASTER] for o in same.options if o["code"] != PREFER_NOT]:
        return same
    _check_words(rows, label, told)
    made: list[Any] = []
    for text in answers:
        refuse_if(wording_problems(text, [o["label"][MASTER] for o in made], "options", LONGEST["option"]))
        made.append({"code": free_code(text, [PREFER_NOT, *(o["code"] for o in made)]), "label": {MASTER: text}})
    if len(made) < FEWEST_OPTIONS:
        raise refuse("options_missing", _("Write at least two answers, each on a line."), "options")
    made.append({"code": PREFER_NOT, "label": _prefer_not(rows)})
    key = free_code(label, [row.key for row in rows])
    words = {"label": {MASTER: label}, "help": {MASTER: told} if told else {}}
    row = EqualityQuestion(key=key, is_several=is_several, options=made, position=len(rows), **words)
    return _changed(row, "added", by=by, now=now)


def _prefer_not(rows: Sequence[EqualityQuestion]) -> dict[str, str]:
    """The words of “prefer not to say” as the other questions have them, translations too."""
    known = (option["label"] for row in rows for option in row.options if option["code"] == PREFER_NOT)
    return dict(next(known, {MASTER: "Prefer not to say"}))


@transaction.atomic
def word_question(
    question: EqualityQuestion, *, label: str, help: str = "", by: Actor, now: dt.datetime
) -> EqualityQuestion:
    """A question in other English words. Its translations stay, and are out of date."""
    rows, label, told = _lock(by), _one_line(label), tidy(help)
    row = _one_of(rows, question)
    _check_words(rows, label, told, but=row.pk)
    before = row.label, row.help
    row.label, row.help = {**row.label, MASTER: label}, {**row.help, MASTER: told} if told else {}
    return row if (row.label, row.help) == before else _changed(row, "worded", by=by, now=now)


@transaction.atomic
def move_question(question: EqualityQuestion, *, to_position: int, by: Actor, now: dt.datetime) -> None:
    """A question at another place, counted from 0. To where it is changes nothing."""
    rows = _lock(by)
    row = _one_of(rows, question)
    others = [other for other in rows if other.pk != row.pk]
    to_position = max(0, min(to_position, len(others)))
    if rows.index(row) == to_position:
        return
    others.insert(to_position, row)
    for position, other in enumerate(others):
        other.position = position
    EqualityQuestion.objects.bulk_update(others, ["position"])
    _changed(row, "moved", by=by, now=now)


@transaction.atomic
def switch_question(question: EqualityQuestion, *, is_active: bool, by: Actor, now: dt.datetime) -> EqualityQuestion:
    """Retires a question, or brings it back. What was counted stays; again changes nothing."""
    row = _one_of(_lock(by), question)
    if row.is_active == is_active:
        return row
    row.is_active = is_active
    return _changed(row, "restored" if is_active else "retired", by=by, now=now)


def _option(row: EqualityQuestion, code: str) -> dict[str, Any]:
    found: dict[str, Any] | None = next((option for option in row.options if option["code"] == code), None)
    if found is None:
        raise refuse("no_such_option", _("This question has no such answer."))
    return found


@transaction.atomic
def add_option(question: EqualityQuestion, *, label: str, by: Actor, now: dt.datetime) -> EqualityQuestion:
    """Another answer, before “prefer not to say”. Words that it has already are refused."""
    row, label = _one_of(_lock(by), question), _one_line(label)
    others = [option["label"].get(MASTER, "") for option in row.options]
    refuse_if(wording_problems(label, others, "label", LONGEST["option"]))
    code = free_code(label, [option["code"] for option in row.options])
    row.options = prefer_not_last([*row.options, {"code": code, "label": {MASTER: label}}])
    return _changed(row, "added", option=code, by=by, now=now)


@transaction.atomic
def word_option(question: EqualityQuestion, code: str, *, label: str, by: Actor, now: dt.datetime) -> EqualityQuestion:
    """An answer in other English words, counted under the same code."""
    row, label = _one_of(_lock(by), question), _one_line(label)
    option = _option(row, code)
    others = [other["label"].get(MASTER, "") for other in row.options if other["code"] != code]
    refuse_if(wording_problems(label, others, "label", LONGEST["option"]))
    if option["label"].get(MASTER) == label:
        return row
    option["label"] = {**option["label"], MASTER: label}
    return _changed(row, "worded", option=code, by=by, now=now)


@transaction.atomic
def move_option(question: EqualityQuestion, code: str, *, to_position: int, by: Actor, now: dt.datetime) -> None:
    """An answer at another place, counted from 0; “prefer not to say” stays last."""
    row = _one_of(_lock(by), question)
    _option(row, code)
    options = moved(row.options, code, to_position)
    if options != row.options:
        row.options = options
        _changed(row, "moved", option=code, by=by, now=now)


@transaction.atomic
def switch_option(
    question: EqualityQuestion, code: str, *, is_active: bool, by: Actor, now: dt.datetime
) -> EqualityQuestion:
    """Retires an answer, or brings it back. What was counted under it stays, and is shown as far as it may be.

    “Prefer not to say” is always offered, and two answers beside it.
    """
    row = _one_of(_lock(by), question)
    option = _option(row, code)
    if is_offered(option) == is_active:
        return row
    offered = [other for other in row.options if is_offered(other) and other["code"] != PREFER_NOT]
    if code == PREFER_NOT:
        raise refuse("prefer_not_stays", _("Everybody may prefer not to say. This answer stays."))
    if not is_active and len(offered) <= FEWEST_OPTIONS:
        raise refuse("last_in_use", _("Two answers must stay in use. Add another first."))
    option["is_retired"] = not is_active
    return _changed(row, "restored" if is_active else "retired", option=code, by=by, now=now)


@transaction.atomic
def translate_questions(
    language: str,
    texts: Mapping[str, str],
    *,
    still_right: Collection[str] = (),
    seen: Mapping[str, str] | None = None,
    by: Actor,
    now: dt.datetime,
) -> int:
    """Writes translations by place (`age.label`, `age.option.under_18`), as `lists.actions.translate_list` does."""
    rows = _lock(by)
    if language not in other_languages():
        raise refuse("no_such_language", _("This site is not in that language."))
    slots = {slot.place: slot for slot in slots_of(rows)}
    wanted = wanted_texts(slots, language, texts, seen)
    refuse_if(problem for place, text in wanted.items() for problem in translation_problems(slots[place], text))
    dated = write_texts(slots, language, wanted, still_right=still_right, translated=translated_of(rows))
    by_key = {row.key: row for row in rows}
    for place, made_of in dated.items():
        key, _dot, name = place.partition(".")
        own = by_key[key].translated
        by_key[key].translated = own | {language: {**own.get(language, {}), name: made_of}}
    for key in {place.partition(".")[0] for place in dated}:
        by_key[key].save()
    if dated:
        record(verbs.QUESTIONS_TRANSLATED, rows[0], by=by, now=now, language=language, texts=len(dated))
    return len(dated)
