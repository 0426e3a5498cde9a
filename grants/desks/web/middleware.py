"""What happens around every request: its id, and the door of the content management system."""

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import add_never_cache_headers

from grants.desks.web.gates import Gate, answer_at_gate, load_actor
from grants.desks.web.languages import follow_person
from grants.ground.people.roles import Permission

Answer = Callable[[HttpRequest], HttpResponse]

# Pages that record an answer ask for the microphone themselves (desks.web.questions.spoken).
NO_DEVICES = "camera=(), geolocation=(), microphone=()"
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,36}")


class RequestIdMiddleware:
    """Gives each request an id, or keeps the one of the proxy before us; it stands in evidence and in the answer.

    No page may use the devices of a phone unless it says so itself.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if REQUEST_ID.fullmatch(given) else str(uuid.uuid4())
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        return response


class CompressionMiddleware(GZipMiddleware):
    """Sends pages compressed, since many who read them pay for every megabyte.

    Files are left as they are: they hardly get smaller, and a viewer asks for parts of them.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The page, compressed where the browser takes that."""
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        return super().process_response(request, response) if is_page else response


class CmsDoorMiddleware:
    """The gate that Wagtail's screens do not wear themselves: editors only, with the second step where they need one.

    Somebody signed in without the right hears 403 once, where Wagtail would send them round in circles. Wagtail's
    editor needs inline styles and scripts, so under its prefix, and nowhere else, the policy allows them.
    """

    gate = Gate("cms", frozenset({Permission.EDIT_SITE}))

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if not request.path.startswith(settings.CMS_PREFIX):
            return self.get_response(request)
        request.actor = load_actor(request)
        follow_person(request)
        if request.actor.is_person and not self.gate.admits(request.actor):
            raise PermissionDenied
        response = answer_at_gate(self.gate, request) or self.get_response(request)
        add_never_cache_headers(response)
        response._csp_replace = settings.CMS_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return response
