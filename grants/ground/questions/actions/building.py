"""Building a form: sections and questions of a draft version. Published versions never change."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse
from grants.ground.kit.text import tidy
from grants.ground.people.actor import Actor
from grants.ground.questions import verbs
from grants.ground.questions.models import (
    Question,
    Questionnaire,
    QuestionType,
    Readers,
    Section,
    Use,
    Version,
    VersionStatus,
)
from grants.ground.questions.permissions import can_edit_forms
from grants.ground.questions.rules import LONGEST_KEY, MEANING_TYPES, clean_condition, clean_settings, plain_key

Texts = Mapping[str, str]


def may_build(by: Actor) -> None:
    """Refuses whoever does not build forms."""
    if not can_edit_forms(by):
        raise refuse("not_allowed", _("You may not change forms."))


def lock_draft(version_id: int) -> Version:
    """The version, locked, if it is still being written. Refuses a published one: calls rely on it."""
    version = Version.objects.select_for_update(of=("self",)).get(pk=version_id)
    if version.status != VersionStatus.DRAFT:
        sentence = _("This version is published and cannot change. Start a new version instead.")
        raise refuse("version_published", sentence)
    return version


def _clean_texts(texts: Texts, field: str, *, is_required: bool = False) -> dict[str, str]:
    cleaned = {language: tidy(text) for language, text in texts.items() if tidy(text)}
    if is_required and not cleaned:
        raise refuse("text_missing", _("Write something here."), field)
    return cleaned


@transaction.atomic
def create_questionnaire(title: str, purpose: str, *, by: Actor, now: dt.datetime) -> Questionnaire:
    """A new form with an empty first version."""
    may_build(by)
    questionnaire = Questionnaire.objects.create(
        title=form_title(title), purpose=purpose, created_at=now, created_by_id=by.person_id
    )
    Version.objects.create(questionnaire=questionnaire, number=1)
    record(verbs.QUESTIONNAIRE_CREATED, questionnaire, by=by, now=now, purpose=purpose)
    return questionnaire


@transaction.atomic
def rename_questionnaire(questionnaire: Questionnaire, *, title: str, by: Actor, now: dt.datetime) -> Questionnaire:
    """The form under another name. Only staff see it, so published versions are none the worse."""
    may_build(by)
    questionnaire = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    questionnaire.title = form_title(title)
    questionnaire.save(update_fields=["title"])
    record(verbs.QUESTIONNAIRE_RENAMED, questionnaire, by=by, now=now)
    return questionnaire


def form_title(title: str) -> str:
    """A form's name as it is kept. Refuses none, and one that is too long."""
    cleaned = " ".join(tidy(title).split())
    if not cleaned:
        raise refuse("text_missing", _("Give the form a name."), "title")
    if len(cleaned) > 120:
        raise refuse("text_too_long", _("Shorten the name to 120 characters or fewer."), "title")
    return cleaned


@transaction.atomic
def add_section(
    version: Version,
    *,
    title: Texts,
    intro: Texts | None = None,
    show_if: Mapping[str, Any] | None = None,
    key: str = "",
    by: Actor,
    now: dt.datetime,
) -> Section:
    """A section at the end of a draft. Without a key, one is made from the title."""
    may_build(by)
    version = lock_draft(version.pk)
    titles = _clean_texts(title, "title", is_required=True)
    taken = set(version.sections.values_list("key", flat=True))
    section = Section.objects.create(
        version=version,
        key=_free_key(key or next(iter(titles.values())), taken, is_given=bool(key)),
        title=titles,
        intro=_clean_texts(intro or {}, "intro"),
        show_if=clean_condition(show_if),
        position=version.sections.count() + 1,
    )
    record(verbs.SECTION_ADDED, version, by=by, now=now, section=section.key)
    return section


def _free_key(wanted: str, taken: set[str], *, is_given: bool) -> str:
    """A slug that is not taken. A key that a person chose is refused when it is; one of ours gets a number."""
    stem = plain_key(wanted, LONGEST_KEY if is_given else LONGEST_KEY - 3) or "question"
    if stem not in taken:
        return stem
    if is_given:
        raise refuse("key_taken", _("Another question of this form has this key. Choose another."), "key")
    return next(key for number in range(2, 100) if (key := f"{stem}_{number}") not in taken)


@transaction.atomic
def change_section(
    section: Section,
    *,
    title: Texts,
    intro: Texts | None = None,
    show_if: Mapping[str, Any] | None = None,
    by: Actor,
    now: dt.datetime,
) -> Section:
    """The section with other words or another condition. Its key stays."""
    may_build(by)
    version = lock_draft(section.version_id)
    section = version.sections.get(pk=section.pk)
    section.title = _clean_texts(title, "title", is_required=True)
    section.intro = _clean_texts(intro or {}, "intro")
    section.show_if = clean_condition(show_if)
    section.save(update_fields=["title", "intro", "show_if"])
    record(verbs.SECTION_CHANGED, version, by=by, now=now, section=section.key)
    return section


@transaction.atomic
def move_section(section: Section, *, to_position: int, by: Actor, now: dt.datetime) -> None:
    """The section at another place of its form, counted from 1."""
    may_build(by)
    version = lock_draft(section.version_id)
    _renumber(Section, list(version.sections.order_by("position", "pk")), section.pk, to_position)
    record(verbs.SECTION_MOVED, version, by=by, now=now, section=section.key, position=to_position)


@transaction.atomic
def remove_section(section: Section, *, by: Actor, now: dt.datetime) -> None:
    """Takes a section and its questions out of a draft. A second removal changes nothing."""
    may_build(by)
    version = lock_draft(section.version_id)
    gone, _rows = version.sections.filter(pk=section.pk).delete()
    if gone:
        _renumber(Section, list(version.sections.order_by("position", "pk")))
        record(verbs.SECTION_REMOVED, version, by=by, now=now, section=section.key)


