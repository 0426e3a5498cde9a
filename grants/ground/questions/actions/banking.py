"""The bank: questions kept under a name, put as copies into drafts, taken out again."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse
from grants.ground.kit.text import search_text, sort_name, tidy
from grants.ground.people.actor import Actor
from grants.ground.questions import verbs
from grants.ground.questions.actions.building import add_question, lock_draft, may_build
from grants.ground.questions.models import Asked, BankedQuestion, Question, Section

CONTENT = ("type", "label", "help", "why", "is_required", "settings", "use", "readers")
KEPT = ("key", "meaning", *CONTENT)


@transaction.atomic
def keep_question(
    question: Question, *, name: str, replaces: bool = False, by: Actor, now: dt.datetime
) -> BankedQuestion:
    """A copy of the question in the bank, with all its words. Its condition stays behind: it is about other questions.

    A name that is taken is refused, unless the copy `replaces` what has it. Keeping the same again changes nothing.
    """
    may_build(by)
    name, values = _name(name), _values(question, KEPT)
    given = values | {"name": name, "words": _search_words(name, question), "kept_at": now, "kept_by_id": by.person_id}
    kept = BankedQuestion.objects.select_for_update(of=("self",))
    banked, is_new = kept.get_or_create(sort_name=sort_name(name), defaults=given)
    if not is_new and _values(banked, KEPT) == values:
        return banked
    if not is_new and not replaces:
        raise refuse("name_taken", _("The bank has a question of this name. Choose another, or replace it."), "name")
    for field, value in given.items():
        setattr(banked, field, value)
    banked.save()
    record(verbs.QUESTION_KEPT, banked, by=by, now=now, question=question.key, replaced=not is_new)
    return banked


@transaction.atomic
def put_question(banked: BankedQuestion, section: Section, *, by: Actor, now: dt.datetime) -> Question:
    """A copy of a question of the bank, at the end of a section of a draft. It keeps its short name, so answers match.

    A form that asks exactly this already is left as it is; one that uses the short name for something else is refused.
    What another question of the form stands for, the copy does not.
    """
    may_build(by)
    version = lock_draft(section.version_id)
    there = version.questions.filter(key=banked.key).first()
    if there and _values(there, CONTENT) == _values(banked, CONTENT):
        return there
    if there:
        sentence = _("This form has a question with the short name “%(key)s” already.") % {"key": banked.key}
        raise refuse("key_taken", sentence, "key")
    is_free = not version.questions.filter(meaning=banked.meaning).exists()
    given = _values(banked, CONTENT) | {"key": banked.key, "meaning": banked.meaning if is_free else ""}
    made = add_question(section, **given, by=by, now=now)
    record(verbs.QUESTION_PUT, version, by=by, now=now, question=made.key, banked=banked.pk)
    return made


@transaction.atomic
def remove_banked_question(banked: BankedQuestion, *, by: Actor, now: dt.datetime) -> None:
    """Takes a question out of the bank; forms keep their copies. A second removal changes nothing."""
    may_build(by)
    gone, _rows = BankedQuestion.objects.filter(pk=banked.pk).delete()
    if gone:
        record(verbs.BANKED_QUESTION_REMOVED, banked, by=by, now=now, question=banked.key)


def _values(asked: Asked, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in names}


def _name(name: str) -> str:
    cleaned = " ".join(tidy(name).split())
    if not cleaned:
        raise refuse("text_missing", _("Give the question a name."), "name")
    if len(cleaned) > 120:
        raise refuse("text_too_long", _("Shorten the name to 120 characters or fewer."), "name")
    return cleaned


def _search_words(name: str, question: Question) -> str:
    """The name, the short name and the words in every language, as searching looks through them."""
    return search_text(name, question.key, *question.label.values(), *question.help.values())
