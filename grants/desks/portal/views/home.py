"""What a group has going on here, and what to do next."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from grants.desks.portal.gate import portal_screen
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.kit import clock
from grants.ground.people.queries import groups_with_requests
from grants.stages.applications.queries import applications_of, unread_of
from grants.stages.applications.rules import told_status
from grants.stages.awards.queries import awards_and_held
from grants.stages.awards.rules import told_award_status, told_offer_over
from grants.stages.calls.queries import in_phase

NEWEST_FIRST = {"newest": Sort(_("Newest first"), ("-id",))}


@portal_screen()
def home(request: ActingRequest) -> HttpResponse:
    """Applications and grants of my groups, and calls that are open."""
    page = keyset_page(request, applications_of(request.actor), NEWEST_FIRST)
    unread = unread_of(request.actor, page.rows)
    awards = list(awards_and_held(request.actor).order_by("-pk")[:50])
    over = {award.application_id: told_offer_over(award.status) for award in awards}
    rows = [(row, told_status(row.status), unread.get(row.pk, 0), over.get(row.pk, "")) for row in page.rows]
    context = {
        "page": page,
        "rows": rows,
        "groups": groups_with_requests(request.actor, now=clock.now()),
        "awards": [(row, told_award_status(row.status)) for row in awards],
        "granted_in": {row.call_id for row in awards if not row.is_held},
        "open_calls": in_phase("open", clock.now()).select_related("renews").order_by("closes_at", "pk")[:20],
    }
    return render(request, "portal/home.html", context)
