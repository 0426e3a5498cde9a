"""Groups that we know, and who belongs to them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from grants.desks.office.forms.people import OrganisationFilter
from grants.desks.office.gate import office_screen
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.serve import serve_file
from grants.ground.kit import clock
from grants.ground.kit.text import sort_name
from grants.ground.papers.permissions import can_read_papers
from grants.ground.papers.queries import papers_of, shelf_of
from grants.ground.people.queries import known_organisations, open_memberships
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import funder
from grants.stages.applications.queries import staff_applications

SORTS = {
    "name": Sort(gettext_lazy("Name"), ("sort_name", "id")),
    "-name": Sort(gettext_lazy("Name, from the end"), ("-sort_name", "-id")),
}


@office_screen(Permission.SEE_CASES, Permission.MANAGE_PEOPLE)
def organisations(request: ActingRequest) -> HttpResponse:
    """Every group, by name."""
    form = OrganisationFilter(request.GET)
    found, wanted = known_organisations(), form.cleaned_data if form.is_valid() else {}
    if wanted.get("name"):
        found = found.filter(sort_name__startswith=sort_name(wanted["name"]))
    if wanted.get("legal_form"):
        found = found.filter(legal_form=wanted["legal_form"])
    page = keyset_page(request, found, SORTS)
    active = sum(bool(value) for value in wanted.values())
    return render(request, "office/organisations.html", {"page": page, "form_of_filter": form, "active": active})


@office_screen(Permission.SEE_CASES, Permission.MANAGE_PEOPLE)
def organisation(request: ActingRequest, pk: int) -> HttpResponse:
    """One group: what we know of it, its people, its applications."""
    found = get_object_or_404(known_organisations(), pk=pk)
    context = {
        "organisation": found,
        "memberships": open_memberships(found),
        "may_change": request.actor.may(Permission.CHECK_APPLICATIONS),
        "may_read_papers": can_read_papers(request.actor, found.pk),
        "applications": staff_applications(request.actor).filter(organisation=found).order_by("-status_since", "-pk"),
    }
    return render(request, "office/organisation.html", context)


@office_screen(Permission.SEE_CASES)
@require_GET
def papers(request: ActingRequest, pk: int) -> HttpResponse:
    """The papers that a group keeps with us."""
    found = get_object_or_404(known_organisations(), pk=pk)
    shelf = shelf_of(papers_of(request.actor, pk), today=clock.local_date(clock.now(), funder().timezone))
    return render(request, "office/papers.html", {"organisation": found, "shelf": shelf})


@office_screen(Permission.SEE_CASES)
@require_GET
def paper_file(request: ActingRequest, pk: int, paper_pk: int) -> HttpResponse:
    """The file of a paper that a group keeps with us."""
    return serve_file(get_object_or_404(papers_of(request.actor, pk), pk=paper_pk).file)
