"""Mending a form of an announced call: a copy is corrected, what that changes is shown, then it takes its place."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.desks.office.forms.mending import BeginMendForm, MendForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.ground.questions.models import Purpose
from grants.ground.questions.queries import newest_version, versions
from grants.ground.questions.queries.translating import unfinished_languages
from grants.stages.applications.actions import move_drafts
from grants.stages.applications.queries import mend_preview
from grants.stages.calls.actions import begin_mend, mend_form
from grants.stages.calls.models import Call
from grants.stages.calls.queries import staff_calls
from grants.stages.calls.rules import may_mend
from grants.stages.calls.rules.mending import TOO_LATE, asked_version, fixed_for
from grants.stages.outcomes.actions import move_report_drafts
from grants.stages.outcomes.queries import report_mend_preview

DONE: dict[str, str | Promise] = {
    Purpose.APPLICATION: gettext_lazy("The form is mended. Groups with a draft get a mail that says what changed."),
    Purpose.QUIZ: gettext_lazy("The quiz is mended. Whoever takes it from now on gets the new version."),
    Purpose.REPORT: gettext_lazy("The report form is mended. Groups that are writing a report get a mail."),
}
BRING_OVER: dict[str, Callable[..., int]] = {
    Purpose.APPLICATION: move_drafts,
    Purpose.REPORT: move_report_drafts,
}


@office_screen(Permission.ANNOUNCE_CALLS)
def form_mend(request: ActingRequest, pk: int, purpose: str = Purpose.APPLICATION) -> HttpResponse:
    """Begins a copy of a form that a call asks; goes on with the newer version where there is one."""
    found, now = _found(request, pk), clock.now()
    asked = asked_version(found, purpose)
    if asked is None:
        raise Http404
    newest = newest_version(asked.questionnaire)
    if newest.number > asked.number:
        return redirect("office:form_mend_publish", pk, newest.pk)
    form = BeginMendForm(request.POST if request.method == "POST" else None)
    given = {"purpose": purpose, "by": request.actor, "now": now}
    if is_sent(request, form) and act(form, lambda: begin_mend(found, **form.cleaned_data, **given)):
        messages.success(request, _("This is your copy. Correct it, then look at what would change."))
        return redirect("office:form", asked.questionnaire_id)
    context = {"call": found, "form": form, "purpose": purpose, "fixed": fixed_for(purpose)}
    context |= {"may_mend": may_mend(found, now, purpose=purpose), "too_late": TOO_LATE[purpose]}
    return render(request, "office/form_mend.html", context)


@office_screen(Permission.ANNOUNCE_CALLS)
def form_mend_publish(request: ActingRequest, pk: int, version_pk: int) -> HttpResponse:
    """What a newer version would change in a call, and for whom; then does it, for a reason."""
    found, now = _found(request, pk), clock.now()
    version = get_object_or_404(versions(request.actor), pk=version_pk)
    purpose = version.questionnaire.purpose
    asked = asked_version(found, purpose)
    if asked is None or asked.questionnaire_id != version.questionnaire_id:
        raise Http404
    if version.number <= asked.number:
        return redirect("office:call", pk)
    form = MendForm(request.POST if request.method == "POST" else None, initial={"reason": version.reason})
    if is_sent(request, form) and act(
        form, lambda: mend_form(found, version, **form.cleaned_data, by=request.actor, now=now)
    ):
        if purpose in BRING_OVER:
            BRING_OVER[purpose](found, now=now)
        messages.success(request, str(DONE[purpose]))
        return redirect("office:call", pk)
    look = report_mend_preview if purpose == Purpose.REPORT else mend_preview
    context = {"call": found, "version": version, "asked": asked, "form": form, "purpose": purpose}
    context |= {"preview": look(found, version, language=request.actor.language), "too_late": TOO_LATE[purpose]}
    context |= {"may_mend": may_mend(found, now, purpose=purpose)}
    context |= {"unfinished": unfinished_languages(version) if version.is_draft else []}
    return render(request, "office/form_mend_publish.html", context)


def _found(request: ActingRequest, pk: int) -> Call:
    """A call with the forms that it asks now."""
    names = [f"{part}_version__questionnaire" for part in ("form", "quiz", "report")]
    return get_object_or_404(staff_calls(request.actor).select_related(*names, "rubric"), pk=pk)
