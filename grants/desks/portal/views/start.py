"""Starting an application: for a group of mine, for one that is new here, or for one that I only help."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from grants.desks.portal.forms.applications import NEW_GROUP, GroupForm, HelperForm, NewGroupForm
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.models import Organisation
from grants.stages.applications.actions import start_application, start_as_helper, start_with_new_group
from grants.stages.applications.models import Application
from grants.stages.applications.queries import closing_of, own_groups
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
    if is_new and not call.is_rehearsal:
        return _for_new_group(request, call)
    return _for_own_group(request, call, groups)


def _for_own_group(request: ActingRequest, call: Call, groups: list[Organisation]) -> HttpResponse:
    data, by = request.POST if request.method == "POST" else None, request.actor
    form = GroupForm(data, groups=groups, chosen=by.language, offers_new=not call.is_rehearsal)
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


@portal_screen()
def start_for(request: ActingRequest, call_code: str) -> HttpResponse:
    """For a group of which nobody is here yet, and that I help: its name, and two of its people who say yes to it."""
    if not getattr(request.user, "name", ""):
        return redirect(f"{reverse('profile:details')}?{urlencode({'next': request.get_full_path()})}")
    call = get_object_or_404(calls_open_to(request.actor).filter(is_rehearsal=False), code=call_code)
    form = HelperForm(request.POST if request.method == "POST" else None, chosen=request.actor.language)
    if is_sent(request, form) and (begun := act(form, lambda: _start_for(request, call, form))):
        return redirect("portal:application", begun.pk)
    context = {"call": call, "form": form, "is_open": accepts_new(call, clock.now()), "closes": closing_of(call)}
    return render(request, "portal/start_for.html", context)


def _start_for(request: ActingRequest, call: Call, form: HelperForm) -> Application:
    chosen = {name: form.cleaned_data[name] for name in ("legal_form", "language")}
    return start_as_helper(call, form.cleaned_data["name"], form.contacts, **chosen, by=request.actor, now=clock.now())


def _page(request: ActingRequest, call: Call, form: GroupForm | NewGroupForm) -> HttpResponse:
    is_open = accepts_new(call, clock.now())
    context = {"call": call, "form": form, "is_open": is_open, "closes": closing_of(call)}
    return render(request, "portal/start.html", context)
