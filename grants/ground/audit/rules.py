"""Keys of subjects, digests of entries, seals and what can be wrong with them: pure functions."""

import datetime as dt
import hmac
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.text import digest


def subject_key(thing: Any) -> str:
    """`application:42`: the model's name and the row's id."""
    return f"{thing._meta.model_name}:{thing.pk}"


def entry_digest(entry: Any) -> str:
    """SHA-256 over everything an entry says, in canonical JSON."""
    return digest(
        {
            "at": entry.at.astimezone(dt.UTC).isoformat(),
            "verb": entry.verb,
            "actor": entry.actor_kind,
            "person": entry.person_id,
            "subject": entry.subject,
            "case": entry.case,
            "facts": entry.facts,
            "request": entry.request_id,
        }
    )


FIRST_PREVIOUS = "0" * 64
# Everything older than this is under a seal, or something is wrong.
SEALED_WITHIN = dt.timedelta(minutes=10)


def seal_key(secret: str) -> bytes:
    """The key of the seals, derived from a secret of the installation and good for nothing else."""
    return hmac.digest(secret.encode(), b"grants: seal of the audit trail", "sha256")


def seal_mac(seal: Any, *, entry_digest: str, key: bytes) -> str:
    """HMAC-SHA-256, in hex, that binds a seal to its entry, its place, its time and the seal before it."""
    said = [seal.position, seal.previous, seal.entry_id, entry_digest, seal.sealed_at.astimezone(dt.UTC).isoformat()]
    return hmac.new(key, digest(said).encode(), "sha256").hexdigest()


def seal_faults(seal: Any, *, position: int, previous: str, keys: Sequence[bytes]) -> list[tuple[str, int]]:
    """What is wrong with one link of the chain, as codes of FAULTS with the place: empty when it is right.

    `position` and `previous` are what the seal before makes us expect; any of `keys`, newest first, may have sealed.
    """
    faults = []
    if seal.position != position:
        faults.append(("gap", position))
    if seal.previous != previous:
        faults.append(("broken_chain", seal.position))
    found = entry_digest(seal.entry)
    if seal.entry.digest != found:
        faults.append(("changed_entry", seal.entry_id))
    if not any(hmac.compare_digest(seal.hmac, seal_mac(seal, entry_digest=found, key=key)) for key in keys):
        faults.append(("wrong_seal", seal.position))
    return faults


FAULTS = {
    "gap": _("Seal {number} is missing."),
    "broken_chain": _("Seal {number} does not follow the seal before it."),
    "changed_entry": _("Entry {number} was changed after it was written."),
    "wrong_seal": _("Seal {number} was not made by this installation, or was changed."),
    "unsealed": _("Entry {number} is older than ten minutes and has no seal."),
}


def fault_sentence(fault: tuple[str, int]) -> str:
    """A fault in words."""
    code, number = fault
    return str(FAULTS[code]).format(number=number)
