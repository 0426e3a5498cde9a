"""What all public pages share."""

import datetime as dt
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from cms.caching import keep_until
from cms.navigation import menu
from grants.ground.kit import clock


class PublicPageForm(WagtailAdminPageForm):
    """The editor's form. Left empty, the address is made from the title, with a script in the browser or without."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False


class PublicPage(Page):
    """A page that is the same for everybody: no session, no cookie, kept by browsers for at most a minute."""

    base_form_class = PublicPageForm

    class Meta:
        abstract = True

    def changes_at(self, now: dt.datetime) -> dt.datetime | None:
        """When what the page says will change by itself; None when only an editor changes it."""
        return None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"nav": menu(request)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = clock.now()
        return keep_until(super().serve(request, *args, **kwargs), now, self.changes_at(now))


def photo_field() -> Any:
    """The key to a page's picture."""
    return models.ForeignKey("wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
