"""Going through a call as a group would, before anybody does."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.stages.applications.actions import end_rehearsal
from grants.stages.calls.actions import rehearse_call
from grants.stages.calls.queries import staff_calls


@office_screen(Permission.EDIT_CALLS)
@require_POST
def call_rehearse(request: ActingRequest, pk: int) -> HttpResponse:
    """Begins a rehearsal, or goes on with the one that runs, on the first screen that a group sees."""
    found, now = get_object_or_404(staff_calls(request.actor), pk=pk), clock.now()
    rehearsal = act_or_tell(request, lambda: rehearse_call(found, by=request.actor, now=now))
    if rehearsal is None:
        return redirect("office:call", pk)
    return redirect("portal:quiz" if rehearsal.quiz_version_id else "portal:start", rehearsal.code)


@office_screen(Permission.EDIT_CALLS)
@require_POST
def call_rehearsal_end(request: ActingRequest, pk: int) -> HttpResponse:
    """Ends my rehearsal of this call and erases what it made."""
    found = get_object_or_404(staff_calls(request.actor), pk=pk)
    if end_rehearsal(found, by=request.actor, now=clock.now()):
        messages.success(request, _("The rehearsal is over. What you wrote in it is erased."))
    return redirect("office:call", pk)
