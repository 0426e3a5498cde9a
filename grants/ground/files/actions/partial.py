"""Files that come in pieces: each piece is kept as it arrives, and the whole is looked at like any other upload."""

import datetime as dt
import secrets
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from grants.ground.files.models import PartialUpload
from grants.ground.files.queries import private_storage
from grants.ground.files.rules import damaged, empty, too_large
from grants.ground.kit.errors import Stale
from grants.ground.people.actor import Actor

# Unfinished after this long, an upload is given up and its pieces are swept.
UNFINISHED_AGE = dt.timedelta(days=2)
MOST_AT_ONCE = 20
FOLDER = "pieces"


def begin_upload(place: str, name: str, size: int, *, by: Actor, now: dt.datetime) -> PartialUpload:
    """Room for a file of this size, which its owner may fill piece by piece. Refuses empty and too large ones.

    A person has at most twenty unfinished ones in a place; beginning another gives up the oldest.
    """
    if size <= 0:
        raise empty()
    if size > settings.UPLOAD_LIMIT_BYTES:
        raise too_large(settings.UPLOAD_LIMIT_BYTES)
    own = PartialUpload.objects.filter(started_by_id=by.person_id, place=place).order_by("-started_at", "-pk")
    for old in own[MOST_AT_ONCE - 1 :]:
        give_up_upload(old)
    return PartialUpload.objects.create(
        id=uuid.uuid4(), place=place, name=name[:255], size=size, started_at=now, started_by_id=by.person_id
    )


def receive_piece(upload: PartialUpload, content: bytes, *, offset: int, now: dt.datetime) -> PartialUpload:
    """Adds the bytes that begin at `offset`.

    Raises Stale, carrying the upload as it stands, when that is not where it goes on: of two pieces for one place the
    first is kept, and the sender of the other learns where to go on. A piece that runs past the end is refused.
    """
    storage = private_storage()
    key = storage.save(f"{FOLDER}/{now:%Y/%m/%d}/{secrets.token_hex(16)}", ContentFile(content))
    try:
        with transaction.atomic():
            row = PartialUpload.objects.select_for_update().get(pk=upload.pk)
            if offset != row.received:
                raise Stale(row)
            if row.received + len(content) > row.size:
                raise damaged()
            row.pieces = [*row.pieces, [key, len(content)]]
            row.received += len(content)
            row.save(update_fields=["pieces", "received"])
            return row
    except BaseException:
        storage.delete(key)
        raise


@contextmanager
def whole_of(upload: PartialUpload) -> Iterator["UploadedFile[bytes]"]:
    """The pieces put together, as a form would hand the file over. They stay until `give_up_upload`."""
    with tempfile.TemporaryFile() as whole:
        for key, _size in upload.pieces:
            with private_storage().open(key) as piece:
                whole.write(piece.read())
        whole.seek(0)
        yield UploadedFile(whole, upload.name, size=upload.size)


def give_up_upload(upload: PartialUpload) -> None:
    """Forgets an upload and its pieces. The row goes first: pieces without a row are swept."""
    PartialUpload.objects.filter(pk=upload.pk).delete()
    for key, _size in upload.pieces:
        private_storage().delete(key)


def sweep_partial_uploads(*, now: dt.datetime) -> int:
    """Gives up what was not finished in two days, and pieces that no row knows of. Returns how many uploads."""
    old = list(PartialUpload.objects.filter(started_at__lte=now - UNFINISHED_AGE))
    for upload in old:
        give_up_upload(upload)
    # Whatever began before the start of a day two days back is over, so nothing of three days ago belongs to anything.
    for days in range(UNFINISHED_AGE.days + 1, 9):
        _sweep_day(f"{FOLDER}/{now - dt.timedelta(days=days):%Y/%m/%d}")
    return len(old)


def _sweep_day(folder: str) -> None:
    storage = private_storage()
    if storage.exists(folder):
        for name in storage.listdir(folder)[1]:
            storage.delete(f"{folder}/{name}")
