"""Writing an application: a section of questions a page, saved at every answer."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from grants.desks.portal.gate import portal_screen
from grants.desks.web import questions
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.stages.applications.queries import applications_of
from grants.stages.applications.rules import is_being_written


def pages_of(pk: int) -> questions.SheetPages:
    """Where an application is written."""
    return questions.SheetPages(
        pk,
        tasks="portal:application",
        section="portal:section",
        check="portal:check",
        autosave="portal:autosave",
        added_file="portal:file",
        own_file="portal:own_file",
    )


@portal_screen()
def section(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """One task: its questions, with what is wrong when coming from the check page."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    if request.method != "POST" and not is_being_written(found.status):
        return redirect("portal:application", pk)
    shown = questions.section_page(request, found.sheet, key, pages_of(pk))
    if isinstance(shown, HttpResponseRedirect):
        return shown
    caption = f"{found.organisation.name} · {found.call.title}"
    return render(request, "portal/section.html", shown | {"caption": caption})


@portal_screen()
@require_POST
def autosave(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Saves one answer while a person writes."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    return questions.autosave(request, found.sheet, key, by=request.actor, now=clock.now())
