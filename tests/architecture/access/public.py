"""The public site, beside its pages."""

from tests.architecture.access import EVERYBODY

ACCESS = {
    "public:funded": EVERYBODY,
    "public:funded_photo": EVERYBODY,
    "public:open_data": EVERYBODY,
    "cms:search": EVERYBODY,
    "cms:calls_feed": EVERYBODY,
    "cms:calendar": EVERYBODY,
    "cms:sitemap": EVERYBODY,
    "cms:robots": EVERYBODY,
    "cms:picture": EVERYBODY,
}
