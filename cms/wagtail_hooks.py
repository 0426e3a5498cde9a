"""What editors meet when they sign in to Wagtail."""

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.models import CallIndexPage, CallPage
from grants.ground.kit import clock


class CallsWithoutPage(Component):
    """Calls that the office has announced and that nobody can find, since no page of theirs is published."""

    name = "calls_without_page"
    order = 50
    template_name: ClassVar[str] = "cms/panels/calls_without_page.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The calls, each with the draft of its page where there is one, and the list that their pages belong to."""
        return {"waiting": CallPage.objects.waited_for(clock.now()), "index": CallIndexPage.objects.first()}


@hooks.register("construct_homepage_panels")
def show_calls_without_page(request: HttpRequest, panels: list[Any]) -> None:
    """First on the editor's own first page."""
    panels.append(CallsWithoutPage())
