"""Documents as tagged PDF (PDF/UA-1). WeasyPrint and its libraries are loaded when the first document is made."""

import functools
import logging
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from grants.ground.reference.queries import funder
from grants.outputs.documents.pictures import in_words

logger = logging.getLogger(__name__)


class DocumentsUnavailable(Exception):
    """This machine cannot make PDFs. `sentence` is for whoever asked for one."""

    sentence = _(
        "This installation cannot make PDF documents yet: a system library is missing. "
        "Whoever runs it finds the one command to run in the README."
    )


def render(template_name: str, context: Mapping[str, Any], *, title: str, language: str) -> bytes:
    """The document made from a template that extends `documents/base.html`, in a language and the funder's zone.

    Its styles, fonts and pictures come from our own static files and `data:` addresses, never from elsewhere.
    Raises DocumentsUnavailable where the libraries are missing.
    """
    giver = funder()
    with translation.override(language), timezone.override(ZoneInfo(giver.timezone)):
        facts = {
            "funder": giver,
            "title": title,
            "language": language,
            "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        }
        page = render_to_string(template_name, facts | dict(context))
    return pdf_of(page)


def pdf_of(page: str) -> bytes:
    """A whole HTML page as PDF/UA-1."""
    weasyprint, fetching = _libraries()
    document = weasyprint.HTML(string=in_words(page), base_url=fetching.HOME, url_fetcher=fetching.LockedFetcher())
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


@functools.cache
def is_available() -> bool:
    """Whether this machine can make PDFs. Looked at once; where it cannot, that is logged once."""
    try:
        _libraries()
    except DocumentsUnavailable as missing:
        logger.warning("%s (%s)", missing.sentence, missing)
        return False
    return True


def _libraries() -> tuple[Any, Any]:
    try:
        import weasyprint

        from grants.outputs.documents import fetching
    except (ImportError, OSError) as error:
        raise DocumentsUnavailable(str(error)) from error
    return weasyprint, fetching
