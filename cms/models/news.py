"""News."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.models.public import PublicPage, photo_field
from grants.desks.web.pages import Sort, keyset_page

NEWEST = {"newest": Sort(_("Newest first"), ("-published_on", "-pk"))}


class NewsIndexPage(PublicPage):
    """The list of news, newest first."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    template = "cms/news_index.html"
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["cms.NewsPage"]
    content_panels: ClassVar[list[Any]] = [*PublicPage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        stories = NewsPage.objects.child_of(self).newest()
        found = {"listing": keyset_page(request, stories, NEWEST, size=20)}
        return super().get_context(request, *args, **kwargs) | found


class NewsPages(PageQuerySet["NewsPage"]):
    """Named filters on news."""

    def newest(self) -> "NewsPages":
        """Published news, newest first."""
        return self.live().public().order_by("-published_on", "-pk")


class NewsPage(PublicPage):
    """One piece of news."""

    published_on = models.DateField(_("date"))
    intro = models.TextField(_("introduction"), max_length=400)
    photo = photo_field()
    photo_words = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    objects = PageManager.from_queryset(NewsPages)()
    template = "cms/news.html"
    parent_page_types: ClassVar[list[str]] = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *PublicPage.content_panels,
        FieldPanel("published_on"),
        FieldPanel("intro"),
        FieldPanel("photo"),
        FieldPanel("photo_words"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *PublicPage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("piece of news")
