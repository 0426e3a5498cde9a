"""Pages of the public site in a tree of their own."""

from django.utils import timezone
from wagtail.models import Page, Site

from cms.models import CallIndexPage, CallPage, FundedPage, HomePage, NewsIndexPage, NewsPage, StandardPage


def make_site():
    """The first page as the root of the site, and below it the list of calls."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        Page.objects.filter(depth=2).delete()
        root.refresh_from_db()
        home = root.add_child(
            instance=HomePage(title="Home", slug="home", headline="Money for neighbours", intro="Who we are.")
        )
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        home.add_child(instance=CallIndexPage(title="Calls", slug="calls", show_in_menus=True))
    return home


def make_call_page(call, *, title=None, **values):
    """The published page of a call."""
    make_site()
    index = CallIndexPage.objects.get()
    page = CallPage(title=title or call.title, slug=call.code, call=call, **values)
    index.add_child(instance=page)
    page.last_published_at = timezone.now()
    page.save()
    return page


def make_standard_page(title="Guidance", **values):
    page = StandardPage(title=title, intro="How to ask.", **values)
    make_site().add_child(instance=page)
    return page


def make_funded_page(**values):
    """The page of what was funded, at its usual address."""
    page = FundedPage(title="What we funded", slug="what-we-funded", show_in_menus=True, **values)
    return make_site().add_child(instance=page)


def make_story(title="A garden opens", *, published_on, **values):
    index = NewsIndexPage.objects.first()
    if index is None:
        index = make_site().add_child(instance=NewsIndexPage(title="News", slug="news", show_in_menus=True))
    return index.add_child(instance=NewsPage(title=title, intro="Soup for all.", published_on=published_on, **values))
