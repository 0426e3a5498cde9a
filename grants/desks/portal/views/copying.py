"""Copying what was sent, or not sent in time, into another call; and what could not come over."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from grants.desks.portal.forms.applications import CopyForm
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.questions.queries import form_of
from grants.stages.applications.actions import copy_application, move_application
from grants.stages.applications.queries import applications_of, calls_to_copy_into, carried_into
from grants.stages.applications.rules import may_be_copied
from grants.stages.calls.queries import announced_calls


@portal_screen()
def copy(request: ActingRequest, pk: int) -> HttpResponse:
    """Into which open call?"""
    found, now = get_object_or_404(applications_of(request.actor), pk=pk), clock.now()
    if not may_be_copied(found.status):
        raise Http404
    calls = calls_to_copy_into(found, now=now)
    form = CopyForm(request.POST if request.method == "POST" else None, calls=calls)
    if is_sent(request, form):
        draft = act(form, lambda: copy_application(found, form.cleaned_data["call"], by=request.actor, now=now))
        if draft:
            return redirect("portal:copied", draft.pk)
    return render(request, "portal/copy.html", {"application": found, "form": form, "has_calls": calls.exists()})


@portal_screen()
@require_POST
def move(request: ActingRequest, pk: int) -> HttpResponse:
    """Moves a draft to the call that its answers lead to."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    call = get_object_or_404(announced_calls(), code=request.POST.get("call", ""))
    draft = act_or_tell(request, lambda: move_application(found, call, by=request.actor, now=clock.now()))
    if not draft:
        return redirect("portal:application", pk)
    messages.success(request, _("This is your application to %(call)s now.") % {"call": call.title})
    return redirect("portal:application", draft.pk)


@portal_screen()
@require_GET
def copied(request: ActingRequest, pk: int) -> HttpResponse:
    """What came over from the application that this one began with, and what could not."""
    rows = applications_of(request.actor).select_related(
        "copied_from__call", "copied_from__sheet__version__questionnaire"
    )
    found = get_object_or_404(rows, pk=pk, copied_from__isnull=False)
    form = form_of(found.sheet.version)
    carried = carried_into(found.copied_from, form)
    came = [question.label_in(found.sheet.language) for question in form.questions if question.key in carried.answers]
    context = {"application": found, "earlier": found.copied_from, "came": came, "left": carried.left}
    return render(request, "portal/copied.html", context)
