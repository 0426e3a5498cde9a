"""The eligibility quiz: no account, one question a page, a kind early stop."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.portal.forms.quiz import Progress, QuizForm, read_progress
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act_or_tell
from grants.desks.web.gates import ActingRequest, anyone
from grants.desks.web.limits import is_over_limit
from grants.desks.web.questions.tongues import marked
from grants.ground.kit import clock
from grants.ground.questions.queries import form_of
from grants.ground.questions.queries.quizzes import quiz_answers_under, was_asked
from grants.ground.questions.rules import FormSpec, QuizStep, quiz_step, visible_questions
from grants.stages.applications.actions import keep_quiz_answers
from grants.stages.applications.queries import drafts_with_quiz
from grants.stages.calls.actions import count_quiz_stop
from grants.stages.calls.models import Call
from grants.stages.calls.queries import calls_open_to
from grants.stages.calls.rules import accepts_new

# How many visits one computer may add to the counts in an hour.
MOST_VISITS, SECONDS_COUNTED = 60, 60 * 60


@anyone
def quiz(request: ActingRequest, call_code: str) -> HttpResponse:
    """What the quiz is, and the way into it."""
    call = _call_with_quiz(request, call_code)
    first = next(iter(form_of(call.quiz_version).questions), None)
    if first is None:
        raise Http404
    count = len(list(form_of(call.quiz_version).questions))
    return render(request, "portal/quiz.html", {"call": call, "first": first, "count": count})


@anyone
def quiz_question(request: ActingRequest, call_code: str, key: str) -> HttpResponse:
    """One question. What was answered so far travels in the address; nothing is stored."""
    call = _call_with_quiz(request, call_code)
    version: Any = call.quiz_version
    spec, progress = form_of(version), _progress(request, call)
    question, language = spec.question(key), get_language() or ""
    if question is None:
        return _past_a_question_that_went(call, spec, progress, key)
    is_mended = request.method == "POST" and _was_mended(call, key, request.POST.get("version", ""))
    data = request.POST if request.method == "POST" and not is_mended else None
    form = QuizForm(data, question=question, language=language, initial={"answer": progress.answers.get(key)})
    if data is not None and form.is_valid():
        return _go_on(request, call, spec, progress.with_answer(key, form.cleaned_data["answer"]))
    asked = visible_questions(spec, progress.answers)
    context = {
        "call": call,
        "form": form,
        "asked": question.label_in(language),
        "is_mended": is_mended,
        "number": asked.index(question) + 1 if question in asked else 1,
        "total": len(asked),
        "back_url": _back(call, spec, progress, key),
    }
    return render(request, "portal/quiz_question.html", context)


def _was_mended(call: Call, key: str, seen: str) -> bool:
    """Whether a question reads differently now from the page that was answered. `seen` is the version of that page."""
    version: Any = call.quiz_version
    given_under = int(seen) if seen.isdecimal() and len(seen) < 12 else 0
    return key not in quiz_answers_under(version, {key: ""}, given_under=given_under)


def _past_a_question_that_went(call: Call, spec: FormSpec, progress: Progress, key: str) -> HttpResponse:
    """On to what is asked now, where the quiz was mended while somebody was in the middle of it."""
    version: Any = call.quiz_version
    if not was_asked(version, key):
        raise Http404
    return redirect(_next_address(call, spec, progress))


@anyone
def quiz_result(request: ActingRequest, call_code: str) -> HttpResponse:
    """What the answers come to: go on, or kindly not this one. Whoever goes on takes them along in the address."""
    call = _call_with_quiz(request, call_code)
    version: Any = call.quiz_version
    spec, progress = form_of(version), _progress(request, call)
    step = quiz_step(spec, progress.answers)
    if step.kind == "ask":
        return redirect(_next_address(call, spec, progress))
    context = {
        "call": call,
        "step": step,
        "text": marked(step.text, get_language() or ""),
        "can_start": accepts_new(call, clock.now()),
        "start_url": _address("portal:start", [call_code], progress),
        "so_far": progress.token,
        "drafts": drafts_with_quiz(request.actor, call) if step.kind == "done" else [],
        "back_url": _back(call, spec, progress, step.question.key if step.question else ""),
    }
    return render(request, "portal/quiz_result.html", context)


@portal_screen()
@require_POST
def quiz_keep(request: ActingRequest, call_code: str) -> HttpResponse:
    """Puts answers of the quiz on a draft that is there already."""
    call = _call_with_quiz(request, call_code)
    drafts = {str(draft.pk): draft for draft in drafts_with_quiz(request.actor, call)}
    found = drafts.get(request.POST.get("draft", ""))
    if found is None:
        raise Http404
    kept = act_or_tell(
        request,
        lambda: keep_quiz_answers(found, _progress(request, call).answers, by=request.actor, now=clock.now()),
    )
    if kept:
        messages.success(request, _("Your answers stand with the application now."))
    is_own = request.actor.belongs_to(found.organisation_id)
    return redirect("portal:application" if is_own else "office:intake", found.pk)


def _call_with_quiz(request: ActingRequest, call_code: str) -> Call:
    calls = calls_open_to(request.actor).select_related("quiz_version__questionnaire")
    return get_object_or_404(calls, code=call_code, quiz_version__isnull=False)


def _progress(request: ActingRequest, call: Call) -> Progress:
    """The way so far, as the quiz stands now: where it was mended meanwhile, what changed is asked anew."""
    version: Any = call.quiz_version
    found = read_progress(request.GET.get("so-far", ""), call.code)
    answers = quiz_answers_under(version, found.answers, given_under=found.version)
    return replace(found, answers=answers, version=version.pk)


def _next_address(call: Call, spec: FormSpec, progress: Progress) -> str:
    """The question that comes next, or the result; the quiz's start where nothing was answered."""
    step = quiz_step(spec, progress.answers)
    if not progress.answers:
        return reverse("portal:quiz", args=[call.code])
    if step.kind == "ask" and step.question:
        return _address("portal:quiz_question", [call.code, step.question.key], progress)
    return _address("portal:quiz_result", [call.code], progress)


def _go_on(request: ActingRequest, call: Call, spec: FormSpec, progress: Progress) -> HttpResponseRedirect:
    """The next question, or the result."""
    step = quiz_step(spec, progress.answers)
    if step.kind != "ask":
        _count(request, call, step, progress)
    return redirect(_next_address(call, spec, progress))


def _count(request: ActingRequest, call: Call, step: QuizStep, progress: Progress) -> None:
    """Counts where this visit ended, once however often it is sent. Says nothing of who. A rehearsal never counts."""
    if call.is_rehearsal:
        return
    stop = step.question.key if step.question else ""
    is_first = cache.add(f"quiz:{progress.run}:{stop}", 1, SECONDS_COUNTED)
    if is_first and not is_over_limit(request, "quiz", limit=MOST_VISITS, seconds=SECONDS_COUNTED):
        count_quiz_stop(call, stop, now=clock.now())


def _back(call: Call, spec: FormSpec, progress: Progress, key: str) -> str:
    """The page before: the question before this one, or the last one before the result, or the quiz's start."""
    keys = [question.key for question in visible_questions(spec, progress.answers)]
    before = keys[: keys.index(key)] if key in keys else keys
    if not before:
        return reverse("portal:quiz", args=[call.code])
    return _address("portal:quiz_question", [call.code, before[-1]], progress)


def _address(name: str, args: list[str], progress: Progress) -> str:
    return f"{reverse(name, args=args)}?{urlencode({'so-far': progress.token})}"
