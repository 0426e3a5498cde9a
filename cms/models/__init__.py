"""Pages of the public site, a file for each kind."""

from cms.models.calls import CallIndexPage, CallPage
from cms.models.funded import FundedPage
from cms.models.home import HomePage
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.standard import StandardPage

__all__ = ["CallIndexPage", "CallPage", "FundedPage", "HomePage", "NewsIndexPage", "NewsPage", "StandardPage"]
