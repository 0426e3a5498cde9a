"""The question pack as the public reads it, or will when the call is announced."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from grants.desks.office.gate import office_screen
from grants.desks.web.gates import ActingRequest
from grants.ground.people.roles import Permission
from grants.ground.questions.models import Questionnaire, Version
from grants.ground.questions.queries import form_of, newest_version, published_version
from grants.ground.questions.rules import FormSpec
from grants.outputs.documents.pack import pack_content
from grants.stages.calls.queries import calls_with_pack, staff_calls


@office_screen(Permission.SEE_CASES)
@require_GET
def call_pack(request: ActingRequest, pk: int) -> HttpResponse:
    """The pack. Before announcing it shows the form as it would be frozen now, or as it is being written."""
    found = get_object_or_404(staff_calls(request.actor).select_related("form", "quiz", "rubric"), pk=pk)
    form, quiz = _spec(found.form_version, found.form), _spec(found.quiz_version, found.quiz)
    context = {
        "call": found,
        "pack": pack_content(found, request.actor.language, form=form, quiz=quiz),
        "is_public": calls_with_pack().filter(pk=found.pk).exists(),
    }
    return render(request, "office/call_pack.html", context)


def _spec(frozen: Version | None, chosen: Questionnaire | None) -> FormSpec | None:
    """The frozen version; else what was published last, else the draft; None where no form is chosen."""
    if frozen is not None:
        return form_of(frozen)
    return form_of(published_version(chosen) or newest_version(chosen)) if chosen else None
