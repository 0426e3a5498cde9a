"""What the office sent back to the group: which questions, why, by when, and what the group changed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from grants.desks.portal.gate import portal_screen
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.kit.clock import local_date
from grants.ground.questions.queries import Draft
from grants.ground.questions.rules.differences import answer_changes
from grants.ground.reference.queries import funder
from grants.stages.applications import queries
from grants.stages.applications.models import Application, SentBack
from grants.stages.applications.queries import applications_of


def questions_context(found: Application) -> dict[str, Any]:
    """What a page of an application says about the questions that are with the group; empty where none are."""
    standing = queries.open_round(found)
    if standing is None:
        return {}
    today = local_date(clock.now(), funder().timezone)
    asked = queries.asked_questions(standing)
    return {"sent_back": standing, "asked": asked, "is_overdue": today > standing.due_on}


def asked_in(found: Application) -> list[queries.AskedQuestion]:
    """The questions that are with the group now."""
    standing = queries.open_round(found)
    return queries.asked_questions(standing) if standing else []


def changes_so_far(standing: SentBack | None, draft: Draft) -> list[Any] | None:
    """What the group has changed and not sent yet; None where it did not get any questions."""
    return answer_changes(standing.before.content, draft.content) if standing else None


@portal_screen()
def changes(request: ActingRequest, pk: int) -> HttpResponse:
    """Every round of questions, with what the group changed."""
    found = get_object_or_404(applications_of(request.actor), pk=pk, submitted_at__isnull=False)
    rounds = [
        {
            "round": row,
            "asked": queries.asked_questions(row),
            "changes": answer_changes(row.before.content, row.after.content, row.keys) if row.after else [],
        }
        for row in queries.rounds_of(found)
        if not row.is_open
    ]
    return render(request, "portal/application_changes.html", {"application": found, "rounds": rounds})
