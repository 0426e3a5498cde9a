"""Rubrics: the list, one rubric with its criteria, writing and copying."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from grants.desks.office.forms.rubrics import CopyRubricForm, CriterionForm, RubricForm, initial_criterion
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.stages.calls import actions
from grants.stages.calls.models import Rubric
from grants.stages.calls.permissions import can_edit_calls
from grants.stages.calls.queries import criteria, rubric_spec
from grants.stages.calls.queries import rubrics as staff_rubrics
from grants.stages.calls.rules import rubric_problems

SORTS = {"newest": Sort(gettext_lazy("Newest first"), ("-id",))}


@office_screen(Permission.SEE_CASES)
@require_GET
def rubrics(request: ActingRequest) -> HttpResponse:
    """Every rubric, newest first."""
    page = keyset_page(request, staff_rubrics(request.actor), SORTS)
    return render(request, "office/rubric_list.html", {"page": page, "may_edit": can_edit_calls(request.actor)})


@office_screen(Permission.SEE_CASES)
@require_GET
def rubric(request: ActingRequest, pk: int) -> HttpResponse:
    """One rubric as reviewers and groups read it, and what it still lacks."""
    return _show(request, _found(request, pk))


@office_screen(Permission.EDIT_CALLS)
def rubric_new(request: ActingRequest) -> HttpResponse:
    """A new, empty rubric."""
    form, now = RubricForm(request.POST or None), clock.now()
    if is_sent(request, form):
        made = act(form, lambda: actions.create_rubric(**form.cleaned_data, by=request.actor, now=now))
        if made:
            return redirect("office:rubric", pk=made.pk)
    return render(request, "office/rubric_edit.html", {"form": form})


@office_screen(Permission.EDIT_CALLS)
def rubric_edit(request: ActingRequest, pk: int) -> HttpResponse:
    """Changes a rubric's title and least total."""
    found, now = _found(request, pk), clock.now()
    initial = {"title": found.title, "least_total": found.least_total}
    form = RubricForm(request.POST or None, initial=initial)
    if is_sent(request, form) and act(
        form, lambda: actions.change_rubric(found, **form.cleaned_data, by=request.actor, now=now)
    ):
        messages.success(request, _("The rubric is saved."))
        return redirect("office:rubric", pk=pk)
    return render(request, "office/rubric_edit.html", {"form": form, "rubric": found})


@office_screen(Permission.EDIT_CALLS)
@require_POST
def rubric_copy(request: ActingRequest, pk: int) -> HttpResponse:
    """A copy that can be changed."""
    found, form, now = _found(request, pk), CopyRubricForm(request.POST), clock.now()
    if form.is_valid():
        made = act(form, lambda: actions.copy_rubric(found, **form.cleaned_data, by=request.actor, now=now))
        if made:
            messages.success(request, _("Here is the copy."))
            return redirect("office:rubric", pk=made.pk)
    return _show(request, found, copy_form=form)


@office_screen(Permission.EDIT_CALLS)
def criterion_new(request: ActingRequest, pk: int) -> HttpResponse:
    """Adds a criterion at the end of a rubric."""
    found, now = _found(request, pk), clock.now()
    form = CriterionForm(request.POST or None, rubric=found)
    if is_sent(request, form) and act(
        form, lambda: actions.add_criterion(found, **form.terms(), by=request.actor, now=now)
    ):
        messages.success(request, _("The criterion is added."))
        return redirect("office:rubric", pk=pk)
    return render(request, "office/rubric_criterion.html", {"form": form, "rubric": found})


@office_screen(Permission.EDIT_CALLS)
def criterion(request: ActingRequest, pk: int) -> HttpResponse:
    """Changes one criterion."""
    found, now = get_object_or_404(criteria(request.actor), pk=pk), clock.now()
    form = CriterionForm(request.POST or None, rubric=found.rubric, initial=initial_criterion(found))
    if is_sent(request, form) and act(
        form, lambda: actions.change_criterion(found, **form.terms(), by=request.actor, now=now)
    ):
        messages.success(request, _("The criterion is saved."))
        return redirect("office:rubric", pk=found.rubric_id)
    return render(request, "office/rubric_criterion.html", {"form": form, "rubric": found.rubric, "criterion": found})


@office_screen(Permission.EDIT_CALLS)
@require_POST
def criterion_move(request: ActingRequest, pk: int) -> HttpResponse:
    """Moves a criterion one place up or down."""
    found, now = get_object_or_404(criteria(request.actor), pk=pk), clock.now()
    place = found.position + (1 if request.POST.get("direction") == "down" else -1)
    act_or_tell(request, lambda: actions.move_criterion(found, to_position=place, by=request.actor, now=now))
    return redirect("office:rubric", pk=found.rubric_id)


@office_screen(Permission.EDIT_CALLS)
@require_POST
def criterion_remove(request: ActingRequest, pk: int) -> HttpResponse:
    """Takes a criterion out."""
    found, now = get_object_or_404(criteria(request.actor), pk=pk), clock.now()
    act_or_tell(request, lambda: actions.remove_criterion(found, by=request.actor, now=now))
    return redirect("office:rubric", pk=found.rubric_id)


def _found(request: ActingRequest, pk: int) -> Rubric:
    return get_object_or_404(staff_rubrics(request.actor), pk=pk)


def _show(request: ActingRequest, found: Rubric, **more: Any) -> HttpResponse:
    spec = rubric_spec(found)
    context = {
        "rubric": spec,
        "call_count": found.call_count,
        "problems": rubric_problems(spec),
        "may_edit": can_edit_calls(request.actor),
        "copy_form": CopyRubricForm(),
        **more,
    }
    return render(request, "office/rubric_show.html", context)
