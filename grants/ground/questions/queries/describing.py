"""Reads: a form as its description, for a file."""

from typing import Any

from grants.ground.questions.models import Version
from grants.ground.questions.queries.forms import QUESTION_COLUMNS, SECTION_COLUMNS
from grants.ground.questions.rules import described_form


def description_of(version: Version) -> dict[str, Any]:
    """Everything that a version asks, without ids and without people. Two queries."""
    asked: dict[int, list[dict[str, Any]]] = {}
    for question in version.questions.order_by("position", "pk").values("section_id", *QUESTION_COLUMNS):
        asked.setdefault(question.pop("section_id"), []).append(question)
    sections = version.sections.order_by("position", "pk").values("id", *SECTION_COLUMNS)
    rows = [(section, asked.get(section.pop("id"), [])) for section in sections]
    return described_form(version.questionnaire.title, version.questionnaire.purpose, rows, version.checks)
