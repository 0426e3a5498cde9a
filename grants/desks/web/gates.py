"""Gates: who may enter a screen. Every view wears exactly one; a test reads them all.

A gate loads the Actor once and hands it to the view as `request.actor`. Signed-out people are sent to sign in and
come back, with the form they were about to send. Signed-in people without the right find nothing there (404), so that
no address can be guessed. Whoever needs a second step to sign in gets nowhere before it.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache

from grants.desks.web.kept_forms import forget_kept_form, keep_form
from grants.desks.web.languages import follow_person
from grants.desks.web.sessions import has_passed_second_step
from grants.ground.kit import clock
from grants.ground.people.actor import ANYONE, Actor
from grants.ground.people.queries import actor_of
from grants.ground.people.roles import Permission

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Gate:
    """What a view asks of whoever comes: the desk, and the permissions of which one is enough.

    `is_open` lets everybody in; `is_before_second_step` is for the screens of signing in themselves.
    """

    desk: str
    permissions: frozenset[Permission] = frozenset()
    is_open: bool = False
    is_before_second_step: bool = False

    def admits(self, actor: Actor) -> bool:
        """Whether this actor may enter. Desks for groups and panels admit anyone signed in and look up by the actor."""
        return self.is_open or (actor.is_person and (not self.permissions or actor.may_any(*self.permissions)))


class ActingRequest(HttpRequest):
    """A request that came through a gate."""

    actor: Actor


def load_actor(request: HttpRequest) -> Actor:
    """The Actor of a request: a person with roles today, or anyone."""
    person: Any = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return ANYONE
    return actor_of(person, today=clock.now().date(), request_id=getattr(request, "request_id", ""))


def answer_at_gate(gate: Gate, request: Any) -> HttpResponse | None:
    """What somebody hears at the gate instead of entering; None to let them in. Reads `request.actor`."""
    if not gate.admits(request.actor):
        if request.actor.is_person:
            raise Http404
        return ask_to_sign_in(request)
    is_half_way = request.actor.needs_second_factor and not has_passed_second_step(request)
    if is_half_way and not gate.is_before_second_step:
        return ask_for_second_step(request)
    return None


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Off to the sign-in page, and back here after it. A form that was being sent is kept and shown again."""
    if asked_by_script(request):
        return HttpResponse(status=401)
    if request.method == "POST":
        keep_form(request)
    return redirect_to_login(request.get_full_path())


def ask_for_second_step(request: HttpRequest) -> HttpResponse:
    """Off to the second step, and back here after it."""
    if asked_by_script(request):
        return HttpResponse(status=401)
    if request.method == "POST":
        keep_form(request)
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('profile:second_factor_check')}?{query}")


def asked_by_script(request: HttpRequest) -> bool:
    """Whether a script in the page waits for the answer, so that a redirect to a whole page would mislead it."""
    return "HX-Request" in request.headers or request.headers.get("X-Requested-With") == "XMLHttpRequest"


def wear(gate: Gate, view: View, *, needs_session: bool = True) -> View:
    """`view` behind `gate`. Personal pages are never stored by browsers or proxies."""

    @functools.wraps(view)
    def gated(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not needs_session:
            request.actor, request.is_unnamed = ANYONE, True
            return view(request, *args, **kwargs)
        request.actor = load_actor(request)
        follow_person(request)
        response = answer_at_gate(gate, request)
        if response is None:
            forget_kept_form(request)
            response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    gated.gate = gate  # type: ignore[attr-defined]
    return gated


def desk_screen(desk: str, *, is_before_second_step: bool = False) -> Callable[..., Callable[[View], View]]:
    """Makes a desk's own decorator: `office_screen = desk_screen("office")`, worn as `@office_screen(Permission.X)`."""

    def screen(*permissions: Permission) -> Callable[[View], View]:
        gate = Gate(desk, frozenset(permissions), is_before_second_step=is_before_second_step)
        return lambda view: wear(gate, view)

    return screen


def anyone(view: View) -> View:
    """A screen for everybody, signed in or not, that knows who is asking. Personal, so never stored."""
    return wear(Gate("anyone", is_open=True), view)


def doorstep(view: View) -> View:
    """A screen of signing in or out: for everybody, and the only ones that come before the second step."""
    return wear(Gate("anyone", is_open=True, is_before_second_step=True), view)


def public(view: View) -> View:
    """A page that is the same for all: no session is read, no cookie set, and it may be cached."""
    return wear(Gate("public", is_open=True), view, needs_session=False)


def unnamed(view: View) -> View:
    """A screen that must not know who is asking: no session is read, and no browser or proxy keeps the page."""
    return wear(Gate("anyone", is_open=True), never_cache(view), needs_session=False)


def signed_link(view: View) -> View:
    """A screen for whoever holds a mailed link with a secret in its address: it knows no session, and is never kept.

    Asking for it does nothing; what its form does counts by the link alone.
    """
    return wear(Gate("anyone", is_open=True), never_cache(view), needs_session=False)
