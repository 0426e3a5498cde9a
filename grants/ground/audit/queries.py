"""Timelines, and reading the chain of seals from end to end."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from grants.ground.audit.models import Entry, Seal
from grants.ground.audit.rules import FIRST_PREVIOUS, SEALED_WITHIN, seal_faults, seal_key
from grants.ground.audit.verbs import TRAIL_CHECKED, VERBS, Audience

FAULTS_SHOWN = 100


def timeline(case: str, *, audiences: Iterable[Audience]) -> QuerySet[Entry]:
    """Entries of one case that an audience may see, newest first. The verb's audience filters in the query."""
    wanted = frozenset(audiences)
    codes = [code for code, verb in VERBS.items() if verb.audiences & wanted]
    return Entry.objects.filter(case=case, verb__in=codes).select_related("person").order_by("-id")


def entries_about(subject: str) -> QuerySet[Entry]:
    """Every entry about one thing, newest first."""
    return Entry.objects.filter(subject=subject).select_related("person").order_by("-id")


@dataclass(frozen=True)
class Verdict:
    """What a check of the trail found. `faults` are codes with numbers, at most the first hundred."""

    seals: int
    faults: tuple[tuple[str, int], ...]

    @property
    def is_right(self) -> bool:
        return not self.faults


def unsealed() -> QuerySet[Entry]:
    """Entries without a seal, oldest first."""
    return Entry.objects.filter(~Exists(Seal.objects.filter(entry=OuterRef("pk")))).order_by("pk")


def verify_trail(*, now: dt.datetime) -> Verdict:
    """Reads the whole chain: no gap, every seal and every digest right, nothing old without a seal."""
    faults: list[tuple[str, int]] = []
    keys = [seal_key(secret) for secret in settings.ENCRYPTION_KEYS]
    position, previous, seals = 1, FIRST_PREVIOUS, 0
    for seal in Seal.objects.select_related("entry").order_by("position").iterator(chunk_size=2000):
        faults += seal_faults(seal, position=position, previous=previous, keys=keys)
        position, previous, seals = seal.position + 1, seal.hmac, seals + 1
        if len(faults) >= FAULTS_SHOWN:
            break
    old = unsealed().filter(at__lt=now - SEALED_WITHIN).values_list("pk", flat=True)[:FAULTS_SHOWN]
    faults += [("unsealed", number) for number in old]
    return Verdict(seals, tuple(faults[:FAULTS_SHOWN]))


def last_check() -> Entry | None:
    """The entry of the last time that the whole chain was read."""
    return Entry.objects.filter(verb=TRAIL_CHECKED.code).order_by("-pk").first()


def trail() -> QuerySet[Entry]:
    """Every entry there is, with who and under which seal."""
    return Entry.objects.select_related("person", "seal")


def newest_seal() -> Seal | None:
    """The end of the chain."""
    return Seal.objects.order_by("-position").first()
