"""Makes the files of question packs, so that nobody who asks for one waits for it."""

import datetime as dt
from typing import Any

from grants.desks.jobs.drains.claim import drain
from grants.ground.files.actions import store_bytes
from grants.ground.files.models import StoredFile
from grants.ground.files.rules import safe_name
from grants.ground.people.actor import TIMER
from grants.ground.questions.queries import form_of
from grants.outputs.documents.engine import is_available
from grants.outputs.documents.pack import pack_content, pack_languages, pack_pdf
from grants.outputs.documents.paper import paper_pdf
from grants.outputs.documents.word import pack_docx
from grants.stages.calls.actions import attach_pack_files, want_pack
from grants.stages.calls.models import Call, QuestionPack
from grants.stages.calls.queries.packs import calls_with_pack, packs_without_files
from grants.stages.calls.rules import phase

# A few at a time: mails do not wait behind a dozen PDFs.
AT_ONCE = 3
TOLD_IN = frozenset({"upcoming", "open", "grace", "paused"})
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def want_packs(now: dt.datetime) -> int:
    """Asks for the files of every call that has not closed, where what they say has changed. How many calls."""
    calls = [call for call in calls_with_pack() if phase(call, now) in TOLD_IN or not call.packs.exists()]
    for call in calls:
        _want(call, now)
    return len(calls)


def _want(call: Call, now: dt.datetime) -> None:
    version: Any = call.form_version  # calls with a pack have one
    for language in pack_languages(form_of(version)):
        want_pack(call, pack_content(call, language), language=language, now=now)


def make_packs(now: dt.datetime) -> int:
    """The files of packs that were asked for."""
    return drain(packs_without_files(), "file_claimed_until", _make_pack, now=now, at_once=AT_ONCE)


def _make_pack(pack: QuestionPack, now: dt.datetime) -> None:
    word = _stored(pack, pack_docx(pack.content, now=now), "questions", now, "docx", WORD)
    printed = _printed(pack, now) if is_available() else {"pdf": None}
    attach_pack_files(pack, word=word, now=now, **printed)


def _printed(pack: QuestionPack, now: dt.datetime) -> dict[str, StoredFile | None]:
    """The pack to read, and the form to fill in on paper, in usual and in large print."""
    large = paper_pdf(pack.content, is_large_print=True)
    return {
        "pdf": _stored(pack, pack_pdf(pack.content), "questions", now),
        "paper": _stored(pack, paper_pdf(pack.content), "paper form", now),
        "paper_large": _stored(pack, large, "paper form in large print", now),
    }


def _stored(
    pack: QuestionPack,
    content: bytes,
    what: str,
    now: dt.datetime,
    extension: str = "pdf",
    content_type: str = "application/pdf",
) -> StoredFile:
    name = safe_name(f"{pack.call.code} {what}", extension)
    return store_bytes(content, name=name, content_type=content_type, by=TIMER, now=now)
