"""Files as browsers get them: to be saved or seen, never to run."""

from contextlib import closing

import pytest
from django.http import Http404

from grants.desks.web.serve import serve_file
from grants.ground.files.models import ScanState, StoredFile
from grants.ground.files.queries import private_storage
from tests.factories.files import make_file, make_recording, pdf_bytes, picture_bytes, wav_bytes

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


def sound(**asked):
    stored = make_recording(1, "said.wav")
    return stored, served(stored, inline=True, **asked)


def test_sound_is_played_in_place_and_says_that_it_can_be_given_in_parts():
    stored, (headers, content) = sound()
    assert (len(content), headers["Accept-Ranges"]) == (stored.size, "bytes")
    assert headers["Content-Disposition"] == 'inline; filename="said.wav"'
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, 8043),
        ("bytes=100-199", 100, 199),
        ("bytes=8000-99999", 8000, 8043),
        ("bytes=-44", 8000, 8043),
        ("bytes=0-0", 0, 0),
        ("bytes=0-9,20-29", 0, 9),
    ],
)
def test_player_gets_the_part_that_it_asks_for(asked, first, last):
    stored = make_recording(1)
    with closing(serve_file(stored, inline=True, asked_range=asked)) as response:
        content = b"".join(response.streaming_content)
    assert (response.status_code, response["Content-Range"]) == (206, f"bytes {first}-{last}/{stored.size}")
    assert (content, response["Content-Length"]) == (wav_bytes(1)[first : last + 1], str(last - first + 1))


@pytest.mark.parametrize("asked", ["bytes=9000-", "bytes=-0", "bytes=5-4"])
def test_part_that_lies_outside_is_told_so(asked):
    response = serve_file(make_recording(1), inline=True, asked_range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */8044")


@pytest.mark.parametrize("asked", ["bytes=-", "lines=1-2", "bytes=a-b"])
def test_wish_that_is_not_understood_gets_the_whole(asked):
    _stored, (headers, content) = sound(asked_range=asked)
    assert (len(content), "Content-Range" in headers) == (8044, False)


def test_pdf_may_be_framed_by_our_own_pages_alone():
    headers, _content = served(make_file(), inline=True)
    assert (headers["X-Frame-Options"], "frame-ancestors 'self'" in headers["Content-Security-Policy"]) == (
        "SAMEORIGIN",
        True,
    )


def test_pdf_is_never_given_in_parts():
    _headers, content = served(make_file(), inline=True, asked_range="bytes=0-3")
    assert content == pdf_bytes()
