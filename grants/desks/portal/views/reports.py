"""Reports of my group: what happened, in words, numbers and photos."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from grants.desks.portal.gate import portal_screen
from grants.desks.portal.views.applications import STATES
from grants.desks.web import questions
from grants.desks.web.answers import answer_sections
from grants.desks.web.forms import act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.desks.web.serve import serve_file
from grants.ground.kit import clock
from grants.ground.questions.queries import form_of
from grants.ground.questions.rules import FormSpec
from grants.stages.outcomes import queries
from grants.stages.outcomes.actions import start_report, submit_report
from grants.stages.outcomes.models import Report
from grants.stages.outcomes.rules import is_being_written


@portal_screen()
def report(request: ActingRequest, pk: int) -> HttpResponse:
    """A promised report: start it, go on with it, or see what we answered."""
    due = get_object_or_404(queries.reports_due_of_actor(request.actor), pk=pk)
    if request.method == "POST":
        if act_or_tell(request, lambda: start_report(due, by=request.actor, now=clock.now())):
            return redirect("portal:report", pk)
        return redirect("portal:grant", due.award_id)
    found = queries.report_of(due)
    context: dict[str, Any] = {"due": due, "award": due.award, "report": found}
    if found and is_being_written(found.status):
        rows = [task_row(task, pk) for task in queries.tasks_of(found)]
        return render(request, "portal/report_write.html", context | {"tasks": rows})
    if found and found.snapshot:
        context["sections"] = answer_sections(found.snapshot.content, file_url=partial(_sent_file_url, pk))
    return render(request, "portal/report_status.html", context)


def task_row(task: queries.Task, pk: int) -> dict[str, object]:
    """A section of the report as the task list shows it."""
    word, kind = STATES[task.state]
    url = reverse("portal:report_section", args=[pk, task.key])
    return {"label": task.title, "url": url, "status": word, "status_kind": kind}


def _report(request: ActingRequest, pk: int) -> Report:
    """A report of my own group, whatever its state."""
    return get_object_or_404(queries.reports_of_actor(request.actor), report_due=pk)


@portal_screen()
def report_section(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """One section of the report's questions, with what is wrong when coming from the check page."""
    found = _report(request, pk)
    if request.method != "POST" and not is_being_written(found.status):
        return redirect("portal:report", pk)
    form = form_of(found.sheet.version)
    spec, file_url = form.section(key), partial(_added_file_url, pk)
    if spec is None:
        raise Http404
    by, now = request.actor, clock.now()
    if request.method == "POST":
        result = questions.handle_section_post(request, found.sheet, form, spec, by=by, now=now, file_url=file_url)
        if result.next != "stay":
            return _go_on(request, pk, form, key, result.next)
        shown = result.form
    else:
        shown = questions.open_section(found.sheet, form, spec, file_url=file_url, tell=_comes_from_check(request))
    context = {"report": found, "due": found.report_due, "section_form": shown, "errors": shown.named_errors}
    context |= {"autosave_url": reverse("portal:report_autosave", args=[pk, "KEY"]), "sheet_id": found.sheet_id}
    context["back_name"] = "portal:report_check" if _comes_from_check(request) else "portal:report"
    return render(request, "portal/report_section.html", context)


def _comes_from_check(request: ActingRequest) -> bool:
    return request.GET.get("from") == "check"


def _go_on(request: ActingRequest, pk: int, form: FormSpec, key: str, way: str) -> HttpResponseRedirect:
    if way == "again":
        return redirect(request.get_full_path())
    if way == "later":
        return redirect("portal:report", pk)
    keys = [section.key for section in form.sections]
    if _comes_from_check(request) or key == keys[-1]:
        return redirect("portal:report_check", pk)
    return redirect("portal:report_section", pk, keys[keys.index(key) + 1])


@portal_screen()
@require_POST
def report_autosave(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Saves one answer while a person writes."""
    found = _report(request, pk)
    return questions.autosave(request, found.sheet, key, by=request.actor, now=clock.now())


@portal_screen()
def report_check(request: ActingRequest, pk: int) -> HttpResponse:
    """Every answer once more, and the button that sends them."""
    found = _report(request, pk)
    if not is_being_written(found.status):
        return redirect("portal:report", pk)

    def send() -> Report:
        return submit_report(found, by=request.actor, now=clock.now())

    if request.method == "POST" and act_or_tell(request, send):
        messages.success(request, _("Sent. Thank you: somebody will read it and write back."))
        return redirect("portal:report", pk)
    draft = queries.draft_of(found)

    def change_url(section: str, key: str) -> str:
        return f"{reverse('portal:report_section', args=[pk, section])}?from=check#question-{key}"

    sections = answer_sections(draft.content, change_url=change_url, file_url=partial(_sent_file_url, pk))
    problems = [(problem, change_url(problem.section, problem.key)) for problem in draft.problems]
    context = {"report": found, "due": found.report_due, "sections": sections, "problems": problems}
    return render(request, "portal/report_check.html", context)


@portal_screen()
@require_GET
def report_file(request: ActingRequest, pk: int, row_pk: int) -> HttpResponse:
    """A file that was just added to the report."""
    found = _report(request, pk)
    return serve_file(get_object_or_404(queries.added_files(found), pk=row_pk).file)


@portal_screen()
@require_GET
def report_own_file(request: ActingRequest, pk: int, file_pk: int) -> HttpResponse:
    """A file of the report, by the file itself."""
    found = _report(request, pk)
    row = queries.added_files(found).filter(file=file_pk).first()
    if row is None:
        raise Http404
    return serve_file(row.file)


def _added_file_url(pk: int, row_pk: int) -> str:
    return reverse("portal:report_file", args=[pk, row_pk])


def _sent_file_url(pk: int, file_pk: int) -> str:
    return reverse("portal:report_own_file", args=[pk, file_pk])
