"""The eligibility quiz: no account, one question a page, a kind early stop."""

from urllib.parse import urlencode

from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from grants.desks.portal.forms.quiz import Progress, QuizForm, read_progress
from grants.desks.web.gates import ActingRequest, anyone
from grants.desks.web.limits import is_over_limit
from grants.desks.web.questions.tongues import marked
from grants.ground.kit import clock
from grants.ground.questions.queries import form_of
from grants.ground.questions.rules import FormSpec, QuizStep, quiz_step, visible_questions
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
    spec, progress = form_of(call.quiz_version), read_progress(request.GET.get("so-far", ""), call_code)
    question, language = spec.question(key), get_language() or ""
    if question is None:
        raise Http404
    initial = {"answer": progress.answers.get(key)}
    form = QuizForm(
        request.POST if request.method == "POST" else None, question=question, language=language, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        return _go_on(request, call, spec, progress.with_answer(key, form.cleaned_data["answer"]))
    asked = visible_questions(spec, progress.answers)
    context = {
        "call": call,
        "form": form,
        "asked": question.label_in(language),
        "number": asked.index(question) + 1 if question in asked else 1,
        "total": len(asked),
        "back_url": _back(call, spec, progress, key),
    }
    return render(request, "portal/quiz_question.html", context)


@anyone
def quiz_result(request: ActingRequest, call_code: str) -> HttpResponse:
    """What the answers come to: go on, or kindly not this one."""
    call = _call_with_quiz(request, call_code)
    spec, progress = form_of(call.quiz_version), read_progress(request.GET.get("so-far", ""), call_code)
    step = quiz_step(spec, progress.answers)
    if step.kind == "ask":
        return redirect("portal:quiz", call_code)
    context = {
        "call": call,
        "step": step,
        "text": marked(step.text, get_language() or ""),
        "can_start": accepts_new(call, clock.now()),
        "back_url": _back(call, spec, progress, step.question.key if step.question else ""),
    }
    return render(request, "portal/quiz_result.html", context)


def _call_with_quiz(request: ActingRequest, call_code: str) -> Call:
    calls = calls_open_to(request.actor).select_related("quiz_version__questionnaire")
    return get_object_or_404(calls, code=call_code, quiz_version__isnull=False)


def _go_on(request: ActingRequest, call: Call, spec: FormSpec, progress: Progress) -> HttpResponseRedirect:
    """The next question, or the result."""
    step = quiz_step(spec, progress.answers)
    if step.kind == "ask" and step.question:
        return redirect(_address("portal:quiz_question", [call.code, step.question.key], progress))
    _count(request, call, step, progress)
    return redirect(_address("portal:quiz_result", [call.code], progress))


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
