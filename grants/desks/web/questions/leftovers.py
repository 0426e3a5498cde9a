"""Answers from a page that is older than the form: what it asked moved to another task, or is no longer asked."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from grants.desks.web.questions.raw import WITHOUT_CONTROL, posted_raw, raw_as_text
from grants.desks.web.questions.tongues import screen_language
from grants.ground.kit.errors import Refusal
from grants.ground.people.actor import Actor
from grants.ground.questions.actions import Write, keep_answer, save_answers
from grants.ground.questions.models import AnswerSheet
from grants.ground.questions.queries.histories import earlier_question
from grants.ground.questions.rules import FormSpec, QuestionSpec, SectionSpec

BASE = "base-"


def keep_leftovers(
    request: HttpRequest, sheet: AnswerSheet, form: FormSpec, section: SectionSpec, *, by: Actor, now: dt.datetime
) -> None:
    """Keeps what a page sent for questions that its section no longer has, and says at the next page where it is.

    Our own pages name every question that they ask in a `base-KEY`.
    """
    here = {question.key for question in section.questions}
    for key in [name.removeprefix(BASE) for name in request.POST if name.startswith(BASE)]:
        if key not in here:
            _keep(request, sheet, form, key, by=by, now=now)


def _keep(request: HttpRequest, sheet: AnswerSheet, form: FormSpec, key: str, *, by: Actor, now: dt.datetime) -> None:
    """One answer: at its question where that is asked elsewhere now, else in the history."""
    question = form.question(key)
    gone = None if question else earlier_question(sheet, key)
    asked = question or (gone.question if gone else None)
    if asked is None or asked.type in WITHOUT_CONTROL:
        return
    raw, save_id = posted_raw(asked, request.POST), request.POST.get("save_id", "")[:36]
    try:
        if gone is None:
            save_answers(sheet, form, [Write(key, raw, None, save_id)], by=by, now=now)
            said = moved_words(asked, screen_language())
        else:
            keep_answer(sheet, gone.question, gone.currency, raw, save_id=save_id, by=by, now=now)
            said = gone_words(asked, screen_language())
    except Refusal:
        said = _("“%(label)s” changed while you were writing, and what you typed does not fit. You typed: %(text)s") % {
            "label": asked.label_in(screen_language()),
            "text": raw_as_text(raw),
        }
    messages.info(request, said)


def moved_words(asked: QuestionSpec, language: str) -> str:
    """What is said when a question stands on another page now."""
    words = {"label": asked.label_in(language)}
    return _("We corrected the form: “%(label)s” is part of another task now. Your answer is saved there.") % words


def gone_words(asked: QuestionSpec, language: str) -> str:
    """What is said when a question is no longer asked."""
    words = {"label": asked.label_in(language)}
    return (
        _("We corrected the form: “%(label)s” is no longer asked. What you wrote is kept under “Who wrote what”.")
        % words
    )


def keep_gone_answer(request: HttpRequest, sheet: AnswerSheet, key: str, *, by: Actor, now: dt.datetime) -> str | None:
    """Keeps one answer that a script sent to a question that is no longer asked, and says so; None where no version
    ever asked it. Raises Refusal as `keep_answer` does.
    """
    gone = earlier_question(sheet, key)
    if gone is None or gone.question.type in WITHOUT_CONTROL:
        return None
    asked, currency = gone.question, gone.currency
    save_id = request.POST.get("save_id", "")[:36]
    keep_answer(sheet, asked, currency, posted_raw(asked, request.POST), save_id=save_id, by=by, now=now)
    return gone_words(asked, screen_language())
