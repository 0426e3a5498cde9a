"""Working on one application together: sign-off, handing over, bringing back, reading the thread."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.portal.forms.group import GiveBackForm, HandOverForm
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.stages.applications.actions import (
    give_back_to_writers,
    hand_over_application,
    mark_thread_read,
    restore_application,
)
from grants.stages.applications.permissions import can_hand_over_application, can_send_application
from grants.stages.applications.queries import applications_of, restorable_until, who_could_lead
from grants.stages.assessment.queries import is_still_judged


@portal_screen()
def give_back(request: ActingRequest, pk: int) -> HttpResponse:
    """Opens what waits for sign-off for writing again, with words for the writers."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    form = GiveBackForm(request.POST if request.method == "POST" else None)
    if is_sent(request, form):
        note = form.cleaned_data["note"]
        if act(form, lambda: give_back_to_writers(found, note, by=request.actor, now=clock.now())):
            messages.info(request, _("It is open for changes. Everyone in your group gets a mail."))
            return redirect("portal:application", pk)
    return render(request, "portal/application_give_back.html", {"application": found, "form": form})


@portal_screen()
def hand_over(request: ActingRequest, pk: int) -> HttpResponse:
    """Somebody else of the group looks after it."""
    found = get_object_or_404(applications_of(request.actor).select_related("lead"), pk=pk)
    people = who_could_lead(found)
    form = HandOverForm(request.POST if request.method == "POST" else None, people=people)
    if is_sent(request, form):
        person = form.cleaned_data["person"]
        if act(form, lambda: hand_over_application(found, person, by=request.actor, now=clock.now())):
            messages.success(request, _("%(name)s looks after it now.") % {"name": person.get_full_name()})
            return redirect("portal:application", pk)
    context = {
        "application": found,
        "form": form,
        "has_people": people.exists(),
        "may": can_hand_over_application(request.actor, found),
    }
    return render(request, "portal/application_hand_over.html", context)


@portal_screen()
def restore(request: ActingRequest, pk: int) -> HttpResponse:
    """Brings back what was withdrawn or deleted."""
    found, now = get_object_or_404(applications_of(request.actor), pk=pk), clock.now()
    if request.method == "POST":
        judged = is_still_judged(found)
        if act_or_tell(request, lambda: restore_application(found, by=request.actor, now=now, is_still_judged=judged)):
            messages.success(request, _("It is back where it was."))
        return redirect("portal:application", pk)
    may, until = can_send_application(request.actor, found), restorable_until(found)
    return render(request, "portal/application_restore.html", {"application": found, "until": until, "may": may})


@portal_screen()
@require_POST
def messages_read(request: ActingRequest, pk: int) -> HttpResponse:
    """The thread counts as read, by this person."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    mark_thread_read(found, by=request.actor, now=clock.now())
    return redirect("portal:application", pk)
