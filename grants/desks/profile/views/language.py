"""Choosing the language of the screens, signed in or not."""

from typing import Any

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from grants.desks.profile.views.sign_in import safe_next
from grants.desks.web.gates import doorstep
from grants.desks.web.languages import is_offered, remember_language
from grants.ground.kit import clock
from grants.ground.people.actions import choose_language


@doorstep
@require_POST
def language(request: Any) -> HttpResponse:
    """Reads every screen in another language from now on, here and, for somebody signed in, wherever they sign in."""
    code = request.POST.get("language", "")
    if not is_offered(code):
        return HttpResponseBadRequest()
    if request.actor.is_person:
        choose_language(request.user, code, by=request.actor, now=clock.now())
    response = redirect(safe_next(request, request.POST.get("next", "")))
    remember_language(response, code)
    return response
