"""Keys of subjects and digests of entries: pure functions."""

import datetime as dt
from typing import Any

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
