"""Handing a stored file to a browser, so that it can do nothing there but be seen or saved.

Whoever calls this has found the file through rows that the actor may see; a file has no address of its own.
"""

from typing import Any, cast

from django.http import FileResponse, Http404, HttpResponse

from grants.ground.files.models import StoredFile
from grants.ground.files.queries import may_be_shown, open_file

# What a browser shows by itself without running anything.
SHOWN_INLINE = frozenset({"image/jpeg", "image/png", "image/gif", "application/pdf"})
SANDBOX = "sandbox; default-src 'none'"
# Browsers refuse to start their PDF reader in a sandbox; the reader runs nothing from this site.
FOR_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"


def serve_file(stored: StoredFile | None, *, inline: bool = False) -> HttpResponse:
    """The file as a download under its name; shown in the page's place when asked and it is a picture or a PDF.

    Not found when there is none, when it waits for its scan or was refused, or when its bytes are gone.
    """
    if stored is None or not may_be_shown(stored):
        raise Http404
    try:
        content = open_file(stored)
    except FileNotFoundError:
        raise Http404 from None
    is_inline = inline and stored.content_type in SHOWN_INLINE
    response: Any = FileResponse(
        content, as_attachment=not is_inline, filename=stored.name, content_type=stored.content_type
    )
    is_shown_pdf = is_inline and stored.content_type == "application/pdf"
    response["Content-Security-Policy"] = FOR_PDF if is_shown_pdf else SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    return cast(HttpResponse, response)
