"""Keeping the files of question packs, which jobs make."""

import datetime as dt
from typing import Any

from django.db import transaction

from grants.ground.audit.actions import record
from grants.ground.files.models import StoredFile
from grants.ground.kit.text import digest
from grants.ground.people.actor import TIMER
from grants.stages.calls import verbs
from grants.stages.calls.models import Call, QuestionPack


def want_pack(call: Call, content: Any, *, language: str, now: dt.datetime) -> QuestionPack:
    """Asks for the files of a pack, unless what it says now is what the newest one says."""
    said = digest(content)
    newest = QuestionPack.objects.filter(call=call, language=language).order_by("-pk").first()
    if newest is not None and newest.digest == said:
        return newest
    told = {"content": content, "digest": said, "asked_at": now}
    pack, _is_new = QuestionPack.objects.update_or_create(call=call, language=language, made_at=None, defaults=told)
    return pack


@transaction.atomic
def attach_pack_files(
    pack: QuestionPack,
    *,
    word: StoredFile,
    pdf: StoredFile | None,
    paper: StoredFile | None = None,
    paper_large: StoredFile | None = None,
    now: dt.datetime,
) -> QuestionPack:
    """Files what a job made of `pack`: to write into, to read, to fill in by hand.

    A second set, and one of words that have changed since, is left aside.
    """
    made_of = pack.digest
    pack = QuestionPack.objects.select_for_update(of=("self",)).get(pk=pack.pk)
    if pack.made_at is None and pack.digest == made_of:
        pack.word, pack.pdf, pack.paper, pack.paper_large, pack.made_at = word, pdf, paper, paper_large, now
        pack.save(update_fields=["word", "pdf", "paper", "paper_large", "made_at"])
        record(verbs.PACK_MADE, pack.call, by=TIMER, now=now, language=pack.language, digest=pack.digest)
    return pack
