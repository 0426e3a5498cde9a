"""Pages in the reader's language, and what stands in for those that are not translated yet: the page as it is.

An address names the language of the interface (`/es/calls/`). A page that has no translation answers there too, with a
notice; the links of a page lead on in the language that is being read.
"""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from grants.desks.web.languages import direction_of


def reading() -> str:
    """The language that is being read."""
    return get_language() or settings.LANGUAGE_CODE


def once_each(pages: Any) -> Any:
    """Of each page its translation into the language that is being read; where there is none, the page itself."""
    own = Q(locale__language_code=settings.LANGUAGE_CODE)
    if reading() == settings.LANGUAGE_CODE:
        return pages.filter(own)
    translated = Page.objects.live().filter(
        locale__language_code=reading(), translation_key=OuterRef("translation_key")
    )
    return pages.filter(Q(locale__language_code=reading()) | own & ~Exists(translated))


def language_attributes(code: str) -> str:
    """`lang` and `dir` for words that are in another language than the page around them; empty where they are not."""
    return "" if code == reading() else format_html(' lang="{}" dir="{}"', code, direction_of(code))


def found_elsewhere(home: Any, request: HttpRequest, components: list[str]) -> RouteResult | None:
    """Where an address leads that is not in the tree of the language being read.

    To the translation, under its own address (`is_moved`), when another language calls the page so; else to the page in
    the site's own language.
    """
    others = home.get_translations().live().select_related("locale")
    for other in sorted(others, key=lambda other: other.locale.language_code != settings.LANGUAGE_CODE):
        try:
            page, args, kwargs = Page.route(other, request, components)
        except Http404:
            continue
        translated = page.get_translations().live().filter(locale__language_code=reading()).first()
        if translated:
            return RouteResult(translated, kwargs={"is_moved": True})
        if page.locale.language_code == settings.LANGUAGE_CODE:
            return RouteResult(page, args, kwargs)
    return None
