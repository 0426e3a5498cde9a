"""Saying yes, by a link of one's own, to what the office typed in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from grants.desks.portal.forms.confirming import ConfirmForm
from grants.desks.web.answers import answer_sections
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest, anyone
from grants.desks.web.limits import is_over_limit
from grants.ground.kit import clock
from grants.stages.applications.actions import confirm_by_link
from grants.stages.applications.queries import confirmation_by, is_current

HOUR = 60 * 60


@anyone
def confirm(request: ActingRequest, token: str) -> HttpResponse:
    """Every answer as it was typed in, and a yes to it."""
    now = clock.now()
    found = get_object_or_404(confirmation_by(token, now=now))
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if is_sent(request, form):
        if is_over_limit(request, "confirm", limit=30, seconds=HOUR):
            form.add_error(None, _("Too many tries from this computer. Wait an hour, or ring us."))
        elif act(form, lambda: confirm_by_link(token, name=form.cleaned_data["name"], now=now)):
            return redirect("portal:confirm", token)
    context = {
        "confirmation": found,
        "application": found.application,
        "form": form,
        "is_current": is_current(found),
        "sections": answer_sections(found.snapshot.content),
    }
    return render(request, "portal/confirm.html", context)
