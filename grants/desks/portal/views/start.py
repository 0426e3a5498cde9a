"""Starting an application: for a group of mine, for one that is new here, or for one that I only help."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from grants.desks.portal.forms.applications import NEW_GROUP, GroupForm, HelperForm, NewGroupForm
from grants.desks.portal.forms.quiz import read_progress
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.models import Organisation
from grants.ground.questions.queries import form_of
from grants.ground.questions.queries.quizzes import quiz_answers_under
from grants.ground.questions.rules import quiz_step
from grants.stages.applications.actions import start_application, start_as_helper, start_with_new_group
from grants.stages.applications.models import Application
from grants.stages.applications.queries import closing_of, language_to_renew_in, own_groups
from grants.stages.calls.models import Call
from grants.stages.calls.queries import calls_open_to
from grants.stages.calls.rules import accepts_new


@portal_screen()
def start(request: ActingRequest, call_code: str) -> HttpResponse:
    """Which group applies? Then straight to the task list. Somebody new is asked for their name first."""
    if not getattr(request.user, "name", ""):
        return redirect(f"{reverse('profile:details')}?{urlencode({'next': request.get_full_path()})}")
    calls = calls_open_to(request.actor).select_related("quiz_version__questionnaire")
    call = get_object_or_404(calls, code=call_code)
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
            return redirect(f"{request.path}?{urlencode({**request.GET.dict(), 'group': NEW_GROUP})}")
        more = {"language": form.cleaned_data["language"], "passed": _passed(request, call)}
        application = act(form, lambda: start_application(call, group, **more, by=by, now=clock.now()))
        if application:
            return redirect("portal:application", application.pk)
    return _page(request, call, form)


def _for_new_group(request: ActingRequest, call: Call) -> HttpResponse:
    form = NewGroupForm(request.POST if request.method == "POST" else None, chosen=request.actor.language)
    if request.method == "POST" and form.is_valid():
        by, given = request.actor, form.cleaned_data | {"passed": _passed(request, call)}
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


def _passed(request: ActingRequest, call: Call) -> dict[str, Any] | None:
    """What was answered in the quiz on the way here, where that passes it as it is now."""
    version = call.quiz_version
    if version is None or "so-far" not in request.GET:
        return None
    progress = read_progress(request.GET["so-far"], call.code)
    answers = quiz_answers_under(version, progress.answers, given_under=progress.version)
    return answers if quiz_step(form_of(version), answers).kind == "done" else None


def _page(request: ActingRequest, call: Call, form: GroupForm | NewGroupForm | None) -> HttpResponse:
    """`form` is None for somebody who has no group that may apply."""
    is_open = accepts_new(call, clock.now())
    context = {"call": call, "form": form, "is_open": is_open, "closes": closing_of(call)}
    return render(request, "portal/start.html", context)
