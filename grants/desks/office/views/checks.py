"""Checking an application in: the answers beside the checklist, and the finding."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.office.forms.checks import ChecklistForm, IneligibleForm
from grants.desks.office.gate import office_screen
from grants.desks.office.views.applications import case, sent_sections
from grants.desks.web.forms import act, act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.kit.text import in_language
from grants.ground.people.roles import Permission
from grants.stages.applications.models import Application
from grants.stages.checks import actions, queries, rules
from grants.stages.checks.models import Finding
from grants.stages.checks.permissions import can_check_application


@office_screen(Permission.SEE_CASES)
def application_check(request: ActingRequest, pk: int) -> HttpResponse:
    """The checklist. Saving keeps each line; the button beside it also finds the application eligible."""
    found, context = case(request, pk, "application_check")
    lines = queries.answered_lines(found, context["facts"])
    may_check = can_check_application(request.actor, found)
    form = ChecklistForm(request.POST if request.method == "POST" else None, lines=lines)
    if request.method == "POST" and may_check and form.is_valid():
        is_final = "eligible" in request.POST
        if act(form, lambda: _save(request, found, form, is_final=is_final)):
            said = _("The application is eligible.") if is_final else _("The checklist is saved.")
            messages.success(request, said)
            return redirect("office:application_check", pk)
    context |= {"form": form, "may_check": may_check, **_finding(found, request.actor.language)}
    context |= {"sections": sent_sections(context["facts"].snapshot.content, found, request.actor)}
    return render(request, "office/application_check.html", context)


def _finding(found: Application, language: str) -> dict[str, Any]:
    """The finding in force, its reason in words, and whether it can be taken back."""
    finding = queries.live_finding(found)
    if finding is None:
        return {}
    reason = in_language(finding.reason_code.sentence, language) if finding.reason_code else ""
    can_undo = not rules.blockers_to_undo(status=found.status, is_live=True)
    return {"finding": finding, "reason": reason, "can_undo": can_undo}


def _save(request: ActingRequest, found: Application, form: ChecklistForm, *, is_final: bool) -> None:
    """All lines, or none where one is refused; then the finding, if asked. What is right is kept either way."""
    now = clock.now()
    with transaction.atomic():
        for line, answer, note in form.given():
            actions.answer_check(found, line, answer=answer, note=note, by=request.actor, now=now)
    if is_final:
        actions.find_eligible(found, by=request.actor, now=now)


@office_screen(Permission.CHECK_APPLICATIONS)
def application_ineligible(request: ActingRequest, pk: int) -> HttpResponse:
    """Says that the call's rules leave it out, with a published reason."""
    found, context = case(request, pk, "application_check")
    reasons = queries.ineligible_reasons()
    form = IneligibleForm(
        request.POST if request.method == "POST" else None, reasons=reasons, language=request.actor.language
    )
    if request.method == "POST" and form.is_valid():
        reason, note = form.cleaned_data["reason"], form.cleaned_data["note"]
        now = clock.now()
        if act(form, lambda: actions.find_ineligible(found, reason_code=reason, note=note, by=request.actor, now=now)):
            return redirect("office:application_check", pk)
    context |= {"form": form, "needs_second": actions.needs_confirmation(found)}
    return render(request, "office/application_ineligible.html", context)


@office_screen(Permission.CHECK_APPLICATIONS)
@require_POST
def finding_confirm(request: ActingRequest, pk: int) -> HttpResponse:
    """The second person agrees that it is not eligible."""
    return _on_finding(request, pk, actions.confirm_ineligible, _("Confirmed. The group has been told."))


@office_screen(Permission.CHECK_APPLICATIONS)
@require_POST
def finding_undo(request: ActingRequest, pk: int) -> HttpResponse:
    """The check-in is taken up again."""
    return _on_finding(request, pk, actions.undo_finding, _("The check-in is open again."))


def _on_finding(request: ActingRequest, pk: int, action: Callable[..., Finding], done: str) -> HttpResponse:
    found, _context = case(request, pk, "application_check")
    finding = queries.live_finding(found)
    if finding is None:
        raise Http404
    if act_or_tell(request, lambda: action(finding, by=request.actor, now=clock.now())):
        messages.success(request, done)
    return redirect("office:application_check", pk)
