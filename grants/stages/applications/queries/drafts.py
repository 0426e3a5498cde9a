"""What a group has written so far, and what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants.ground.kit.errors import Blocker
from grants.ground.questions.models import AnswerSheet
from grants.ground.questions.queries import files_of, form_of, values_of
from grants.ground.questions.rules import FileSpec, FormSpec, SectionSpec, problems, section_state, snapshot_content
from grants.ground.reference.queries import funder
from grants.stages.applications import rules
from grants.stages.applications.models import Application


@dataclass(frozen=True)
class Draft:
    """What a sheet says now, and what still stands in the way of sending it."""

    form: FormSpec
    values: Mapping[str, Any]
    files: Mapping[str, Sequence[FileSpec]]
    content: Mapping[str, Any]
    problems: Sequence[Blocker]


@dataclass(frozen=True)
class Task:
    """A section of the form as a task: `state` is not_started, in_progress or completed."""

    key: str
    title: str
    state: str


def draft_of(application: Application, sheet: AnswerSheet) -> Draft:
    """The draft of an application, read from its sheet."""
    form, values, files = form_of(sheet.version), values_of(sheet), files_of(sheet)
    content = snapshot_content(form, values, files, sheet.language)
    found = problems(form, values, files)
    return Draft(form, values, files, content, [*found, *_amount_problems(application, content, found)])


def _amount_problems(
    application: Application, content: Mapping[str, Any], found: Sequence[Blocker]
) -> Sequence[Blocker]:
    """What the call's limits say about the amount, unless the question itself has a problem already."""
    field = rules.key_by_meaning(content, "amount_requested", "budget")
    if field in {problem.field for problem in found}:
        return []
    return rules.amount_problems(
        rules.facts_from_snapshot(content).requested_amount,
        smallest=application.call.smallest_amount,
        largest=application.call.largest_amount,
        currency=funder().currency,
        field=field,
    )


def tasks_of(draft: Draft, language: str) -> list[Task]:
    """The task list: each section with how far it is."""
    wrong = {problem.field for problem in draft.problems}
    return [
        Task(section.key, section.title_in(language), _state(section, draft, wrong)) for section in draft.form.sections
    ]


@dataclass(frozen=True)
class QuestionProblem:
    """What is wrong with one answer, and where it is asked."""

    section: str
    key: str
    label: str
    sentence: str


def problems_by_question(draft: Draft, language: str) -> list[QuestionProblem]:
    """What stands in the way, in the order asked."""
    return [
        QuestionProblem(section.key, question.key, question.label_in(language), str(problem.sentence))
        for section in draft.form.sections
        for question in section.questions
        for problem in draft.problems
        if problem.field == question.key
    ]


def _state(section: SectionSpec, draft: Draft, wrong: set[str]) -> str:
    state = section_state(section, draft.form, draft.values, draft.files)
    has_problem = any(question.key in wrong for question in section.questions)
    return "in_progress" if state == "completed" and has_problem else state
