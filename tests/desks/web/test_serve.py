"""Files as browsers get them: to be saved or seen, never to run."""

from contextlib import closing

import pytest
from django.http import Http404

from grants.desks.web.serve import serve_file
from grants.ground.files.models import ScanState, StoredFile
from grants.ground.files.queries import private_storage
from tests.factories.files import make_file, pdf_bytes, picture_bytes

pytestmark = pytest.mark.django_db


def served(stored, **how):
    """The headers and the bytes that arrive."""
    with closing(serve_file(stored, **how)) as response:
        return response.headers, b"".join(response.streaming_content)


def test_file_is_a_download_that_may_do_nothing():
    headers, content = served(make_file(name="Rules 2026.pdf"))
    assert content == pdf_bytes()
    assert dict(headers) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(pdf_bytes())),
        "Content-Disposition": 'attachment; filename="Rules 2026.pdf"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
    }


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("صورة.pdf", "attachment; filename*=utf-8''%D8%B5%D9%88%D8%B1%D8%A9.pdf"),
        ('a"b\\c.pdf', r'attachment; filename="a\"b\\c.pdf"'),
        ("Café £5.pdf", "attachment; filename*=utf-8''Caf%C3%A9%20%C2%A35.pdf"),
    ],
)
def test_name_arrives_whole_in_every_script(name, disposition):
    assert served(make_file(name=name))[0]["Content-Disposition"] == disposition


@pytest.mark.parametrize(
    ("content_type", "begins"),
    [
        ("image/jpeg", "inline"),
        ("image/png", "inline"),
        ("application/pdf", "inline"),
        ("text/plain; charset=utf-8", "attachment"),
        ("image/svg+xml", "attachment"),
        ("text/html", "attachment"),
    ],
)
def test_only_pictures_and_pdfs_are_shown_when_asked(content_type, begins):
    stored = make_file(picture_bytes(), name="a.jpg", content_type=content_type)
    assert served(stored, inline=True)[0]["Content-Disposition"].split(";")[0] == begins
    assert served(stored)[0]["Content-Disposition"].split(";")[0] == "attachment"


@pytest.mark.parametrize("state", [ScanState.WAITING, ScanState.INFECTED])
def test_file_that_waits_or_was_refused_is_not_found(state):
    stored = make_file()
    stored.scan_state = state
    with pytest.raises(Http404):
        serve_file(stored)


def test_no_file_is_not_found():
    with pytest.raises(Http404):
        serve_file(None)


def test_file_whose_bytes_are_gone_is_not_found():
    stored = make_file()
    private_storage().delete(stored.storage_key)
    with pytest.raises(Http404):
        serve_file(StoredFile.objects.get(pk=stored.pk))
