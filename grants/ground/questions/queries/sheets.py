"""Reads: what a sheet says now, how far it is, what stands in the way of sending it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from grants.ground.kit.clock import add_working_days, local_date
from grants.ground.kit.errors import Blocker
from grants.ground.kit.text import in_language, language_of
from grants.ground.questions.models import Answer, AnswerFile, AnswerSheet, SheetSnapshot
from grants.ground.questions.queries.forms import form_of
from grants.ground.questions.queries.texts import texts_of
from grants.ground.questions.rules import (
    FileSpec,
    FormSpec,
    QuestionSpec,
    Remark,
    SectionSpec,
    form_as_asked,
    problems,
    remarks,
    section_state,
    shown,
    snapshot_content,
)
from grants.ground.questions.rules.checks import REMARKING
from grants.ground.questions.rules.conditions import Files, Values
from grants.ground.questions.rules.sources import Source
from grants.ground.reference.queries import funder, holidays


def answers_of(sheet: AnswerSheet) -> dict[str, Answer]:
    """Present answers by question key, with who saved them last."""
    return {answer.key: answer for answer in sheet.answers.select_related("saved_by")}


def values_of(sheet: AnswerSheet) -> dict[str, Any]:
    """Typed answers by question key, with the facts that are given with the sheet."""
    return {**dict(sheet.answers.values_list("key", "value")), **sheet.facts}


def files_of(sheet: AnswerSheet) -> dict[str, list[FileSpec]]:
    """Files that stand as answers now, by question key, oldest first."""
    rows = AnswerFile.objects.filter(sheet=sheet, removed_at=None).select_related("file").order_by("pk")
    found: dict[str, list[FileSpec]] = defaultdict(list)
    for row in rows:
        file = row.file
        found[row.key].append(
            FileSpec(file.pk, file.name, file.size, file.sha256, row.pk, file.seconds, file.scan_state)
        )
    return dict(found)


def problems_of_sheet(sheet: AnswerSheet) -> list[Blocker]:
    """What still stands in the way of sending a sheet, at the keys of its questions."""
    return problems(form_of(sheet.version), values_of(sheet), files_of(sheet))


def noticed(form: FormSpec, values: Values, files: Files, *, now: dt.datetime) -> list[Remark]:
    """What the checks of a form notice in answers without stopping the sending, as of now. No query where a form has no
    such check.
    """
    if not any(check.weight in REMARKING for check in form.checks):
        return []
    today, closed = local_date(now, funder().timezone), holidays()
    asked, told = form_as_asked(form, values, files), shown(form, values, files).told
    return remarks(asked, told, lambda count: add_working_days(today, count, closed))


@dataclass(frozen=True)
class Draft:
    """What a sheet says now, as it would be sent, and what still stands in the way of sending it. `asked` is the form
    as far as the answers call for it, read in `language`; `content` is in the language of the answers. `look_again`
    are questions that changed since the group saved them, `to_confirm` those whose answers came from an earlier sheet
    and were not looked through since.
    """

    form: FormSpec
    asked: FormSpec
    language: str
    values: Mapping[str, Any]
    files: Mapping[str, Sequence[FileSpec]]
    content: Mapping[str, Any]
    problems: Sequence[Blocker]
    look_again: frozenset[str] = frozenset()
    to_confirm: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Task:
    """A section of the form as a task: `state` is not_started, in_progress, completed, look_again for one that was
    completed before its questions changed, or to_confirm while answers from an earlier sheet wait in it.
    `said_in` is the language of its title.
    """

    key: str
    title: str
    state: str
    said_in: str


@dataclass(frozen=True)
class QuestionProblem:
    """What is wrong with one answer, and where it is asked. `said_in` is the language of the question's label."""

    section: str
    key: str
    label: str
    sentence: str
    said_in: str


def draft_of_sheet(sheet: AnswerSheet) -> Draft:
    """The draft on a sheet. A stage adds the problems that only it can see."""
    form, values, files = form_of(sheet.version), values_of(sheet), files_of(sheet)
    content = snapshot_content(form, values, files, sheet.language, texts_of(sheet, form))
    asked = form_as_asked(form, values, files)
    found, language = problems(form, values, files), get_language() or sheet.language
    marks = frozenset(sheet.look_again), frozenset(sheet.to_confirm)
    return Draft(form, asked, language, values, files, content, found, *marks)


def tasks_of(draft: Draft) -> list[Task]:
    """The task list: each section with how far it is. One with a problem is not completed."""
    wrong = {problem.field for problem in draft.problems}
    return [
        Task(
            section.key,
            section.title_in(draft.language),
            _state(section, draft, wrong),
            language_of(section.title, draft.language),
        )
        for section in draft.asked.sections
    ]


def _state(section: SectionSpec, draft: Draft, wrong: set[str]) -> str:
    state = section_state(section, draft.form, draft.values, draft.files)
    keys = {question.key for question in section.questions}
    if keys & draft.to_confirm:
        return "to_confirm"
    if state != "completed":
        return state
    return "in_progress" if keys & wrong else "look_again" if keys & draft.look_again else state


def tasks_to_confirm(draft: Draft) -> list[Task]:
    """Sections with answers from an earlier sheet that nobody has looked through yet, as far as they are asked now."""
    return [task for task in tasks_of(draft) if task.state == "to_confirm"]


def problems_by_question(draft: Draft) -> list[QuestionProblem]:
    """What stands in the way, in the order asked."""
    return [
        _problem(section, question, str(problem.sentence), draft.language)
        for section in draft.asked.sections
        for question in section.questions
        for problem in draft.problems
        if problem.field == question.key
    ]


def warnings_of_draft(draft: Draft, *, now: dt.datetime) -> list[QuestionProblem]:
    """What to look at once more before sending, which does not stand in the way."""
    found = noticed(draft.form, draft.values, draft.files, now=now)
    return [
        _problem(section, question, in_language(remark.sentence, draft.language), draft.language)
        for section in draft.asked.sections
        for question in section.questions
        for remark in found
        if remark.key == question.key and remark.weight == "warns"
    ]


def _problem(section: SectionSpec, question: QuestionSpec, sentence: str, language: str) -> QuestionProblem:
    label, said_in = question.label_in(language), language_of(question.label, language)
    return QuestionProblem(section.key, question.key, label, sentence, said_in)


def open_files(sheet: AnswerSheet) -> QuerySet[AnswerFile]:
    """Rows of files that stand as answers now: what a person may open or remove."""
    return AnswerFile.objects.filter(sheet=sheet, removed_at=None).select_related("file")


def snapshot_contents(pks: Iterable[int]) -> dict[int, Any]:
    """What snapshots say, by their ids. One query."""
    return dict(SheetSnapshot.objects.filter(pk__in=list(pks)).values_list("pk", "content"))


def sources_of(sheet: AnswerSheet) -> dict[str, str]:
    """How each answer came to us that the group did not write itself, by question key. One query."""
    return dict(sheet.answers.exclude(source=Source.OWN).values_list("key", "source"))
