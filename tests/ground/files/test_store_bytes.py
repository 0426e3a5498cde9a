"""Bytes before rows, and no bytes left behind."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError

from grants.ground.files.actions import store_bytes, sweep_orphans
from grants.ground.files.models import ScanState, StoredFile
from grants.ground.files.queries import may_be_shown, private_storage
from grants.ground.people.actor import TIMER
from tests.factories.files import NOW, make_file

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_bytes_are_removed_when_the_row_is_refused():
    with pytest.raises((DatabaseError, TypeError)):
        store_bytes(b"letter", name=None, content_type="text/plain", by=TIMER, now=NOW + 30 * DAY)
    folder = f"{NOW + 30 * DAY:%Y/%m/%d}"
    assert private_storage().listdir(folder)[1] == []


def test_bytes_without_a_row_are_swept_after_two_days():
    kept = make_file(b"kept")
    storage = private_storage()
    orphan = storage.save(f"{NOW:%Y/%m/%d}/orphan", ContentFile(b"left behind"))
    assert sweep_orphans(now=NOW + DAY) == 0
    before = len(storage.listdir(f"{NOW:%Y/%m/%d}")[1])
    assert sweep_orphans(now=NOW + 2 * DAY) == before - 1
    assert (storage.exists(orphan), storage.exists(kept.storage_key)) == (False, True)


@pytest.mark.parametrize(
    ("state", "shown"),
    [(ScanState.CLEAN, True), (ScanState.UNSCANNED, True), (ScanState.WAITING, False), (ScanState.INFECTED, False)],
)
def test_file_is_shown_unless_it_waits_or_was_refused(state, shown):
    assert may_be_shown(StoredFile(scan_state=state)) is shown
