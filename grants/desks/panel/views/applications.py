"""Reading an application and scoring it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.panel.forms.scores import ScoreForm, initial_scores
from grants.desks.panel.gate import panel_screen
from grants.desks.web.forms import act, act_or_tell
from grants.desks.web.gates import ActingRequest
from grants.desks.web.serve import show_file
from grants.ground.kit import clock
from grants.stages.assessment.actions import answer_assignment, save_review, submit_review
from grants.stages.assessment.models import Assignment, Review
from grants.stages.assessment.queries import (
    Reading,
    file_of,
    latest_review,
    next_task,
    others_reviews,
    reading,
    rubric_of,
    scores_of,
    workable_by,
)
from grants.stages.assessment.rules.scores import shown as total_shown


@panel_screen()
def score_application(request: ActingRequest, assignment_pk: int) -> HttpResponse:
    """Answers on one side, rubric on the other. Someone who was only asked says first whether they will."""
    assignment = get_object_or_404(workable_by(request.actor), pk=assignment_pk)
    if assignment.is_offered:
        return render(request, "panel/assignment_answer.html", {"assignment": assignment})
    shown, only_changed = _reading(request, assignment), request.GET.get("changed") == "1"
    shown = shown.only_changed() if only_changed else shown
    review = latest_review(assignment)
    form = _form(request, assignment, review, shown)
    if request.method == "POST":
        is_saved = form.is_valid() and act(form, lambda: _save(request, assignment, form))
        if request.htmx:
            return render(request, "panel/review_saved.html", {"form": form, "saved_at": is_saved and clock.now()})
        if is_saved and (request.POST.get("do") != "send" or act(form, lambda: _send(request, assignment))):
            return _go_on(request, assignment)
    context = {"assignment": assignment, "reading": shown, "review": review, "form": form, "only_changed": only_changed}
    return render(request, "panel/application_score.html", context | _after(request, assignment, review, shown))


def _reading(request: ActingRequest, assignment: Assignment) -> Reading:
    shown = reading(request.actor, assignment.candidate.application)
    if shown is None:
        raise Http404
    return shown


def _form(request: ActingRequest, assignment: Assignment, review: Review | None, shown: Reading) -> ScoreForm:
    criteria = rubric_of(assignment.candidate.panel.call.rubric, request.LANGUAGE_CODE)
    first = initial_scores(scores_of(review), review.comment if review else "", shown.snapshot_id)
    return ScoreForm(criteria, shown.labels(), request.POST if request.method == "POST" else None, initial=first)


def _save(request: ActingRequest, assignment: Assignment, form: ScoreForm) -> Review:
    said, read = form.cleaned_data["comment"], form.cleaned_data["snapshot"]
    return save_review(assignment, form.scores(), said, by=request.actor, now=clock.now(), read=read)


def _send(request: ActingRequest, assignment: Assignment) -> Review:
    return submit_review(assignment, by=request.actor, now=clock.now())


def _go_on(request: ActingRequest, assignment: Assignment) -> HttpResponse:
    """Where each button leads: stay, the next application, or this one with the others' scores."""
    done = _("Your scores are in. Thank you.") if request.POST.get("do") == "send" else _("Your draft is saved.")
    messages.success(request, done)
    if request.POST.get("do") == "next":
        following = next_task(request.actor, assignment)
        return redirect("panel:application", following.pk) if following else redirect("panel:home")
    return redirect("panel:application", assignment.pk)


def _after(request: ActingRequest, assignment: Assignment, review: Review | None, shown: Reading) -> dict[str, object]:
    """What shows once one's own scores are in: the others', and whether the group changed its answers since."""
    is_sent = review is not None and review.is_sent
    return {
        "is_sent": is_sent,
        "is_changing": not is_sent or "change" in request.GET or request.method == "POST",
        "is_outdated": review is not None and review.snapshot_id != shown.snapshot_id,
        "own_total": total_shown(review.total if review else None),
        "others": others_reviews(assignment, request.LANGUAGE_CODE),
    }


@panel_screen()
@require_POST
def answer(request: ActingRequest, assignment_pk: int) -> HttpResponse:
    """Yes, I will read it; or no, I cannot."""
    assignment = get_object_or_404(workable_by(request.actor), pk=assignment_pk)
    accept = request.POST.get("answer") == "yes"
    reason = request.POST.get("reason", "")[:500]
    now = clock.now()
    done = act_or_tell(
        request, lambda: answer_assignment(assignment, accept=accept, reason=reason, by=request.actor, now=now)
    )
    if done and accept:
        return redirect("panel:application", assignment.pk)
    if done:
        messages.success(request, _("Thank you for telling us. We will ask somebody else."))
    return redirect("panel:home")


@panel_screen()
def open_file(request: ActingRequest, assignment_pk: int, file_pk: int) -> HttpResponse:
    """A file that the reading lists."""
    assignment = get_object_or_404(workable_by(request.actor), pk=assignment_pk)
    stored = file_of(_reading(request, assignment), file_pk)
    if stored is None:
        raise Http404
    return show_file(request, stored)
