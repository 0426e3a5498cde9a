"""The question pack as the public reads it, or will when the call is announced."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from grants.desks.office.gate import office_screen
from grants.desks.web.downloads import pdf_download
from grants.desks.web.gates import ActingRequest
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.ground.questions.models import Questionnaire, Version
from grants.ground.questions.queries import form_of, newest_version, published_version
from grants.ground.questions.rules import FormSpec
from grants.outputs.documents.engine import DocumentsUnavailable
from grants.outputs.documents.pack import pack_content
from grants.outputs.documents.paper import paper_pdf
from grants.stages.calls.models import Call
from grants.stages.calls.queries import staff_calls
from grants.stages.calls.queries.packs import calls_with_pack


@office_screen(Permission.SEE_CASES)
@require_GET
def call_pack(request: ActingRequest, pk: int) -> HttpResponse:
    """The pack. Before announcing it shows the form as it would be frozen now, or as it is being written."""
    found = get_object_or_404(staff_calls(request.actor).select_related("form", "quiz", "rubric"), pk=pk)
    context = {
        "call": found,
        "pack": _content(found, request.actor),
        "is_public": calls_with_pack().filter(pk=found.pk).exists(),
    }
    return render(request, "office/call_pack.html", context)


@office_screen(Permission.SEE_CASES)
@require_GET
def call_paper(request: ActingRequest, pk: int) -> HttpResponse:
    """The form to fill in on paper, as it would be frozen now; in large print when asked."""
    found = get_object_or_404(staff_calls(request.actor).select_related("form", "quiz", "rubric"), pk=pk)
    is_large = "large" in request.GET
    try:
        content = paper_pdf(_content(found, request.actor), is_large_print=is_large)
    except DocumentsUnavailable as unavailable:
        messages.error(request, str(unavailable.sentence))
        return redirect("office:call_pack", pk)
    return pdf_download(content, f"{found.code}-paper-form{'-large' if is_large else ''}.pdf")


def _content(found: Call, actor: Actor) -> Any:
    form, quiz = _spec(found.form_version, found.form), _spec(found.quiz_version, found.quiz)
    return pack_content(found, actor.language, form=form, quiz=quiz)


def _spec(frozen: Version | None, chosen: Questionnaire | None) -> FormSpec | None:
    """The frozen version; else what was published last, else the draft; None where no form is chosen."""
    if frozen is not None:
        return form_of(frozen)
    return form_of(published_version(chosen) or newest_version(chosen)) if chosen else None
