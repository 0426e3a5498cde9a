"""Handing a stored file to a browser, so that it can do nothing there but be seen, heard or saved.

Whoever calls this has found the file through rows that the actor may see; a file has no address of its own.
"""

import re
from typing import Any, BinaryIO, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from grants.ground.files.models import StoredFile
from grants.ground.files.queries import may_be_shown, open_file

# What a browser shows by itself without running anything.
SHOWN_INLINE = frozenset({"image/jpeg", "image/png", "image/gif", "application/pdf"})
SANDBOX = "sandbox; default-src 'none'"
# Browsers refuse to start their PDF reader in a sandbox; the reader runs nothing from this site, and stands in our
# own pages alone.
FOR_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def show_file(request: HttpRequest, stored: StoredFile | None) -> HttpResponse:
    """The file for a viewer in one of our pages: in place where a browser can, and in parts for players that seek."""
    return serve_file(stored, inline=True, asked_range=request.headers.get("Range", ""))


def serve_file(stored: StoredFile | None, *, inline: bool = False, asked_range: str = "") -> HttpResponse:
    """The file as a download under its name; in the page's place when asked, if it is a picture, PDF, sound or video.

    Not found when there is none, when it waits for its scan or was refused, or when its bytes are gone. Sound and video
    are given in the part that was asked for, so that a player can jump; only the first of several parts counts.
    """
    if stored is None or not may_be_shown(stored):
        raise Http404
    try:
        content = open_file(stored)
    except FileNotFoundError:
        raise Http404 from None
    is_played = stored.content_type.partition("/")[0] in {"audio", "video"}
    is_inline = inline and (is_played or stored.content_type in SHOWN_INLINE)
    response = _part(stored, content, asked_range if is_played else "")
    if is_played:
        response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = content_disposition_header(not is_inline, stored.name)
    return _fenced(response, is_shown_pdf=is_inline and stored.content_type == "application/pdf")


def _fenced(response: Any, *, is_shown_pdf: bool) -> HttpResponse:
    """The headers that keep a file from doing anything, and from being kept by anybody on the way."""
    response["Content-Security-Policy"] = FOR_PDF if is_shown_pdf else SANDBOX
    if is_shown_pdf:
        response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    return cast(HttpResponse, response)


def _part(stored: StoredFile, content: BinaryIO, asked: str) -> Any:
    """206 with the bytes asked for; 416 when there are none such; the whole when the wish is not understood."""
    found = span(asked, stored.size)
    if found is None:
        return FileResponse(content, content_type=stored.content_type)
    start, end = found
    if start >= end:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    content.seek(start)
    response = FileResponse(Section(content, end - start), status=206, content_type=stored.content_type)
    response["Content-Length"] = end - start
    response["Content-Range"] = f"bytes {start}-{end - 1}/{stored.size}"
    return response


def span(asked: str, size: int) -> tuple[int, int] | None:
    """Where a Range begins and ends, the end not included: (0, 0) when it lies outside; None when it is no range."""
    found = ONE_RANGE.match(asked)
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:
        return (max(0, size - int(found[2])), size) if int(found[2]) else (0, 0)
    start, end = int(found[1]), min(int(found[2] or size) + 1, size)
    return (start, end) if start < end else (0, 0)


class Section:
    """So many bytes of an open file from where it stands."""

    def __init__(self, content: BinaryIO, length: int) -> None:
        self.content = content
        self.left = length

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        found = self.content.read(wanted)
        self.left -= len(found)
        return found

    def close(self) -> None:
        self.content.close()
