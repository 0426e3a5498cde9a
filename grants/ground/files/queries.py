"""Reads: the bytes of a stored file, what waits for the scanner, what is still coming in."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db.models import QuerySet

from grants.ground.files.models import PartialUpload, ScanState, StoredFile
from grants.ground.people.actor import Actor

# Of these, people may open the bytes.
SHOWN = frozenset({ScanState.CLEAN, ScanState.UNSCANNED})


def private_storage() -> Storage:
    """Where files lie: not under any address."""
    return storages["private"]


def open_file(stored: StoredFile) -> BinaryIO:
    """The stored bytes, opened for reading."""
    return cast(BinaryIO, private_storage().open(stored.storage_key, "rb"))


def may_be_shown(stored: StoredFile) -> bool:
    """Whether people may open the file: not while it waits for a scanner, and not when one refused it."""
    return stored.scan_state in SHOWN


def unshown(file_ids: Collection[int]) -> dict[int, str]:
    """Of these files, those that nobody may open now, with their state: "waiting" or "infected"."""
    if not file_ids:
        return {}
    hidden = StoredFile.objects.filter(pk__in=file_ids).exclude(scan_state__in=SHOWN)
    return dict(hidden.values_list("pk", "scan_state"))


def waiting_for_scan() -> QuerySet[StoredFile]:
    """Files that nobody may open until the scanner has seen them."""
    return StoredFile.objects.filter(scan_state=ScanState.WAITING)


@dataclass(frozen=True)
class ScanHealth:
    """What the office should know of the check for viruses: whether there is one, and what waits for it in vain."""

    is_configured: bool
    stuck: int = 0
    error: str = ""

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to say."""
        return self.is_configured and not self.stuck


def scan_health() -> ScanHealth:
    """At most one query."""
    if not settings.CLAMAV_SOCKET:
        return ScanHealth(is_configured=False)
    rows = list(waiting_for_scan().exclude(scan_error="").order_by("-pk").values_list("scan_error", flat=True)[:1000])
    return ScanHealth(True, len(rows), rows[0] if rows else "")


def partial_upload(actor: Actor, place: str, upload_id: uuid.UUID) -> PartialUpload | None:
    """An unfinished upload of the actor's own, in the place where it was begun; nobody else's, however real."""
    return PartialUpload.objects.filter(pk=upload_id, started_by_id=actor.person_id, place=place).first()
