"""What the site says to the office about the page of a call."""

from django import template

from cms.models import CallPage
from grants.stages.calls.models import Call

register = template.Library()


@register.simple_tag
def page_of_call(call: Call) -> CallPage | None:
    """The page that an editor wrote for the call, a published one first; none while nobody has begun."""
    return CallPage.objects.filter(call=call).order_by("-live", "pk").only("title", "live", "path", "depth").first()
