"""Public addresses that are no pages: search, feeds, calendar, sitemap, robots, pictures, open data."""

import posixpath
import re
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.models import Page

from cms.caching import keep_until
from cms.feeds import CallsFeed, closing_dates
from cms.models import CallPage, FundedPage
from cms.navigation import menu
from cms.translations import once_each
from grants.desks.web.gates import public
from grants.desks.web.serve import serve_file
from grants.ground.kit import clock
from grants.ground.reference.queries import funder
from grants.outputs.exports import open_data as exports
from grants.stages.outcomes.queries import published_sizes

LONGEST_QUERY, MOST_HITS = 100, 20
PICTURES = "images/"
FILE_SECONDS = 300

ROBOTS = """User-agent: *
Disallow: /account/
Disallow: /apply/
Disallow: /panel/
Disallow: /office/
Disallow: /finance/
Disallow: /cms/
Disallow: /search/

Sitemap: {sitemap}
"""


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Public pages that say the words that were typed."""
    asked = request.GET.get("q", "")[:LONGEST_QUERY]
    words = " ".join(re.findall(r"\w+", asked)).lower()
    hits = Page.objects.live().public().specific().search(words)[:MOST_HITS] if words else []
    context = {"asked": asked, "hits": _shown(hits), "nav": menu(request)}
    return keep_until(render(request, "cms/search.html", context), clock.now(), None)


def _shown(hits: list[Page]) -> list[Page]:
    """Hits as their own kinds of page, without calls that nobody may know of yet; of translations the reader's.

    One query a kind.
    """
    read = set(once_each(Page.objects.filter(pk__in=[hit.pk for hit in hits])).values_list("pk", flat=True))
    calls = {page.pk: page for page in CallPage.objects.announced().filter(pk__in=read)}
    return [calls.get(hit.pk, hit) for hit in hits if hit.pk in (calls if isinstance(hit, CallPage) else read)]


@public
@require_safe
def calls_feed(request: HttpRequest) -> HttpResponse:
    """Announced calls as an Atom feed."""
    return keep_until(CallsFeed()(request), clock.now(), None)


@public
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Closing dates to subscribe to from a calendar."""
    pages = once_each(CallPage.objects.announced()).exclude(call__closes_at=None).order_by("call__closes_at", "pk")
    body = closing_dates(pages, request.get_host())
    return keep_until(HttpResponse(body, content_type="text/calendar; charset=utf-8"), clock.now(), None)


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, for search engines."""
    return keep_until(wagtail_sitemap(request).render(), clock.now(), None)


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read."""
    text = ROBOTS.format(sitemap=request.build_absolute_uri("/sitemap.xml"))
    return keep_until(HttpResponse(text, content_type="text/plain; charset=utf-8"), clock.now(), None)


@public
@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponse:
    """A picture of the public site, in the sizes that pages show. Originals and everything else stay inside."""
    if not posixpath.normpath(path).startswith(PICTURES):
        raise Http404
    response: Any = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "public, max-age=86400"
    return response


@public
@require_safe
def funded_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo, in one of its small sizes, that a group lets us publish, of a report that we answered."""
    size = get_object_or_404(published_sizes(), pk=pk)
    return _keep(serve_file(size.file, inline=True))


@public
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Every public grant in the 360Giving format.

    Before the first grant the list is there and empty. The schema asks for one grant at least, so a validator says
    so until then; an address that is not there would be worse for whoever reads it every night.
    """
    page = once_each(FundedPage.objects.live()).first()
    read_at = (page and page.full_url) or settings.BASE_URL
    pieces = exports.open_data(funder=funder(), base_url=settings.BASE_URL, read_at=read_at, now=clock.now())
    response = StreamingHttpResponse(pieces, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="grants.json"'
    response["Access-Control-Allow-Origin"] = "*"
    return _keep(response)


def _keep(response: Any) -> HttpResponse:
    """Everybody may keep the file for five minutes."""
    del response["Cache-Control"]
    patch_cache_control(response, public=True, max_age=FILE_SECONDS)
    return cast(HttpResponse, response)
