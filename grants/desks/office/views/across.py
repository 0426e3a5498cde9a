"""Checks across the questions of a form: added, changed, removed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.desks.office.forms.across import CheckForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.ground.questions import actions, queries
from grants.ground.questions.models import Purpose, Version
from grants.ground.questions.rules import Check, FormSpec, check_in_words
from grants.stages.applications.queries import route_choices


@office_screen(Permission.EDIT_FORMS)
def form_check_new(request: ActingRequest, pk: int) -> HttpResponse:
    """Adds a check."""
    version = get_object_or_404(queries.versions(request.actor), pk=pk)
    return _edit(request, version, queries.form_of(version), None)


@office_screen(Permission.EDIT_FORMS)
def form_check(request: ActingRequest, pk: int, check_id: UUID) -> HttpResponse:
    """Changes a check."""
    version = get_object_or_404(queries.versions(request.actor), pk=pk)
    spec = queries.form_of(version)
    return _edit(request, version, spec, _check(spec, str(check_id)))


@office_screen(Permission.EDIT_FORMS)
def form_check_remove(request: ActingRequest, pk: int, check_id: UUID) -> HttpResponse:
    """Asks, then takes a check out."""
    version = get_object_or_404(queries.versions(request.actor), pk=pk)
    spec = queries.form_of(version)

    def remove() -> None:
        actions.remove_check(version, str(check_id), by=request.actor, now=clock.now())

    if request.method == "POST":
        if act_or_tell(request, remove):
            messages.success(request, _("The check is removed."))
        return _back(version)
    words = check_in_words(_check(spec, str(check_id)), spec, request.actor.language)
    return render(request, "office/form_check_remove.html", {"version": version, "words": words})


def _check(spec: FormSpec, check_id: str) -> Check:
    found = next((check for check in spec.checks if check.id == check_id), None)
    if found is None:
        raise Http404
    return found


def _edit(request: ActingRequest, version: Version, spec: FormSpec, check: Check | None) -> HttpResponse:
    calls = route_choices(request.actor) if spec.purpose == Purpose.APPLICATION else []
    form = CheckForm(request.POST if request.method == "POST" else None, spec=spec, check=check, calls=calls)
    if request.method == "POST" and form.is_valid():
        given, check_id = form.given(), check.id if check else ""
        now = clock.now()
        if act(form, lambda: actions.set_check(version, **given, check_id=check_id, by=request.actor, now=now)):
            return _back(version)
    return render(request, "office/form_check.html", {"form": form, "version": version, "check": check})


def _back(version: Version) -> HttpResponse:
    """To the form, at its checks."""
    return redirect(f"{reverse('office:form', args=[version.questionnaire_id])}#checks")
