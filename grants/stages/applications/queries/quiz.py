"""Reads: what somebody answered in the quiz before they wrote."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.ground.kit.text import in_language, language_of
from grants.ground.people.actor import Actor
from grants.stages.applications.models import Application, ApplicationStatus, QuizResult
from grants.stages.applications.queries.applications import applications_of
from grants.stages.applications.queries.intake import typed_in
from grants.stages.calls.models import Call


@dataclass(frozen=True)
class QuizRow:
    """A question of the quiz and what was chosen, each with the language of its words."""

    asked: str
    answer: str
    asked_in: str
    answer_in: str


@dataclass(frozen=True)
class QuizTold:
    """What the quiz has to say of an application: question and answer each, none where nobody answered it.

    `is_missing`: the call needs it passed, and it was not.
    """

    rows: Sequence[QuizRow]
    answered_at: dt.datetime | None
    is_missing: bool


def quiz_told(application: Application, *, language: str = "", until: dt.datetime | None = None) -> QuizTold | None:
    """The answers of the quiz that stand with an application, or stood there at a moment; None where the call has no
    quiz. One query, and none without a quiz.
    """
    if application.call.quiz_version_id is None:
        return None
    found = QuizResult.objects.filter(application=application)
    last = (found.filter(answered_at__lte=until) if until else found).order_by("-pk").first()
    if last is None:
        return QuizTold((), None, application.call.needs_quiz)
    shown_in = language or get_language() or ""
    return QuizTold([_row(row, shown_in) for row in last.answers], last.answered_at, False)


def _row(row: Mapping[str, Any], shown_in: str) -> QuizRow:
    names = {"yes": _("Yes"), "no": _("No")}
    return QuizRow(
        asked=in_language(row["label"], shown_in),
        answer=in_language(row["answer"], shown_in) or names.get(row["code"], row["code"]),
        asked_in=language_of(row["label"], shown_in),
        answer_in=language_of(row["answer"], shown_in),
    )


def drafts_with_quiz(actor: Actor, call: Call) -> list[Application]:
    """Drafts in a call with which this person may keep answers of the quiz: of their groups, and typed in by them."""
    if actor.person_id is None:
        return []
    mine = [
        rows.filter(call=call, status=ApplicationStatus.DRAFT) for rows in (applications_of(actor), typed_in(actor))
    ]
    return [application for rows in mine for application in rows]
