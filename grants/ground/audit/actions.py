"""Recording an act. Called inside the act's own transaction; locks nothing."""

import datetime as dt

from django.db import models

from grants.ground.audit.models import Entry
from grants.ground.audit.rules import entry_digest, subject_key
from grants.ground.audit.verbs import Verb
from grants.ground.people.actor import Actor


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
