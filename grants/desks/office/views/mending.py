"""Mending the form of an announced call: a copy is corrected, what that changes is shown, then it takes its place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from grants.desks.office.forms.mending import BeginMendForm, MendForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.ground.questions.queries import newest_version, versions
from grants.ground.questions.queries.translating import unfinished_languages
from grants.stages.applications.actions import move_drafts
from grants.stages.applications.queries import mend_preview
from grants.stages.calls.actions import begin_mend, mend_form
from grants.stages.calls.models import Call
from grants.stages.calls.queries import staff_calls
from grants.stages.calls.rules import FIXED_WHILE_OPEN, may_mend


@office_screen(Permission.ANNOUNCE_CALLS)
def form_mend(request: ActingRequest, pk: int) -> HttpResponse:
    """Begins a copy of the form that a call asks; goes on with the newer version where there is one."""
    found, now = _found(request, pk), clock.now()
    newest = newest_version(found.form_version.questionnaire)
    if newest.number > found.form_version.number:
        return redirect("office:form_mend_publish", pk, newest.pk)
    form = BeginMendForm(request.POST if request.method == "POST" else None)
    if is_sent(request, form) and act(form, lambda: begin_mend(found, **form.cleaned_data, by=request.actor, now=now)):
        messages.success(request, _("This is your copy. Correct it, then look at what would change."))
        return redirect("office:form", found.form_version.questionnaire_id)
    context = {"call": found, "form": form, "may_mend": may_mend(found, now), "fixed": FIXED_WHILE_OPEN.values()}
    return render(request, "office/form_mend.html", context)


@office_screen(Permission.ANNOUNCE_CALLS)
def form_mend_publish(request: ActingRequest, pk: int, version_pk: int) -> HttpResponse:
    """What a newer version would change in an open call, and for whom; then does it, for a reason."""
    found, now = _found(request, pk), clock.now()
    version = get_object_or_404(
        versions(request.actor), pk=version_pk, questionnaire=found.form_version.questionnaire_id
    )
    if version.number <= found.form_version.number:
        return redirect("office:call", pk)
    form = MendForm(request.POST if request.method == "POST" else None, initial={"reason": version.reason})
    if is_sent(request, form) and act(
        form, lambda: mend_form(found, version, **form.cleaned_data, by=request.actor, now=now)
    ):
        move_drafts(found, now=now)
        messages.success(request, _("The form is mended. Groups with a draft get a mail that says what changed."))
        return redirect("office:call", pk)
    preview = mend_preview(found, version, language=request.actor.language, now=now)
    context = {"call": found, "version": version, "form": form, "preview": preview, "may_mend": may_mend(found, now)}
    context["unfinished"] = unfinished_languages(version) if version.is_draft else []
    return render(request, "office/form_mend_publish.html", context)


def _found(request: ActingRequest, pk: int) -> Call:
    """A call that asks a form now."""
    asking = staff_calls(request.actor).filter(form_version__isnull=False)
    return get_object_or_404(asking.select_related("form_version__questionnaire", "rubric"), pk=pk)
