"""Reads: a form as its description, for a file."""

from typing import Any

from grants.ground.questions.models import Version
from grants.ground.questions.queries.forms import QUESTION_COLUMNS, SECTION_COLUMNS, rows_of
from grants.ground.questions.rules import described_form


def description_of(version: Version) -> dict[str, Any]:
    """Everything that a version asks, without ids and without people. Two queries."""
    rows = [
        (_named(section, SECTION_COLUMNS), [_named(question, QUESTION_COLUMNS) for question in questions])
        for section, questions in rows_of(version)
    ]
    return described_form(
        version.questionnaire.title,
        version.questionnaire.purpose,
        rows,
        version.checks,
        languages=version.languages,
        translated=version.translated,
    )


def _named(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}
