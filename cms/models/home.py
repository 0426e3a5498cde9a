"""The first page."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms import facts
from cms.blocks import BodyBlock
from cms.models.calls import CallPage
from cms.models.news import NewsPage
from cms.models.public import PublicPage, photo_field
from cms.translations import found_elsewhere
from grants.ground.kit import clock
from grants.stages.calls.queries import soonest_change

CARDS, NEWS = 3, 2


class HomePage(PublicPage):
    """Who we are in one sentence, what is open, how it works."""

    headline = models.CharField(_("headline"), max_length=100)
    intro = models.TextField(_("introduction"), max_length=400)
    photo = photo_field()
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    template = "cms/home.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels: ClassVar[list[Any]] = [
        *PublicPage.content_panels,
        FieldPanel("headline"),
        FieldPanel("intro"),
        FieldPanel("photo"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("first page")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        try:
            return super().route(request, path_components)
        except Http404:
            found = found_elsewhere(self, request, path_components)
            if found is None:
                raise
            return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        now = clock.now()
        pages = CallPage.objects.open_and_coming(now)[:CARDS]
        cards = facts.call_cards(pages, now, facts.funder_if_any())
        found = {"cards": cards, "news": NewsPage.objects.newest()[:NEWS]}
        return super().get_context(request, *args, **kwargs) | found

    def changes_at(self, now: dt.datetime) -> dt.datetime | None:
        return soonest_change(now)
