"""Where the public site leads: the pages of the first level that are shown in menus."""

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page, Site

from cms.translations import reading
from grants.desks.web.languages import in_this_language
from grants.desks.web.shell import NavItem


def menu(request: HttpRequest) -> list[NavItem]:
    """The site's menu, with the entry under which the request stands marked."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = Page.objects.child_of(site.root_page).live().in_menu().order_by("path")
    found = [(page.title, in_this_language(page.get_url(request, site) or "")) for page in _translated(list(pages))]
    return [NavItem(title, url, is_current=bool(url) and request.path.startswith(url)) for title, url in found]


def _translated(pages: list[Page]) -> list[Page]:
    """Each page's translation, or itself where there is none yet."""
    if reading() == settings.LANGUAGE_CODE:
        return pages
    keys = [page.translation_key for page in pages]
    own = Page.objects.live().filter(locale__language_code=reading(), translation_key__in=keys)
    translations = {page.translation_key: page for page in own}
    return [translations.get(page.translation_key, page) for page in pages]
