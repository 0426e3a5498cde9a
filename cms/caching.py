"""How long a public page may be kept by browsers and proxies: never past the moment at which it would be wrong."""

import datetime as dt

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

LONGEST_SECONDS = 60


def keep_until(response: HttpResponse, now: dt.datetime, changes_at: dt.datetime | None) -> HttpResponse:
    """Lets everybody keep the answer for a minute, or until it changes if that comes first."""
    seconds = LONGEST_SECONDS if changes_at is None else int((changes_at - now).total_seconds())
    patch_cache_control(response, public=True, max_age=max(0, min(LONGEST_SECONDS, seconds)))
    return response
