"""Recording acts, and sealing what was recorded. Recording happens inside the act's transaction and locks nothing."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Max

from grants.ground.audit.models import Entry, Seal
from grants.ground.audit.queries import Verdict, unsealed, verify_trail
from grants.ground.audit.rules import FIRST_PREVIOUS, entry_digest, seal_key, seal_mac, subject_key
from grants.ground.audit.verbs import TRAIL_CHECKED, Verb
from grants.ground.people.actor import TIMER, Actor

BATCH = 1000
# An entry is looked for this far behind the newest sealed one: its act may have been committed late.
LOOK_BACK = 10_000


def record(
    verb: Verb,
    subject: models.Model,
    *,
    by: Actor,
    now: dt.datetime,
    case: models.Model | str = "",
    **facts: str | int | bool | None,
) -> Entry:
    """Writes one entry of evidence about `subject`, and returns it.

    `case` is the application (or its key) in whose timeline the entry belongs. `facts` hold references, codes,
    amounts in minor units and digests; never names or free text.
    """
    entry = Entry(
        at=now,
        verb=verb.code,
        actor_kind=by.kind,
        person_id=by.person_id,
        subject=subject_key(subject),
        case=case if isinstance(case, str) else subject_key(case),
        facts=facts,
        request_id=by.request_id,
    )
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    return entry


def seal_entries(*, now: dt.datetime) -> int:
    """Seals what was recorded since the last time; returns how many entries. Two sealers at once: one gives way."""
    sealed = 0
    while count := _seal_batch(now):
        sealed += count
    return sealed


def _seal_batch(now: dt.datetime) -> int:
    highest = Seal.objects.aggregate(highest=Max("entry_id"))["highest"] or 0
    waiting = list(unsealed().filter(pk__gt=highest - LOOK_BACK).values_list("pk", "digest")[:BATCH])
    try:
        with transaction.atomic():
            last = Seal.objects.order_by("-position").first()
            Seal.objects.bulk_create(_seals(waiting, last, now))
    except IntegrityError:
        return 0
    return len(waiting)


def _seals(waiting: list[tuple[int, str]], last: Seal | None, now: dt.datetime) -> Iterator[Seal]:
    position, previous = (last.position, last.hmac) if last else (0, FIRST_PREVIOUS)
    key = seal_key(settings.ENCRYPTION_KEYS[0])
    for entry_id, digest in waiting:
        position += 1
        seal = Seal(entry_id=entry_id, position=position, previous=previous, sealed_at=now)
        seal.hmac = previous = seal_mac(seal, entry_digest=digest, key=key)
        yield seal


def check_trail(*, now: dt.datetime) -> Verdict:
    """Checks the trail and records what was found, so that the last check is itself part of the trail."""
    verdict = verify_trail(now=now)
    last = Entry.objects.order_by("-pk").first()
    if last:
        record(TRAIL_CHECKED, last, by=TIMER, now=now, seals=verdict.seals, faults=len(verdict.faults))
    return verdict
