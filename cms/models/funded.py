"""What we funded: an editor's words around every grant that may be public."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.core.cache import cache
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.caching import LONGEST_SECONDS
from cms.filters import FundedFilter
from cms.models.public import PublicPage
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.kit import clock
from grants.ground.reference.models import Indicator
from grants.stages.outcomes import queries
from grants.stages.outcomes.rules import Total

ROWS = 20
SUMS, KEPT = "cms.funded.sums", dt.timedelta(seconds=LONGEST_SECONDS)
NEWEST = {"newest": Sort(_("Newest first"), ("-accepted_at", "-id"))}


@dataclass(frozen=True)
class Sums:
    """What is added up over every public grant and report, and since when it is known."""

    at: dt.datetime
    money: dict[str, int]
    figures: list[tuple[Indicator, Total]]
    choices: queries.Choices


def sums_of_all() -> Sums:
    """Added up at most once a minute: all grants of all years are read for it."""
    now, known = clock.now(), cache.get(SUMS)
    if known and known.at <= now < known.at + KEPT:
        return cast(Sums, known)
    figures = [(sign, total) for sign, total in queries.totals() if total.is_shown]
    found = Sums(now, queries.funded_total(), figures, queries.funded_choices())
    cache.set(SUMS, found, LONGEST_SECONDS)
    return found


class FundedPage(PublicPage):
    """Every grant that may be public, newest first, and what all of them did together, as of the last minute."""

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

    def changes_at(self, now: dt.datetime) -> dt.datetime | None:
        """With its sums: browsers and this memory together keep them no longer than a minute."""
        known = cache.get(SUMS)
        return known.at + KEPT if known else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        known = sums_of_all()
        filters = FundedFilter(request.GET, queryset=queries.funded_awards(), choices=known.choices)
        page = keyset_page(request, filters.qs, NEWEST, size=ROWS)
        photos = queries.public_photos([award.pk for award in page.rows])
        found = {
            "listing": page,
            "filters": filters,
            "money": known.money,
            "figures": known.figures,
            "rows": [(award, photos.get(award.pk, ())) for award in page.rows],
        }
        return super().get_context(request, *args, **kwargs) | found
