"""Where the public site leads: the pages of the first level that are shown in menus."""

from django.http import HttpRequest
from wagtail.models import Page, Site

from grants.desks.web.shell import NavItem


def menu(request: HttpRequest) -> list[NavItem]:
    """The site's menu, with the entry under which the request stands marked."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = Page.objects.child_of(site.root_page).live().in_menu().order_by("path")
    found = [(page.title, page.get_url(request, site) or "") for page in pages]
    return [NavItem(title, url, is_current=bool(url) and request.path.startswith(url)) for title, url in found]
