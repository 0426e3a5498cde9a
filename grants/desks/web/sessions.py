"""Sessions: who is signed in here, since when, and whether with a second factor."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from grants.ground.kit import clock
from grants.ground.people.models import Person

SECOND_STEP = "second_factor_at"


def enter(request: HttpRequest, person: Person) -> None:
    """Opens a session for a person, under a new key, and notes the browser."""
    auth.login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    UserSession.objects.create_from_request(request)


def leave(request: HttpRequest) -> None:
    """Ends this session, with all it holds."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    auth.logout(request)


def has_passed_second_step(request: HttpRequest) -> bool:
    """Whether this session was opened with a second factor."""
    return SECOND_STEP in request.session


def note_second_step(request: HttpRequest) -> None:
    """Marks the session as opened with a second factor."""
    request.session[SECOND_STEP] = clock.now().timestamp()
