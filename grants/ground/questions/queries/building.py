"""Reads: what the builder of forms lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery

from grants.ground.kit.text import in_language
from grants.ground.people.actor import Actor
from grants.ground.questions.models import Question, Questionnaire, Section, Version, VersionStatus
from grants.ground.questions.permissions import can_see_forms
from grants.ground.questions.rules import FormSpec, condition_from_record, condition_in_words, word_hints


def questionnaires(actor: Actor) -> QuerySet[Questionnaire]:
    """Forms that staff may see, with `question_count` and `number` of the newest version and whether it is a draft."""
    if not can_see_forms(actor):
        return Questionnaire.objects.none()
    newest = Version.objects.filter(questionnaire=OuterRef("pk")).order_by("-number")
    drafts = Version.objects.filter(questionnaire=OuterRef("pk"), status=VersionStatus.DRAFT)
    counted = newest.annotate(count=Count("questions")).values("count")[:1]
    return Questionnaire.objects.annotate(
        number=Subquery(newest.values("number")[:1]),
        has_draft=Exists(drafts),
        question_count=Subquery(counted, output_field=IntegerField()),
    )


def versions(actor: Actor) -> QuerySet[Version]:
    """Versions that staff may see."""
    if not can_see_forms(actor):
        return Version.objects.none()
    return Version.objects.select_related("questionnaire", "published_by")


def sections(actor: Actor) -> QuerySet[Section]:
    """Sections that staff may see, with their form."""
    return Section.objects.filter(version__in=versions(actor)).select_related("version__questionnaire")


def questions(actor: Actor) -> QuerySet[Question]:
    """Questions that staff may see, with their form."""
    return Question.objects.filter(version__in=versions(actor)).select_related("section", "version__questionnaire")


@dataclass(frozen=True)
class OutlineRow:
    """A question in the builder's outline, with its words and the condition it waits for, in words."""

    row: Question
    label: str
    waits_for: list[str]
    is_any: bool
    has_stops: bool
    hints: list[str]


@dataclass(frozen=True)
class OutlineSection:
    """A section in the builder's outline."""

    row: Section
    title: str
    waits_for: list[str]
    is_any: bool
    questions: list[OutlineRow]


def outline(sections: Iterable[Section], form: FormSpec, language: str) -> list[OutlineSection]:
    """A form's `sections_of` and questions as rows to work on. No query; `form` is the version's."""
    return [
        OutlineSection(
            section,
            in_language(section.title, language),
            *_waits_for(section.show_if, form, language),
            [_outline_row(question, form, language) for question in section.questions.all()],
        )
        for section in sections
    ]


def _outline_row(question: Question, form: FormSpec, language: str) -> OutlineRow:
    waits_for, is_any = _waits_for(question.show_if, form, language)
    return OutlineRow(
        row=question,
        label=in_language(question.label, language),
        waits_for=waits_for,
        is_any=is_any,
        has_stops=any(option.get("next") == "stop" for option in question.settings.get("options", ())),
        hints=word_hints((question.label, question.help, question.why), language),
    )


def _waits_for(record: Mapping[str, Any], form: FormSpec, language: str) -> tuple[list[str], bool]:
    """A condition in words, and whether any one of its clauses is enough."""
    condition = condition_from_record(record)
    return condition_in_words(condition, form, language), bool(condition and condition.way == "any")
