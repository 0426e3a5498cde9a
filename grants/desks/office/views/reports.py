"""Reports: read, and answered by a person."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from grants.desks.office.forms.awards import ReasonForm, ReplyForm
from grants.desks.office.gate import office_screen
from grants.desks.web.answers import AnswerSection, RemarkRow, answer_sections, as_records, remark_rows
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.serve import show_file
from grants.ground.kit import clock
from grants.ground.kit.text import in_language
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.ground.questions.permissions import can_read_answer
from grants.ground.questions.queries import texts_beside
from grants.stages.awards.queries import today_here
from grants.stages.outcomes.actions import answer_report, send_back_report
from grants.stages.outcomes.models import Report
from grants.stages.outcomes.queries import (
    added_files,
    figures_of_report,
    photos_of,
    reports_expected,
    reports_with_status,
    staff_reports,
)

SORTS = {"waiting": Sort(gettext_lazy("Longest waiting first"), ("submitted_at", "id"))}
EXPECTED_DAYS, EXPECTED_ROWS = 30, 50


@office_screen(Permission.SEE_CASES)
@require_GET
def reports(request: ActingRequest) -> HttpResponse:
    """Reports that wait for an answer, and those that are expected or late."""
    status = request.GET.get("status", "submitted")
    page = keyset_page(request, reports_with_status(request.actor, status), SORTS)
    expected = reports_expected(today_here(clock.now()), within_days=EXPECTED_DAYS)[:EXPECTED_ROWS]
    return render(request, "office/reports_list.html", {"page": page, "status": status, "expected": expected})


@office_screen(Permission.SEE_CASES)
def report(request: ActingRequest, pk: int) -> HttpResponse:
    """One report as it was sent, beside what was promised; reading ends with an answer."""
    found, now = get_object_or_404(staff_reports(request.actor), pk=pk), clock.now()
    is_back = "send_back" in request.POST
    reply_form = ReplyForm(None if is_back else request.POST or None)
    back_form = ReasonForm(request.POST if is_back else None, label=_("What would you like to know?"))
    form = back_form if is_back else reply_form

    def answer() -> object:
        if is_back:
            return send_back_report(found, reason=form.cleaned_data["reason"], by=request.actor, now=now)
        return answer_report(found, reply=form.cleaned_data["reply"], by=request.actor, now=now)

    if request.method == "POST" and form.is_valid() and act(form, answer):
        messages.success(request, _("Sent to the group."))
        return redirect("office:report", pk=pk)
    context = {"report": found, "reply_form": reply_form, "back_form": back_form, "photos": photos_of(found)}
    context |= {"figures": _figures(found, request.actor.language), "sections": _sections(found, request.actor)}
    context["remarks"] = _remarks(found, request.actor)
    context["may_answer"] = request.actor.may(Permission.ANSWER_REPORTS)
    return render(request, "office/report_detail.html", context)


def _figures(found: Report, language: str) -> list[tuple[str, str]]:
    """Indicators with what was counted: "34", or "27 of 30"."""
    return [
        (
            in_language(row.indicator.title, language),
            f"{row.value}" if row.base is None else _("%(value)s of %(base)s") % vars(row),
        )
        for row in figures_of_report(found)
    ]


def _sections(found: Report, actor: Actor) -> list[AnswerSection]:
    """The answers as they were sent, as far as the actor may read them, with what was written about them since."""
    if found.snapshot is None:
        return []
    return answer_sections(
        found.snapshot.content,
        may_read=partial(can_read_answer, actor),
        texts=as_records(texts_beside(found.snapshot)),
        file_url=lambda pk: reverse("office:report_file", args=[found.pk, pk]),
    )


def _remarks(found: Report, actor: Actor) -> list[RemarkRow]:
    """What the form's checks noticed in what was sent."""
    if found.snapshot is None:
        return []
    return remark_rows(found.snapshot.content, actor.language, may_read=partial(can_read_answer, actor))


@office_screen(Permission.SEE_CASES)
@require_GET
def report_file(request: ActingRequest, pk: int, file_pk: int) -> HttpResponse:
    """A file of the report, if its answer is one that the actor may read."""
    found = get_object_or_404(staff_reports(request.actor), pk=pk)
    rows = [row for section in _sections(found, request.actor) for row in section.rows]
    if file_pk not in {file.id for row in rows for file in row.files}:
        raise Http404
    return show_file(request, get_object_or_404(added_files(found), file=file_pk).file)


@office_screen(Permission.SEE_CASES)
@require_GET
def report_photo(request: ActingRequest, pk: int, photo_pk: int) -> HttpResponse:
    """A photo of a report."""
    found = get_object_or_404(staff_reports(request.actor), pk=pk)
    return show_file(request, get_object_or_404(photos_of(found), pk=photo_pk).file)
