"""Reports of my group: what happened, in words, numbers and photos."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from grants.desks.portal.gate import portal_screen
from grants.desks.web import questions
from grants.desks.web.answers import answer_sections
from grants.desks.web.forms import act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.desks.web.serve import show_file
from grants.ground.kit import clock
from grants.ground.questions.queries import problems_by_question, tasks_of, warnings_of_draft
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
        context["mends"] = queries.mends_for(found, due.award.call)
        context["is_behind"] = found.sheet.version_id != due.award.call.report_version_id
        context["tasks"] = pages_of(pk).task_rows(tasks_of(queries.draft_of(found)))
        return render(request, "portal/report_write.html", context)
    if found and found.snapshot:
        context["sections"] = answer_sections(found.snapshot.content, file_url=pages_of(pk).own_file_url)
    return render(request, "portal/report_status.html", context)


def pages_of(pk: int) -> questions.SheetPages:
    """Where a report is written."""
    return questions.SheetPages(
        pk,
        tasks="portal:report",
        section="portal:report_section",
        check="portal:report_check",
        autosave="portal:report_autosave",
        added_file="portal:report_file",
        own_file="portal:report_own_file",
        uploads="portal:report_uploads",
    )


def _report(request: ActingRequest, pk: int) -> Report:
    """A report of my own group, whatever its state."""
    return get_object_or_404(queries.reports_of_actor(request.actor), report_due=pk)


@portal_screen()
def report_section(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """One section of the report's questions, with what is wrong when coming from the check page."""
    found = _report(request, pk)
    if request.method != "POST" and not is_being_written(found.status):
        return redirect("portal:report", pk)
    shown = questions.section_page(request, found.sheet, key, pages_of(pk))
    if isinstance(shown, HttpResponseRedirect):
        return shown
    award = found.report_due.award
    page = render(request, "portal/section.html", shown | {"caption": f"{award.reference} · {award.title}"})
    return questions.with_recorder(page, shown["section_form"])


@portal_screen()
@require_POST
def report_autosave(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Saves one answer while a person writes."""
    found = _report(request, pk)
    return questions.autosave(request, found.sheet, key, by=request.actor, now=clock.now())


@portal_screen()
@require_POST
def report_uploads(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Room for a file that a script sends in pieces."""
    return questions.begin(request, _report(request, pk).sheet, key, by=request.actor, now=clock.now())


@portal_screen()
@require_http_methods(["GET", "POST"])
def report_upload(request: ActingRequest, pk: int, key: str, upload_id: uuid.UUID) -> HttpResponse:
    """A piece of a file, or how much of it has come."""
    found, by, file_url = _report(request, pk), request.actor, pages_of(pk).added_file_url
    return questions.piece(request, found.sheet, key, upload_id, by=by, now=clock.now(), file_url=file_url)


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
    draft, pages = queries.draft_of(found), pages_of(pk)
    context = {
        "report": found,
        "due": found.report_due,
        "sections": answer_sections(draft.content, change_url=pages.change_url, file_url=pages.own_file_url),
        "problems": [(row, pages.change_url(row.section, row.key)) for row in problems_by_question(draft)],
        "warnings": [
            (row, pages.change_url(row.section, row.key)) for row in warnings_of_draft(draft, now=clock.now())
        ],
    }
    return render(request, "portal/report_check.html", context)


@portal_screen()
@require_GET
def report_file(request: ActingRequest, pk: int, row_pk: int) -> HttpResponse:
    """A file that was just added to the report."""
    found = _report(request, pk)
    return show_file(request, get_object_or_404(queries.added_files(found), pk=row_pk).file)


@portal_screen()
@require_GET
def report_own_file(request: ActingRequest, pk: int, file_pk: int) -> HttpResponse:
    """A file of the report, by the file itself."""
    found = _report(request, pk)
    row = queries.added_files(found).filter(file=file_pk).first()
    if row is None:
        raise Http404
    return show_file(request, row.file)
