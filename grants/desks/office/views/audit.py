"""The audit trail: every act, who did it, under which seal."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from grants.desks.office.forms.evidence import EntryFilter
from grants.desks.office.gate import office_screen
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.audit.queries import last_check, newest_seal, trail
from grants.ground.people.roles import Permission
from grants.stages.applications.queries import references_of_cases

SORTS = {
    "-at": Sort(gettext_lazy("Newest first"), ("-id",)),
    "at": Sort(gettext_lazy("Oldest first"), ("id",)),
}


@office_screen(Permission.SEE_AUDIT)
@require_GET
def audit(request: ActingRequest) -> HttpResponse:
    """Every entry, newest first, by case or by what was done; and whether the chain of seals is whole."""
    filters = EntryFilter(request.GET, queryset=trail())
    page = keyset_page(request, filters.qs, SORTS)
    references = references_of_cases({entry.case for entry in page.rows})
    context = {
        "page": page,
        "rows": [(entry, references.get(entry.case, "")) for entry in page.rows],
        "filters": filters,
        "last_check": last_check(),
        "newest_seal": newest_seal(),
    }
    return render(request, "office/audit.html", context)
