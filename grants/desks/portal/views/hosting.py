"""Who holds the money: the group names another organisation, which says yes or no through a mailed link."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.portal.forms.hosting import HostAnswerForm, HostForm
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest, signed_link
from grants.desks.web.limits import is_over_limit
from grants.desks.web.shell import NavItem
from grants.ground.kit import clock
from grants.ground.reference.queries import funder
from grants.stages.applications.actions import answer_host, ask_host, take_back_host
from grants.stages.applications.permissions import can_send_application
from grants.stages.applications.queries import applications_of, host_behind, host_of, hosting_by, stated_of
from grants.stages.applications.rules.hosting import Standing

MOST_ANSWERS, SECONDS_COUNTED = 20, 60 * 60


@portal_screen()
def host(request: ActingRequest, pk: int) -> HttpResponse:
    """Who would hold the money for my group, and what they said."""
    found, now = get_object_or_404(applications_of(request.actor), pk=pk), clock.now()
    stated = stated_of(found)
    form = HostForm(
        request.POST if request.method == "POST" else None,
        currency=funder().currency,
        most_percent=found.call.host_fee_percent,
    )
    if is_sent(request, form) and act(form, lambda: ask_host(found, **form.details, by=request.actor, now=now)):
        messages.success(request, _("We have mailed them a link. You hear from us when they answer."))
        return redirect("portal:host", pk)
    context = {
        "application": found,
        "form": form,
        "stated": stated,
        "host": host_of(found, stated, now=now),
        "may_ask": can_send_application(request.actor, found),
    }
    return render(request, "portal/host.html", context)


@portal_screen()
@require_POST
def host_take_back(request: ActingRequest, pk: int) -> HttpResponse:
    """Nobody is asked any more; what was confirmed no longer counts."""
    found = get_object_or_404(applications_of(request.actor), pk=pk)
    if act_or_tell(request, lambda: take_back_host(found, by=request.actor, now=clock.now())):
        messages.success(request, _("Taken back. Their link no longer works."))
    return redirect("portal:host", pk)


@signed_link
def host_answer(request: HttpRequest, token: str) -> HttpResponse:
    """What the organisation would agree to, and its yes or no. This page does not know who reads it."""
    found, now = get_object_or_404(hosting_by(token)), clock.now()
    standing = host_behind(found, now=now)
    if standing.standing == Standing.NONE:
        raise Http404
    form = HostAnswerForm(request.POST if request.method == "POST" else None)
    if is_sent(request, form):
        if is_over_limit(request, "host", limit=MOST_ANSWERS, seconds=SECONDS_COUNTED):
            return HttpResponse(status=429)
        is_yes = "yes" in request.POST
        if act(form, lambda: answer_host(found, **form.cleaned_data, is_yes=is_yes, now=now)):
            return redirect("portal:host_answer", token)
    nav = [NavItem(_("Front page"), "/")]
    context = {"nav": nav, "host": standing, "application": found.application, "form": form, "funder": funder()}
    return render(request, "portal/host_answer.html", context)
