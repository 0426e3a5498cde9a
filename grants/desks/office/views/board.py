"""Assigning by hand, ties, and the board."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from grants.desks.office.forms.awards import ReasonForm
from grants.desks.office.forms.panels import CorrectForm, SettleForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.stages.assessment import actions
from grants.stages.assessment.models import Conflict
from grants.stages.assessment.queries import (
    board,
    correctable_ties,
    grid_of,
    live_assignments,
    staff_panels,
    ties_to_settle,
)
from grants.stages.assessment.rules.panels import STEPS, takes_members


@office_screen(Permission.SEE_CASES)
@require_GET
def panel_board(request: ActingRequest, pk: int) -> HttpResponse:
    """What the scores come to, with the money under it."""
    panel = get_object_or_404(staff_panels(request.actor), pk=pk)
    context = {"panel": panel, "board": board(panel, request.actor), "steps": STEPS[panel.call.who_decides]}
    return render(request, "office/panel_board.html", context)


@office_screen(Permission.RUN_PANELS)
def panel_assign(request: ActingRequest, pk: int) -> HttpResponse:
    """Who reads what: applications down, reviewers across. Only what was changed on the page is changed."""
    panel = get_object_or_404(staff_panels(request.actor), pk=pk)
    if request.method == "POST":
        was, wanted = _pairs(request.POST.getlist("was")), _pairs(request.POST.getlist("pair"))
        change = {"add": wanted - was, "remove": was - wanted}
        now = clock.now()
        if act_or_tell(request, lambda: actions.change_assignments(panel, **change, by=request.actor, now=now)):
            messages.success(request, _("Saved who reads what."))
        return redirect("office:panel_assign", pk)
    context = {"panel": panel, "grid": grid_of(panel), "is_open": takes_members(panel.status)}
    return render(request, "office/panel_assign.html", context)


def _pairs(texts: list[str]) -> set[tuple[int, int]]:
    """ "12:7" as (candidate 12, person 7); anything else is left out."""
    found = (text.partition(":") for text in texts)
    return {(int(one), int(two)) for one, _colon, two in found if one.isdecimal() and two.isdecimal()}


@office_screen(Permission.RUN_PANELS)
def assignment_remove(request: ActingRequest, pk: int) -> HttpResponse:
    """Takes a reviewer off an application although their review is in."""
    assignment = get_object_or_404(live_assignments(request.actor), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, label=_("Why their review should not count"))

    def remove() -> object:
        reason = form.cleaned_data["reason"]
        return actions.remove_assignment(assignment, reason=reason, by=request.actor, now=clock.now())

    if request.method == "POST" and form.is_valid() and act(form, remove):
        messages.success(request, _("Their review no longer counts."))
        return redirect("office:panel_assign", assignment.candidate.panel_id)
    return render(request, "office/assignment_remove.html", {"assignment": assignment, "form": form})


@office_screen(Permission.RUN_PANELS)
def panel_ties(request: ActingRequest, pk: int) -> HttpResponse:
    """What each tie means. One's own are not in the list: a colleague or the chair settles those."""
    panel = get_object_or_404(staff_panels(request.actor), pk=pk)
    ties = ties_to_settle(panel).exclude(person_id=request.actor.person_id)
    forms = [SettleForm(tie, request.POST if request.POST.get("tie") == str(tie.pk) else None) for tie in ties]
    for form in forms:
        if form.is_valid() and act(form, lambda form=form: _settle(request, form)):
            messages.success(request, _("Settled."))
            return redirect("office:panel_ties", pk)
    return render(request, "office/panel_ties.html", {"panel": panel, "forms": forms})


def _settle(request: ActingRequest, form: SettleForm) -> Conflict:
    effect = form.cleaned_data["effect"]
    return actions.settle_conflict(form.conflict, effect=effect, by=request.actor, now=clock.now())


@office_screen(Permission.RUN_PANELS)
def tie_correct(request: ActingRequest, pk: int) -> HttpResponse:
    """Corrects what somebody declared by mistake."""
    tie = get_object_or_404(correctable_ties(request.actor), pk=pk)
    form = CorrectForm(request.POST if request.method == "POST" else None, initial={"kind": tie.kind})

    def correct() -> Conflict:
        return actions.correct_conflict(tie, **form.cleaned_data, by=request.actor, now=clock.now())

    if request.method == "POST" and form.is_valid() and act(form, correct):
        messages.success(request, _("Corrected."))
        return redirect("office:panel_ties", tie.panel_id)
    return render(request, "office/tie_correct.html", {"tie": tie, "form": form})