def _renumber(model: Any, rows: list[Any], moved: int | None = None, to_position: int = 0) -> None:
    """Positions 1, 2, 3 … with the moved row at its new place; only rows that move are written."""
    if moved is not None:
        row = next((row for row in rows if row.pk == moved), None)
        if row is not None:
            rows.remove(row)
            rows.insert(max(0, min(to_position - 1, len(rows))), row)
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            model.objects.filter(pk=row.pk).update(position=position)


@transaction.atomic
def add_question(
    section: Section,
    *,
    type: str,  # the model's word
    label: Texts,
    key: str = "",
    help: Texts | None = None,
    why: Texts | None = None,
    meaning: str = "",
    is_required: bool = True,
    settings: Mapping[str, Any] | None = None,
    show_if: Mapping[str, Any] | None = None,
    use: str = "",
    readers: str = Readers.PANEL,
    by: Actor,
    now: dt.datetime,
) -> Question:
    """A question at the end of a section of a draft. Without a key, one is made from the label."""
    may_build(by)
    version = lock_draft(section.version_id)
    labels = _clean_texts(label, "label", is_required=True)
    taken = set(version.questions.values_list("key", flat=True))
    question = Question(
        version=version,
        section=section,
        key=_free_key(key or next(iter(labels.values())), taken, is_given=bool(key)),
        type=type,
        position=section.questions.count() + 1,
    )
    words = {"label": labels, "help": help, "why": why}
    question.use, question.readers = _use(use), _readers(readers)
    _fill(question, words, meaning=meaning, is_required=is_required, settings=settings, show_if=show_if)
    question.save(force_insert=True)
    record(verbs.QUESTION_ADDED, version, by=by, now=now, question=question.key, type=type)
    return question


@transaction.atomic
def change_question(
    question: Question,
    *,
    label: Texts,
    help: Texts | None = None,
    why: Texts | None = None,
    meaning: str = "",
    is_required: bool = True,
    settings: Mapping[str, Any] | None = None,
    show_if: Mapping[str, Any] | None = None,
    use: str = "",
    readers: str = Readers.PANEL,
    by: Actor,
    now: dt.datetime,
) -> Question:
    """The question with other words, limits, meaning or condition. Its key and type stay."""
    may_build(by)
    version = lock_draft(question.version_id)
    question = version.questions.get(pk=question.pk)
    words = {"label": label, "help": help, "why": why}
    question.use, question.readers = _use(use), _readers(readers)
    _fill(question, words, meaning=meaning, is_required=is_required, settings=settings, show_if=show_if)
    question.save()
    record(verbs.QUESTION_CHANGED, version, by=by, now=now, question=question.key)
    return question


def _fill(
    question: Question,
    words: Mapping[str, Texts | None],
    *,
    meaning: str,
    is_required: bool,
    settings: Mapping[str, Any] | None,
    show_if: Mapping[str, Any] | None,
) -> None:
    """Writes everything that may change on a question, after asking the rules."""
    question.label = _clean_texts(words["label"] or {}, "label", is_required=True)
    question.help = _clean_texts(words["help"] or {}, "help")
    question.why = _clean_texts(words["why"] or {}, "why")
    question.meaning = _free_meaning(question, meaning)
    question.is_required = is_required and question.type != QuestionType.NOTE
    question.settings = clean_settings(question.type, settings or {})
    question.show_if = clean_condition(show_if)


def _use(use: str) -> str:
    if use and use not in Use.values:
        raise refuse("no_such_use", _("Choose what the answer is used for."), "use")
    return use


def _readers(readers: str) -> str:
    if readers not in Readers.values:
        raise refuse("no_such_readers", _("Choose who reads the answer."), "readers")
    return readers


def _free_meaning(question: Question, meaning: str) -> str:
    if not meaning:
        return ""
    if question.type not in MEANING_TYPES.get(meaning, frozenset()):
        raise refuse("meaning_type", _("This type of question cannot carry that meaning."), "meaning")
    other = question.version.questions.filter(meaning=meaning).exclude(pk=question.pk).first()
    if other:
        sentence = _("The question “%(key)s” already has this meaning.") % {"key": other.key}
        raise refuse("meaning_taken", sentence, "meaning")
    return meaning


@transaction.atomic
def move_question(
    question: Question, *, to_position: int, section: Section | None = None, by: Actor, now: dt.datetime
) -> None:
    """The question at another place, counted from 1, of its section or of another section of the same version."""
    may_build(by)
    version = lock_draft(question.version_id)
    question = version.questions.select_related("section").get(pk=question.pk)
    old, target = question.section, section or question.section
    if target.version_id != version.pk:
        raise refuse("other_form", _("Choose a section of this form."), "section")
    if old.pk != target.pk:
        version.questions.filter(pk=question.pk).update(section=target)
        _renumber(Question, list(old.questions.order_by("position", "pk")))
    rows = list(target.questions.order_by("position", "pk"))
    _renumber(Question, rows, question.pk, to_position)
    record(verbs.QUESTION_MOVED, version, by=by, now=now, question=question.key, position=to_position)


@transaction.atomic
def remove_question(question: Question, *, by: Actor, now: dt.datetime) -> None:
    """Takes a question out of a draft. A second removal changes nothing."""
    may_build(by)
    version = lock_draft(question.version_id)
    gone, _rows = version.questions.filter(pk=question.pk).delete()
    if gone:
        _renumber(Question, list(Question.objects.filter(section_id=question.section_id).order_by("position", "pk")))
        record(verbs.QUESTION_REMOVED, version, by=by, now=now, question=question.key)
