"""What the pages of a renewal say besides: last time's application and report, and what is still to look through."""

from typing import Any

from grants.desks.web.gates import ActingRequest
from grants.desks.web.questions import SheetPages
from grants.ground.questions.queries import Draft, tasks_to_confirm
from grants.stages.applications.models import Application
from grants.stages.applications.queries import applications_of, is_renewal
from grants.stages.outcomes.queries import last_report_sent


def renewal_context(request: ActingRequest, found: Application) -> dict[str, Any]:
    """Where the group reads what it wrote and reported last time; empty, without a query, where nothing is renewed."""
    if not is_renewal(found):
        return {}
    earlier = applications_of(request.actor).filter(pk=found.copied_from_id).first()
    return {"renewed": earlier, "last_report": last_report_sent(request.actor, earlier) if earlier else None}


def tasks_to_look_through(draft: Draft, pages: SheetPages) -> list[tuple[str, str]]:
    """Tasks of a renewal that nobody looked through yet: title and address."""
    return [(task.title, pages.url(pages.section, task.key)) for task in tasks_to_confirm(draft)]
