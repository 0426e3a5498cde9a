"""Storing files: looked at first, written second, recorded third."""

import datetime as dt
import secrets
from collections.abc import Set

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.files.contents import look_into_old_office, look_into_zip, require_whole_pdf
from grants.ground.files.models import ScanState, StoredFile
from grants.ground.files.photos import clean_photo
from grants.ground.files.queries import private_storage
from grants.ground.files.recordings import look_into_recording
from grants.ground.files.rules import (
    OLE,
    PDF,
    ZIP,
    FileType,
    damaged,
    empty,
    safe_name,
    sniff,
    too_large,
    too_long,
    wrong_type,
)
from grants.ground.kit.errors import Blocker, Refusal, refuse
from grants.ground.kit.text import digest
from grants.ground.people.actor import Actor

# Bytes of a file that no row has named for this long belong to an act that was undone.
ORPHAN_AGE = dt.timedelta(days=2)


# A recorder stops a moment after its limit: nobody is refused for that.
LENIENCY = 2


def store_upload(
    upload: "UploadedFile[bytes] | None",
    *,
    kinds: Set[str],
    by: Actor,
    now: dt.datetime,
    field: str,
    most_seconds: int = 0,
) -> StoredFile:
    """Keeps what a person sent, if it is one of `kinds` by its content: pdf, image, office, text, audio, video.

    Photos are turned upright and lose where they were taken. Raises Refusal at `field`, with its sentence, for a
    file that is missing, empty, too large, of another type, damaged, or with macros, and with `most_seconds` for a
    recording that lasts longer or does not say how long. Where a scanner is configured the file waits for it.
    """
    try:
        if upload is None:
            raise refuse("file_missing", _("Choose a file."))
        content, found, seconds = _examined(upload, kinds, most_seconds)
    except Refusal as refusal:
        raise Refusal([Blocker(b.code, b.sentence, field) for b in refusal.blockers]) from None
    name = safe_name(upload.name or "", found.extension)
    state = ScanState.WAITING if settings.CLAMAV_SOCKET else ScanState.UNSCANNED
    return store_bytes(
        content, name=name, content_type=found.content_type, by=by, now=now, seconds=seconds, scan_state=state
    )


def _examined(upload: "UploadedFile[bytes]", kinds: Set[str], most_seconds: int) -> tuple[bytes, FileType, int | None]:
    """The bytes to keep, what they are, and how long they last."""
    if not upload.size:
        raise empty()
    if upload.size > settings.UPLOAD_LIMIT_BYTES:
        raise too_large(settings.UPLOAD_LIMIT_BYTES)
    upload.seek(0)
    content = upload.read()
    found = _type_of(content, upload.name or "")
    seconds = None
    if found is not None and found.kind in {"audio", "video"}:
        found, seconds = look_into_recording(content, found)
    if found is None or found.kind not in kinds:
        raise wrong_type(kinds)
    if found.kind == "image":
        return *clean_photo(content), None
    if found == PDF:
        require_whole_pdf(content)
    if most_seconds:
        _require_length(seconds, most_seconds)
    return content, found, seconds


def _require_length(seconds: int | None, most: int) -> None:
    if seconds is None:
        raise damaged()
    if seconds > most + LENIENCY:
        raise too_long(seconds, most)


def _type_of(content: bytes, name: str) -> FileType | None:
    found = sniff(content, name)
    if found == ZIP:
        return look_into_zip(content)
    return look_into_old_office(content) if found == OLE else found


def store_bytes(
    content: bytes,
    *,
    name: str,
    content_type: str,
    by: Actor,
    now: dt.datetime,
    seconds: int | None = None,
    scan_state: str = ScanState.UNSCANNED,
) -> StoredFile:
    """Keeps bytes that we made or have examined. They are written before the row, under a key that says nothing.

    When the row cannot be written the bytes are removed; when the act around it is undone, `sweep_orphans` does it.
    """
    storage = private_storage()
    random = secrets.token_hex(16)
    key = storage.save(f"{now:%Y/%m/%d}/{random}", ContentFile(content))
    try:
        return StoredFile.objects.create(
            storage_key=key,
            name=name,
            content_type=content_type,
            size=len(content),
            sha256=digest(content),
            seconds=seconds,
            scan_state=scan_state,
            stored_at=now,
            stored_by_id=by.person_id,
        )
    except Exception:
        storage.delete(key)
        raise


def forget_file(stored: StoredFile) -> None:
    """Erases a file for good: its row now, its bytes once the act around it stands. Raises ProtectedError while
    something still stands on it.
    """
    key = stored.storage_key
    stored.delete()
    transaction.on_commit(lambda: private_storage().delete(key))


def sweep_orphans(*, now: dt.datetime) -> int:
    """Removes bytes without a row, stored on the days between a week and two days ago. Returns how many."""
    removed = 0
    for days in range(ORPHAN_AGE.days, 8):
        removed += _sweep_day(f"{now - dt.timedelta(days=days):%Y/%m/%d}")
    return removed


def _sweep_day(folder: str) -> int:
    storage = private_storage()
    if not storage.exists(folder):
        return 0
    keys = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
    known = set(StoredFile.objects.filter(storage_key__startswith=f"{folder}/").values_list("storage_key", flat=True))
    for key in keys - known:
        storage.delete(key)
    return len(keys - known)
