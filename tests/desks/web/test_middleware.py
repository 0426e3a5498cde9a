"""What happens to every answer on its way out."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from grants.desks.web.middleware import CompressionMiddleware

PAGE = b"<p>Tea for forty neighbours.</p>" * 40


def sent(response, accepted="gzip"):
    request = RequestFactory().get("/", headers={"accept-encoding": accepted})
    return CompressionMiddleware(lambda _request: response)(request)


def test_a_page_is_sent_compressed_to_a_browser_that_takes_it():
    answer = sent(HttpResponse(PAGE))
    assert (answer["Content-Encoding"], gzip.decompress(answer.content)) == ("gzip", PAGE)
    assert len(answer.content) < len(PAGE) / 2
    assert "Content-Encoding" not in sent(HttpResponse(PAGE), accepted="identity")


@pytest.mark.parametrize("kind", ["application/pdf", "image/jpeg", "application/json"])
def test_files_are_sent_as_they_are(tmp_path, kind):
    path = tmp_path / "receipt"
    path.write_bytes(PAGE)
    with path.open("rb") as file:
        answer = sent(FileResponse(file, content_type=kind))
        assert "Content-Encoding" not in answer
        assert answer["Content-Length"] == str(len(PAGE))
