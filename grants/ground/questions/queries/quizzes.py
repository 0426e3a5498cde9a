"""Reads: answers to a quiz that was mended in between."""

from collections.abc import Mapping
from typing import Any

from grants.ground.questions.models import Question, Version
from grants.ground.questions.queries.forms import form_of
from grants.ground.questions.rules import still_answered


def quiz_answers_under(version: Version, answers: Mapping[str, Any], *, given_under: int) -> dict[str, Any]:
    """Answers to a quiz as `version` takes them, where they were given under another one: its changed questions are
    asked anew. No query where nothing was mended.
    """
    if given_under in (0, version.pk) or not answers:
        return dict(answers)
    known = Version.objects.filter(pk=given_under, questionnaire=version.questionnaire_id)
    before = known.select_related("questionnaire").first()
    return still_answered(form_of(before), form_of(version), answers) if before else {}


def was_asked(version: Version, key: str) -> bool:
    """Whether any version of this form ever asked a question under that key."""
    return Question.objects.filter(version__questionnaire=version.questionnaire_id, key=key).exists()
