"""Doors of Wagtail that lead here instead: signing in and out, one's own account, and the screens that stay closed."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from grants.desks.web.gates import doorstep


@doorstep
def cms_sign_in(request: Any) -> HttpResponse:
    """Wagtail's sign-in page: ours, which knows the second step."""
    query = urlencode({"next": request.GET.get("next") or settings.CMS_PREFIX})
    return redirect(f"{reverse('profile:sign_in')}?{query}")


@doorstep
def cms_account(request: Any) -> HttpResponse:
    """Wagtail's page of one's own account: ours."""
    return redirect("profile:details")


@doorstep
def closed(request: Any, **anything: Any) -> HttpResponse:
    """People and groups are looked after in the office, passwords do not exist."""
    raise Http404
