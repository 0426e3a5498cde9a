"""How a form looks to those who fill it in: in a page, and framed as wide as a phone. What is typed is not kept."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from grants.desks.office.gate import office_screen
from grants.desks.web.gates import ActingRequest
from grants.desks.web.questions import preview_section
from grants.ground.kit.text import in_language
from grants.ground.people.roles import Permission
from grants.ground.questions import queries
from grants.ground.questions.models import Purpose
from grants.ground.questions.rules import quiz_step


@office_screen(Permission.EDIT_FORMS, Permission.SEE_CASES)
def form_preview(request: ActingRequest, pk: int) -> HttpResponse:
    """A section to try, and the same in a frame as wide as a phone."""
    return render(request, "office/form_preview.html", _preview(request, pk))


@office_screen(Permission.EDIT_FORMS, Permission.SEE_CASES)
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def form_preview_page(request: ActingRequest, pk: int) -> HttpResponse:
    """A section as the whole page that a group sees. The preview may put it in a frame; nobody else may."""
    return render(request, "office/form_preview_page.html", _preview(request, pk))


def _preview(request: ActingRequest, pk: int) -> dict[str, Any]:
    """The section that is asked for, or the first; with what was typed and what is wrong with it."""
    version = get_object_or_404(queries.versions(request.actor), pk=pk)
    spec = queries.form_of(version)
    section = spec.section(request.GET.get("section", "")) or next(iter(spec.sections), None)
    context: dict[str, Any] = {"version": version, "spec": spec, "section": section}
    if section is not None:
        made = preview_section(spec, section, data=request.POST if request.method == "POST" else None)
        context |= {"section_form": made, "errors": made.errors, "is_fine": request.method == "POST" and made.is_valid}
        if spec.purpose == Purpose.QUIZ and made.is_valid:
            step = quiz_step(spec, made.values)
            context |= {"step": step, "step_text": in_language(step.text, request.actor.language)}
    return context
