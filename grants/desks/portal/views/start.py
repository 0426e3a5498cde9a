"""Starting an application."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from grants.desks.portal.forms.applications import StartForm
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.stages.applications.actions import start_application, start_with_new_group
from grants.stages.applications.queries import own_groups
from grants.stages.calls.queries import announced_calls
from grants.stages.calls.rules import accepts_new


@portal_screen()
def start(request: ActingRequest, call_code: str) -> HttpResponse:
    """Which group applies? Then straight to the task list."""
    now = clock.now()
    call = get_object_or_404(announced_calls(), code=call_code)
    form = StartForm(request.POST if request.method == "POST" else None, groups=list(own_groups(request.actor)))
    if request.method == "POST" and form.is_valid():
        group, by = form.chosen_group, {"by": request.actor, "now": now}
        new = {"name": form.cleaned_data["name"], "legal_form": form.cleaned_data["legal_form"]}
        work = partial(start_application, call, group) if group else partial(start_with_new_group, call, **new)
        application = act(form, partial(work, **by))
        if application:
            return redirect("portal:application", application.pk)
    return render(request, "portal/start.html", {"call": call, "form": form, "is_open": accepts_new(call, now)})
