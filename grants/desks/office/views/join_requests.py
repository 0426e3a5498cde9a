"""People who ask to join a group. Groups answer for themselves; the office helps where nobody does."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from grants.desks.office.forms.join_requests import JoinAnswerForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.actions import answer_request, refuse_unknown
from grants.ground.people.queries import groups_named, open_requests
from grants.ground.people.roles import Permission


@office_screen(Permission.CHECK_APPLICATIONS)
@require_GET
def join_requests(request: ActingRequest) -> HttpResponse:
    """Everybody who asks, oldest first, with the group that we know by this name if there is one."""
    rows = open_requests(now=clock.now())[:200]
    return render(request, "office/join_requests.html", {"rows": rows})


@office_screen(Permission.CHECK_APPLICATIONS)
def join_request(request: ActingRequest, pk: int) -> HttpResponse:
    """Lets somebody into a group, or leaves them without an answer."""
    now = clock.now()
    asked = get_object_or_404(open_requests(now=now), pk=pk)
    groups, is_no = groups_named(asked.sort_name), "no" in request.POST
    form: forms.Form = JoinAnswerForm(request.POST if request.method == "POST" else None, groups=groups)
    if is_no:
        form = forms.Form(request.POST)
        if act(form, lambda: refuse_unknown(asked, by=request.actor, now=now)):
            messages.success(request, _("They were not let in. They are not told."))
            return redirect("office:join_requests")
    elif form.is_valid():
        given = form.cleaned_data
        if act(form, lambda: answer_request(asked, **given, by=request.actor, now=now)):
            messages.success(request, _("They are in the group now, and get a mail."))
            return redirect("office:join_requests")
    context = {"asked": asked, "form": form, "has_groups": groups.exists()}
    return render(request, "office/join_request.html", context)
