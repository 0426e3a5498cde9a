"""Answers by voice: what the page needs to record, and the transcript that a group writes beside its recording."""

import datetime as dt

from django.http import HttpRequest, HttpResponse

from grants.desks.web.questions.raw import transcript_name
from grants.desks.web.questions.sections import SectionForm
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import write_own_transcript
from grants.ground.questions.models import AnswerSheet
from grants.ground.questions.rules import TEXT_LANGUAGES, QuestionSpec


def with_recorder(response: HttpResponse, shown: SectionForm) -> HttpResponse:
    """Lets a page with spoken answers use the microphone, and the camera where video is asked for; no other page may.

    A recording is played back from memory before it is sent, so `blob:` may be played on these pages.
    """
    spoken = [field.question for field in shown.fields if field.question.voice]
    if spoken:
        camera = "(self)" if any(question.video for question in spoken) else "()"
        response["Permissions-Policy"] = f"camera={camera}, geolocation=(), microphone=(self)"
        response._csp_update = {"media-src": ["blob:"]}  # type: ignore[attr-defined]
    return response


def save_transcript(
    request: HttpRequest, sheet: AnswerSheet, question: QuestionSpec, *, by: Actor, now: dt.datetime
) -> None:
    """Keeps what was posted as the transcript of a question's recording, if the page carried one."""
    name = transcript_name(question.key)
    if not question.voice or name not in request.POST:
        return
    language = request.POST.get(f"{name}-language", "")
    language = language if language in TEXT_LANGUAGES else sheet.language
    write_own_transcript(sheet, question.key, request.POST[name], language=language, by=by, now=now)
