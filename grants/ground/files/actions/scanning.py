"""What the scanner says of files that wait for it."""

import datetime as dt
import logging
from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from grants.ground.audit.actions import record
from grants.ground.files.models import ScanState, StoredFile
from grants.ground.files.queries import open_file
from grants.ground.files.scanner import ScannerDown, scan
from grants.ground.files.verbs import FILE_REFUSED
from grants.ground.people.actor import TIMER

logger = logging.getLogger(__name__)

TRY_AGAIN_AFTER = dt.timedelta(minutes=1)


def scan_stored(stored: StoredFile, *, now: dt.datetime) -> str:
    """Asks the scanner about a waiting file. A clean one is shown from now on; returns the name of what was found.

    Raises ScannerDown, after noting the reason, when there was no clear answer: the file goes on waiting.
    """
    try:
        with open_file(stored) as content:
            found = scan(content, address=settings.CLAMAV_SOCKET, seconds=settings.CLAMAV_SECONDS)
    except ScannerDown as down:
        _waiting(stored).update(scan_error=str(down)[:200], scan_claimed_until=now + TRY_AGAIN_AFTER)
        raise
    if not found:
        _waiting(stored).update(scan_state=ScanState.CLEAN, scan_error="", scan_claimed_until=None)
    return found


def record_infected(stored: StoredFile, found: str, *, now: dt.datetime, cases: Collection[str] = ()) -> bool:
    """The file is refused, for good: nobody is ever served it. False when that was recorded before.

    `cases` are the keys of the applications in whose timelines it belongs.
    """
    with transaction.atomic():
        changed = _waiting(stored).update(scan_state=ScanState.INFECTED, scan_error=found[:200])
        for case in cases or [""] if changed else ():
            record(FILE_REFUSED, stored, by=TIMER, now=now, case=case, sha256=stored.sha256)
    return bool(changed)


def set_free_unscanned() -> int:
    """Where no scanner is configured any more, nothing waits for one: the check of types is what there is."""
    return StoredFile.objects.filter(scan_state=ScanState.WAITING).update(scan_state=ScanState.UNSCANNED, scan_error="")


def _waiting(stored: StoredFile) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(pk=stored.pk, scan_state=ScanState.WAITING)
