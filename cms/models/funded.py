"""What we funded: an editor's words around every grant that may be public."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.filters import FundedFilter
from cms.models.public import PublicPage
from grants.desks.web.pages import Sort, keyset_page
from grants.stages.outcomes import queries

ROWS = 20
NEWEST = {"newest": Sort(_("Newest first"), ("-accepted_at", "-id"))}


class FundedPage(PublicPage):
    """Every grant that may be public, newest first, and what all of them did together. The figures are live."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"), help_text=_("Stands below the list of grants."))

    template = "cms/funded.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *PublicPage.content_panels,
        FieldPanel("intro"),
        HelpPanel(template="cms/panels/funded.html", heading=_("What stands here by itself")),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *PublicPage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("what we funded")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        filters = FundedFilter(request.GET, queryset=queries.funded_awards())
        page = keyset_page(request, filters.qs, NEWEST, size=ROWS)
        photos = queries.public_photos([award.pk for award in page.rows])
        found = {
            "listing": page,
            "filters": filters,
            "money": queries.funded_total(),
            "figures": [(sign, total) for sign, total in queries.totals() if total.is_shown],
            "rows": [(award, photos.get(award.pk, ())) for award in page.rows],
        }
        return super().get_context(request, *args, **kwargs) | found
