"""Uploads that are too large: stopped on arrival, while everything else that was typed is kept.

Past the limit nothing more of a file is stored. A stand-in takes its place, empty but with the true size, so that
the form shows its own sentence at the field, with the other answers as they were typed. The answer's status is 413.
"""

import io
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse

# A request of this many times the limit in all is cut off at its first file: nobody sends that by mistake.
CUT_OFF = 25


class TooLargeUpload(UploadedFile):  # type: ignore[type-arg]
    """What stands for a file that was stopped: its name and true size, and no content."""


class StoppingUploadHandler(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file, up to the limit and no further."""

    def handle_raw_input(self, input_data: Any, meta: Any, content_length: int, *args: Any) -> None:
        self.is_endless = content_length > CUT_OFF * settings.UPLOAD_LIMIT_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.is_endless:
            self._note()
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **kwargs)
        self.is_stopped = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.is_stopped:
            return
        if start + len(raw_data) <= settings.UPLOAD_LIMIT_BYTES:
            super().receive_data_chunk(raw_data, start)
            return
        self.is_stopped = True
        self.file.close()
        self._note()

    def file_complete(self, file_size: int) -> Any:
        if self.is_stopped:
            return TooLargeUpload(io.BytesIO(), self.file_name, self.content_type, file_size, self.charset)
        return super().file_complete(file_size)

    def _note(self) -> None:
        self.request.has_stopped_upload = True  # type: ignore[union-attr]


class TooLargeMiddleware:
    """Says 413 where a form is shown again because a file was too large."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "has_stopped_upload", False) and response.status_code == 200:
            response.status_code = 413
        return response
