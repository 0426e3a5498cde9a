"""Ties to groups: saying them, and for the chair settling them."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from grants.desks.panel.forms.ties import CorrectForm, DeclareForm, SettleForm, TieForm
from grants.desks.panel.gate import panel_screen
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.stages.assessment.actions import correct_conflict, declare_conflicts, settle_conflict
from grants.stages.assessment.models import Conflict, PanelRole
from grants.stages.assessment.queries import (
    correctable_ties,
    groups_to_declare,
    panels_sat_on,
    ties_to_settle,
    workable_by,
)


@panel_screen()
def declare(request: ActingRequest, panel_pk: int) -> HttpResponse:
    """The list of groups from A to Z. What was said before is not asked again."""
    seat = get_object_or_404(panels_sat_on(request.actor), panel_id=panel_pk)
    form = DeclareForm(groups_to_declare(request.actor, seat.panel), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answers = form.none_of_them() if "none" in request.POST else form.answers()
        now = clock.now()
        if act(form, lambda: declare_conflicts(seat.panel, answers, by=request.actor, now=now)):
            messages.success(request, _("Thank you. We have noted what you said."))
            return redirect("panel:home")
    return render(request, "panel/ties_declare.html", {"seat": seat, "form": form})


@panel_screen()
def declare_one(request: ActingRequest, assignment_pk: int) -> HttpResponse:
    """A tie that one notices while reading. It hides the application, or takes it off one's list."""
    assignment = get_object_or_404(workable_by(request.actor), pk=assignment_pk)
    form = TieForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        panel, application = assignment.candidate.panel, assignment.candidate.application
        answers = {application.pk: (form.cleaned_data["kind"], form.cleaned_data["note"])}
        if act(form, lambda: declare_conflicts(panel, answers, by=request.actor, now=clock.now())):
            messages.success(request, _("Thank you. We have noted what you said."))
            return redirect("panel:home")
    return render(request, "panel/tie_declare.html", {"assignment": assignment, "form": form})


@panel_screen()
def settle(request: ActingRequest, panel_pk: int) -> HttpResponse:
    """The chair says what each tie means. Their own are not in the list: an officer settles those."""
    seats = panels_sat_on(request.actor).filter(role=PanelRole.CHAIR)
    seat = get_object_or_404(seats, panel_id=panel_pk)
    ties = ties_to_settle(seat.panel).exclude(person_id=request.actor.person_id)
    forms = [SettleForm(tie, _posted_for(request, tie.pk)) for tie in ties]
    for form in forms:
        if form.is_valid() and act(form, lambda form=form: _settle(request, form)):
            messages.success(request, _("Settled."))
            return redirect("panel:ties", panel_pk)
    return render(request, "panel/ties_settle.html", {"seat": seat, "forms": forms})


@panel_screen()
def correct(request: ActingRequest, panel_pk: int, tie_pk: int) -> HttpResponse:
    """The chair corrects what somebody declared by mistake."""
    seats = panels_sat_on(request.actor).filter(role=PanelRole.CHAIR)
    seat = get_object_or_404(seats, panel_id=panel_pk)
    tie = get_object_or_404(correctable_ties(request.actor), pk=tie_pk, panel_id=seat.panel_id)
    posted = request.POST if request.method == "POST" else None
    form = CorrectForm(posted, initial={"kind": tie.kind})

    def put_right() -> Conflict:
        return correct_conflict(tie, **form.cleaned_data, by=request.actor, now=clock.now())

    if form.is_valid() and act(form, put_right):
        messages.success(request, _("Corrected."))
        return redirect("panel:ties", panel_pk)
    return render(request, "panel/tie_correct.html", {"seat": seat, "tie": tie, "form": form})


def _posted_for(request: ActingRequest, tie_pk: int) -> QueryDict | None:
    return request.POST if request.POST.get("tie") == str(tie_pk) else None


def _settle(request: ActingRequest, form: SettleForm) -> Conflict:
    effect = form.cleaned_data["effect"]
    return settle_conflict(form.conflict, effect=effect, by=request.actor, now=clock.now())
