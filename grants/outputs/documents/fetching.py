"""What a document may fetch while it is made: our own styles, fonts and drawings, and pictures it carries itself.

Imports WeasyPrint, so only the engine imports this, when it makes a document.
"""

import io
from typing import Any

from django.conf import settings
from PIL import Image
from weasyprint.urls import URLFetcher, URLFetcherResponse

# Addresses of our static files within documents; the name resolves nowhere.
HOME = "https://static.invalid/"
ROOT = settings.BASE_DIR / "grants" / "static"
KINDS = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
DAMAGED = ROOT / "img" / "damaged.svg"


class LockedFetcher(URLFetcher):
    """Fetches `data:` addresses and known static files. Everything else is refused: files, hosts, redirects."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The resource, or ValueError. A damaged picture is replaced by a drawing that says so."""
        if url.startswith(HOME):
            return self._static(url)
        response = super().fetch(url, headers)
        content = response.read()
        if response.content_type.startswith("image/") and not _opens(content):
            return URLFetcherResponse(url, DAMAGED.read_bytes(), {"Content-Type": KINDS[".svg"]})
        return URLFetcherResponse(url, content, {"Content-Type": response.content_type})

    def _static(self, url: str) -> URLFetcherResponse:
        path = (ROOT / url.removeprefix(HOME).partition("?")[0]).resolve()
        if not path.is_relative_to(ROOT.resolve()) or path.suffix not in KINDS:
            raise ValueError(f"not a static file of documents: {url}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": KINDS[path.suffix]})


def _opens(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return False
    return True
