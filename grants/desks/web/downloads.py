"""Documents that are made for one download and kept nowhere."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def pdf_download(content: bytes, name: str) -> HttpResponse:
    """A PDF to be saved under a name."""
    disposition = str(content_disposition_header(True, name))
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
