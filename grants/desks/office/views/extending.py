"""Moving the closing date of a call that is announced."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from grants.desks.office.forms.calls import ExtendCallForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import funder
from grants.stages.calls.actions import extend_call
from grants.stages.calls.queries import staff_calls
from grants.stages.calls.rules import key_dates, may_extend


@office_screen(Permission.ANNOUNCE_CALLS)
def call_extend(request: ActingRequest, pk: int) -> HttpResponse:
    """A later closing date, with the reason that everybody reads."""
    found, now, row = get_object_or_404(staff_calls(request.actor), pk=pk), clock.now(), funder()
    initial = {"closes_at": found.closes_at}
    form = ExtendCallForm(request.POST if request.method == "POST" else None, funder=row, initial=initial)
    if is_sent(request, form) and act(form, lambda: extend_call(found, **form.cleaned_data, by=request.actor, now=now)):
        messages.success(request, _("The closing date is moved. Groups with a draft get a mail."))
        return redirect("office:call", pk)
    closes = key_dates(found, zone=row.timezone, place=row.place_name).closes.words
    context = {"call": found, "form": form, "closes": closes, "may_extend": may_extend(found, now)}
    return render(request, "office/call_extend.html", context)
