"""When a form comes with an old token: what was typed is shown again, with a new one, and never lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from grants.desks.web.kept_forms import comes_from_elsewhere, sent_form


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Named by settings.CSRF_FAILURE_VIEW. A form sent from another site is refused, and nothing of it is shown."""
    is_foreign = comes_from_elsewhere(request)
    context = {} if is_foreign else {"kept": sent_form(request)}
    response = render(request, "web/stale_form.html", {"is_foreign": is_foreign, **context}, status=403)
    add_never_cache_headers(response)
    return response
