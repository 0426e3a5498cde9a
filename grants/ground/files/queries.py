"""Reads: the bytes of a stored file."""

from typing import BinaryIO, cast

from django.core.files.storage import Storage, storages

from grants.ground.files.models import ScanState, StoredFile

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
