"""The public site, beside its pages."""

from tests.architecture.access import EVERYBODY

ACCESS = {
    "cms:pack": EVERYBODY,
    "cms:pack_docx": EVERYBODY,
    "cms:paper_form": EVERYBODY,
    "cms:paper_form_large": EVERYBODY,
    "cms:pack_pdf": EVERYBODY,
    "cms:search": EVERYBODY,
    "cms:calls_feed": EVERYBODY,
    "cms:calendar": EVERYBODY,
    "cms:sitemap": EVERYBODY,
    "cms:robots": EVERYBODY,
    "cms:picture": EVERYBODY,
    "cms:funded_photo": EVERYBODY,
    "cms:open_data": EVERYBODY,
}
