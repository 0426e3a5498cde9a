"""Gates: who may enter a screen. Every view wears exactly one; a test reads them all.

A gate loads the Actor once and hands it to the view as `request.actor`. Signed-out people are sent to sign in and
come back; signed-in people without the right find nothing there (404), so that no address can be guessed.
"""

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from grants.ground.kit import clock
from grants.ground.people.actor import ANYONE, Actor
from grants.ground.people.queries import actor_of
from grants.ground.people.roles import Permission

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Gate:
    """What a view asks of whoever comes: the desk, and the permissions of which one is enough."""

    desk: str
    permissions: frozenset[Permission] = frozenset()
    is_open: bool = False

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
    return actor_of(person, today=clock.now().date(), request_id=str(uuid.uuid4()))


def wear(gate: Gate, view: View, *, needs_session: bool = True) -> View:
    """`view` behind `gate`. Personal pages are never stored by browsers or proxies."""

    @functools.wraps(view)
    def gated(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.actor = load_actor(request) if needs_session else ANYONE
        if not gate.admits(request.actor):
            if request.actor.is_person:
                raise Http404
            return redirect_to_login(request.get_full_path())
        response = view(request, *args, **kwargs)
        if needs_session:
            add_never_cache_headers(response)
        return response

    gated.gate = gate  # type: ignore[attr-defined]
    return gated


def desk_screen(desk: str) -> Callable[..., Callable[[View], View]]:
    """Makes a desk's own decorator: `office_screen = desk_screen("office")`, worn as `@office_screen(Permission.X)`."""

    def screen(*permissions: Permission) -> Callable[[View], View]:
        return lambda view: wear(Gate(desk, frozenset(permissions)), view)

    return screen


def anyone(view: View) -> View:
    """A screen for everybody, signed in or not, that knows who is asking. Personal, so never stored."""
    return wear(Gate("anyone", is_open=True), view)


def public(view: View) -> View:
    """A page that is the same for all: no session is read, no cookie set, and it may be cached."""
    return wear(Gate("public", is_open=True), view, needs_session=False)
