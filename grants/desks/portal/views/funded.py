"""What we funded: the public page, its photos, and the same as open data."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from grants.desks.portal.forms.funded import FundedFilter
from grants.desks.web.gates import public
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.serve import serve_file
from grants.desks.web.shell import NavItem
from grants.ground.kit import clock
from grants.ground.reference.queries import funder
from grants.outputs.exports import open_data as exports
from grants.stages.outcomes import queries

SORTS = {"newest": Sort(gettext_lazy("Newest first"), ("-accepted_at", "-id"))}
ROWS = 20
PAGE_SECONDS, FILE_SECONDS = 60, 300


@public
@require_GET
def funded(request: HttpRequest) -> HttpResponse:
    """Every grant that may be public, newest first, and what all of them did together."""
    filters = FundedFilter(request.GET, choices=queries.funded_choices())
    chosen = filters.cleaned_data if filters.is_valid() else {}
    page = keyset_page(request, queries.funded_where(**chosen), SORTS, size=ROWS)
    photos = queries.public_photos([award.pk for award in page.rows])
    context = {
        "nav": [NavItem(_("Front page"), "/"), NavItem(_("What we funded"), request.path, is_current=True)],
        "page": page,
        "filters": filters,
        "active": sum(bool(value) for value in chosen.values()),
        "money": queries.funded_total(),
        "figures": [(sign, total) for sign, total in queries.totals() if total.is_shown],
        "rows": [(award, photos.get(award.pk, ())) for award in page.rows],
    }
    return _keep(render(request, "portal/funded.html", context), PAGE_SECONDS)


@public
@require_GET
def funded_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo that a group lets us publish, of a report that we answered. Nothing else has an address here."""
    photo = get_object_or_404(queries.published_photos(), pk=pk)
    return _keep(serve_file(photo.file, inline=True), FILE_SECONDS)


@public
@require_GET
def open_data(request: HttpRequest) -> StreamingHttpResponse:
    """Every public grant in the 360Giving format.

    Before the first grant the list is there and empty. The schema asks for one grant at least, so a validator says
    so until then; an address that is not there would be worse for whoever reads it every night.
    """
    pieces = exports.open_data(funder=funder(), base_url=settings.BASE_URL, now=clock.now())
    response = StreamingHttpResponse(pieces, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="grants.json"'
    response["Access-Control-Allow-Origin"] = "*"
    return _keep(response, FILE_SECONDS)


def _keep(response: Any, seconds: int) -> Any:
    """Everybody may keep the answer for so long."""
    del response["Cache-Control"]
    patch_cache_control(response, public=True, max_age=seconds)
    return response
