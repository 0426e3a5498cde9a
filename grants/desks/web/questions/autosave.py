"""Saving one answer while a person writes, for a script."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.desks.web.questions.fields import as_text
from grants.desks.web.questions.leftovers import keep_gone_answer
from grants.desks.web.questions.raw import WITHOUT_CONTROL, posted_number, posted_raw
from grants.desks.web.questions.spoken import save_transcript
from grants.desks.web.questions.tongues import screen_language
from grants.ground.kit.dates import clock_words
from grants.ground.kit.errors import Refusal
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import Write, save_answers
from grants.ground.questions.models import Answer, AnswerSheet
from grants.ground.questions.queries import question_alone
from grants.ground.questions.rules import QuestionSpec, display
from grants.ground.questions.rules.sources import Source


def autosave(
    request: HttpRequest, sheet: AnswerSheet, key: str, *, by: Actor, now: dt.datetime, source: str = Source.OWN
) -> JsonResponse:
    """Saves the posted answer to one question.

    200 {"revision", "saved", "here"}, who else saved what in the last minutes; 409 {"sentence", "theirs", "label",
    "revision"} when another page wrote in between; 410 {"saved"} when the form asks this no longer: it is kept in the
    history; 422 {"errors"} when it cannot be kept. The posted names are those of the page: controls, "base-KEY",
    "save_id".
    """
    form = question_alone(sheet.version_id, key, digest=sheet.version.digest)
    question = form.question(key)
    if question is None:
        return _gone(request, sheet, key, by=by, now=now)
    if question.type in WITHOUT_CONTROL:
        return _unknown()
    base, save_id = posted_number(request.POST, f"base-{key}"), request.POST.get("save_id", "")[:36]
    write = Write(key, posted_raw(question, request.POST), base, save_id)
    try:
        save_transcript(request, sheet, question, by=by, now=now)
        saved = save_answers(sheet, form, [write], by=by, now=now, source=source)
    except Refusal as refusal:
        return _refused(refusal)
    if saved.stale:
        return JsonResponse(_conflict(question, saved.stale[key], form.currency, screen_language()), status=409)
    said = _("Saved at %(time)s") % {"time": clock_words(timezone.localtime(now).time())}
    return JsonResponse({"revision": saved.answers[key].revision, "saved": said, "here": saved.here})


def _gone(request: HttpRequest, sheet: AnswerSheet, key: str, *, by: Actor, now: dt.datetime) -> JsonResponse:
    """The page is older than the form: what was typed is kept all the same."""
    try:
        said = keep_gone_answer(request, sheet, key, by=by, now=now)
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse({"saved": said}, status=410) if said else _unknown()


def _refused(refusal: Refusal) -> JsonResponse:
    return JsonResponse({"errors": [str(blocker.sentence) for blocker in refusal.blockers]}, status=422)


def _unknown() -> JsonResponse:
    return JsonResponse({"errors": [_("This form does not ask that.")]}, status=422)


def _conflict(question: QuestionSpec, stored: Answer, currency: str, language: str) -> dict[str, Any]:
    return {
        "sentence": _("Someone changed this answer while you were writing. Choose which one to keep."),
        "theirs": as_text(display(question, stored.value, currency, language)),
        "label": _label(stored),
        "revision": stored.revision,
    }


def _label(stored: Answer) -> str:
    """Who wrote the stored answer, and when."""
    if stored.saved_by is None:
        return _("What they wrote:")
    at = clock_words(timezone.localtime(stored.saved_at).time())
    return _("What %(name)s wrote at %(time)s:") % {"name": stored.saved_by.get_full_name(), "time": at}
