"""Writing an application: a section of questions a page, saved at every answer."""

from functools import partial

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from grants.desks.portal.gate import portal_screen
from grants.desks.web import questions
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.questions.queries import form_of
from grants.ground.questions.rules import FormSpec
from grants.stages.applications.models import Application
from grants.stages.applications.queries import applications_of
from grants.stages.applications.rules import is_being_written


@portal_screen()
def section(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """One task: its questions, with what is wrong when coming from the check page."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    if request.method != "POST" and not is_being_written(found.status):
        return redirect("portal:application", pk)
    form = form_of(found.sheet.version)
    spec, file_url = form.section(key), partial(_file_url, pk)
    if spec is None:
        raise Http404
    by, now = request.actor, clock.now()
    if request.method == "POST":
        result = questions.handle_section_post(request, found.sheet, form, spec, by=by, now=now, file_url=file_url)
        if result.next != "stay":
            return _go_on(request, found, form, key, result.next)
        shown = result.form
    else:
        shown = questions.open_section(found.sheet, form, spec, file_url=file_url, tell=_comes_from_check(request))
    return render(request, "portal/section.html", _context(request, found, shown))


def _context(request: ActingRequest, found: Application, shown: questions.SectionForm) -> dict[str, object]:
    return {
        "application": found,
        "section_form": shown,
        "errors": shown.named_errors,
        "autosave_url": reverse("portal:autosave", args=[found.pk, "KEY"]),
        "sheet_id": found.sheet_id,
        "back_name": "portal:check" if _comes_from_check(request) else "portal:application",
    }


def _comes_from_check(request: ActingRequest) -> bool:
    return request.GET.get("from") == "check"


def _go_on(request: ActingRequest, found: Application, form: FormSpec, key: str, way: str) -> HttpResponseRedirect:
    """Back to this page, to the task list, to the check page one came from, or on to the next task."""
    if way == "again":
        return redirect(request.get_full_path())
    if way == "later":
        return redirect("portal:application", found.pk)
    keys = [section.key for section in form.sections]
    if _comes_from_check(request) or key == keys[-1]:
        return redirect("portal:check", found.pk)
    return redirect("portal:section", found.pk, keys[keys.index(key) + 1])


def _file_url(pk: int, row_pk: int) -> str:
    return reverse("portal:file", args=[pk, row_pk])


@portal_screen()
@require_POST
def autosave(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Saves one answer while a person writes."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    return questions.autosave(request, found.sheet, key, by=request.actor, now=clock.now())
