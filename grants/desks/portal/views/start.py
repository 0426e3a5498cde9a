"""Starting an application: for a group of mine, or for one that is new here."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from grants.desks.portal.forms.applications import NEW_GROUP, GroupForm, NewGroupForm
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.models import Organisation
from grants.stages.applications.actions import start_application, start_with_new_group
from grants.stages.applications.queries import closing_of, language_to_renew_in, own_groups
from grants.stages.calls.models import Call
from grants.stages.calls.queries import calls_open_to
from grants.stages.calls.rules import accepts_new


@portal_screen()
def start(request: ActingRequest, call_code: str) -> HttpResponse:
    """Which group applies? Then straight to the task list. Somebody new is asked for their name first."""
    if not getattr(request.user, "name", ""):
        return redirect(f"{reverse('profile:details')}?{urlencode({'next': request.get_full_path()})}")
    call = get_object_or_404(calls_open_to(request.actor), code=call_code)
    groups = list(own_groups(request.actor, call))
    is_new = not groups or request.GET.get("group") == NEW_GROUP
    if call.renews_id and not groups:
        return _page(request, call, None)
    if is_new and _takes_new_groups(call):
        return _for_new_group(request, call)
    return _for_own_group(request, call, groups)


def _takes_new_groups(call: Call) -> bool:
    """Not a rehearsal, which has its own, and not a call that renews grants, which are of groups that we know."""
    return not call.is_rehearsal and call.renews_id is None


def _for_own_group(request: ActingRequest, call: Call, groups: list[Organisation]) -> HttpResponse:
    data, by = request.POST if request.method == "POST" else None, request.actor
    chosen = language_to_renew_in(call, groups) or by.language
    form = GroupForm(data, groups=groups, chosen=chosen, offers_new=_takes_new_groups(call))
    if request.method == "POST" and form.is_valid():
        group = form.chosen
        if group is None:
            return redirect(f"{request.path}?group={NEW_GROUP}")
        language = form.cleaned_data["language"]
        application = act(form, lambda: start_application(call, group, language=language, by=by, now=clock.now()))
        if application:
            return redirect("portal:application", application.pk)
    return _page(request, call, form)


def _for_new_group(request: ActingRequest, call: Call) -> HttpResponse:
    form = NewGroupForm(request.POST if request.method == "POST" else None, chosen=request.actor.language)
    if request.method == "POST" and form.is_valid():
        by, given = request.actor, form.cleaned_data
        application = act(form, lambda: start_with_new_group(call, **given, by=by, now=clock.now()))
        if application:
            return redirect("portal:application", application.pk)
    return _page(request, call, form)


def _page(request: ActingRequest, call: Call, form: GroupForm | NewGroupForm | None) -> HttpResponse:
    """`form` is None for somebody who has no group that may apply."""
    is_open = accepts_new(call, clock.now())
    context = {"call": call, "form": form, "is_open": is_open, "closes": closing_of(call)}
    return render(request, "portal/start.html", context)
