"""How often one computer may knock: counted in the shared cache."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def is_over_limit(request: HttpRequest, action: str, *, limit: int, seconds: int) -> bool:
    """Counts one more `action` of the computer that asks; True when it was over the limit in this stretch of time."""
    key = f"limit:{action}:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:  # it ran out between the two lines
        return False
