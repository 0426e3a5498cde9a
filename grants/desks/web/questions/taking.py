"""Taking in a file for a question: the same checks and the same sentences, whichever way it came."""

import datetime as dt
from typing import Any

from grants.ground.files.actions import store_upload
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import attach_file
from grants.ground.questions.models import AnswerFile, AnswerSheet
from grants.ground.questions.rules import QuestionSpec

ANY_KIND = frozenset({"pdf", "image", "office"})


def kinds_of(question: QuestionSpec) -> frozenset[str]:
    """The kinds of file that a question takes; sound, and video where it says so, for a spoken answer."""
    if question.voice:
        return frozenset({"audio", "video"} if question.video else {"audio"})
    return frozenset(question.kinds) or ANY_KIND


def take_in(upload: Any, sheet: AnswerSheet, question: QuestionSpec, *, by: Actor, now: dt.datetime) -> AnswerFile:
    """The uploaded file as an answer. Raises Refusal, at the question's key, with what is wrong with it."""
    key, kinds = question.key, kinds_of(question)
    stored = store_upload(upload, kinds=kinds, by=by, now=now, field=key, most_seconds=question.voice)
    return attach_file(sheet, key, stored, by=by, now=now)
