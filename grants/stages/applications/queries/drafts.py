"""What a group has written so far, and what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from grants.ground.kit.errors import Blocker
from grants.ground.questions.models import AnswerSheet
from grants.ground.questions.queries import Draft, draft_of_sheet
from grants.ground.reference.queries import funder
from grants.stages.applications import rules
from grants.stages.applications.models import Application


def draft_of(application: Application, sheet: AnswerSheet) -> Draft:
    """The draft of an application, read from its sheet; its problems with what the call says of amount and quiz."""
    draft = draft_of_sheet(sheet)
    found = list(draft.problems)
    more = [*_amount_problems(application, draft.content, found), *_quiz_problems(application)]
    return replace(draft, problems=[*found, *more])


def _quiz_problems(application: Application) -> Sequence[Blocker]:
    """One query, and only where the call needs the quiz passed, before the first sending is over."""
    if not application.call.needs_quiz or not rules.is_unsent(application.status):
        return []
    return rules.quiz_problems(needs_quiz=True, is_passed=application.quiz_results.exists())


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
