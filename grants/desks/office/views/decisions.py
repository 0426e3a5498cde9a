"""One application before the panel: reading it, recommending, deciding; and what waits for a decision-maker."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from grants.desks.office.forms.panels import OwnTieForm, ProposalForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.desks.web.serve import show_file
from grants.ground.kit import clock
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import funder
from grants.stages.assessment import actions, permissions, queries
from grants.stages.assessment.models import Candidate, Recommendation
from grants.stages.assessment.rules.conflicts import may_score
from grants.stages.assessment.rules.panels import STEPS
from grants.stages.assessment.rules.scores import shown

SORTS = {
    "oldest": Sort(gettext_lazy("Oldest first"), ("candidate__application__status_since", "candidate__application_id"))
}


@office_screen(Permission.DECIDE)
@require_GET
def decisions(request: ActingRequest) -> HttpResponse:
    """Waiting for you: what was recommended and not decided, oldest first."""
    page = keyset_page(request, queries.waiting_to_decide(request.actor), SORTS)
    return render(request, "office/decisions_waiting.html", {"page": page})


@office_screen(Permission.SEE_CASES)
@require_GET
def candidate(request: ActingRequest, candidate_pk: int) -> HttpResponse:
    """Everything before the judgement: answers, reviews, what was recommended and decided."""
    found, only_changed = _find(request, candidate_pk), request.GET.get("changed") == "1"
    reading = queries.reading(request.actor, found.application)
    context = _context(request, found) | {
        "reading": reading.only_changed() if reading and only_changed else reading,
        "only_changed": only_changed,
        "reviews": queries.review_texts(found.pk, request.LANGUAGE_CODE),
    }
    return render(request, "office/candidate_detail.html", context)


def _find(request: ActingRequest, candidate_pk: int) -> Candidate:
    return get_object_or_404(queries.staff_candidates(request.actor), pk=candidate_pk)


def _context(request: ActingRequest, found: Candidate) -> dict[str, Any]:
    """What every screen of a candidate shows, and which steps are open to whom."""
    standing, steps = queries.standing_of(found), STEPS[found.panel.call.who_decides]
    effect = queries.effect_for(request.actor, found.application)
    is_open = queries.is_open(found) and may_score(effect)
    return {
        "candidate": found,
        "standing": standing,
        "mean": shown(standing.mean),
        "least": shown(standing.least_total),
        "steps": steps,
        "advised": queries.current_recommendation(found),
        "decision": getattr(found, "decision", None),
        "is_tied": not may_score(effect),
        "may_recommend": is_open and permissions.can_recommend(request.actor),
        "may_decide": is_open and permissions.can_decide(request.actor, has_confirming=steps.has_confirming),
    }


@office_screen(Permission.SEE_CASES)
@require_GET
def candidate_file(request: ActingRequest, candidate_pk: int, file_pk: int) -> HttpResponse:
    """A file that the reading lists."""
    reading = queries.reading(request.actor, _find(request, candidate_pk).application)
    stored = queries.file_of(reading, file_pk) if reading else None
    if stored is None:
        raise Http404
    return show_file(request, stored)


@office_screen(Permission.RECOMMEND)
def recommend(request: ActingRequest, candidate_pk: int) -> HttpResponse:
    """Advises what to do. A newer recommendation takes the place of the last."""
    found = _find(request, candidate_pk)
    context = _context(request, found)
    form = _form(request, context)

    def advise() -> Recommendation:
        return actions.recommend(found, **form.words(), by=request.actor, now=clock.now())

    if request.method == "POST" and form.is_valid() and act(form, advise):
        messages.success(request, _("Recommended. Somebody else decides."))
        return redirect("office:panel_board", found.panel_id)
    return render(request, "office/recommend.html", context | {"form": form})


def _form(request: ActingRequest, context: dict[str, Any]) -> ProposalForm:
    """The form, with what is advised now as first values."""
    advised = context["advised"]
    names = ("verdict", "reason", "feedback", "exception")
    first = {name: getattr(advised, name) for name in names} if advised else {}
    if advised:
        first["amount"] = advised.amount or None
    return ProposalForm(
        context["standing"],
        request.POST if request.method == "POST" else None,
        initial=first,
        currency=funder().currency,
    )


@office_screen(Permission.DECIDE, Permission.RECOMMEND)
def decide(request: ActingRequest, candidate_pk: int) -> HttpResponse:
    """Decides, once. Nobody outside is told before the panel is released."""
    found = _find(request, candidate_pk)
    context = _context(request, found)
    form = _form(request, context)

    def resolve() -> object:
        return actions.decide(found, **form.words(), by=request.actor, now=clock.now())

    if request.method == "POST" and form.is_valid() and act(form, resolve):
        messages.success(request, _("Decided. The group is told when the panel is released."))
        return redirect("office:panel_board", found.panel_id)
    return render(request, "office/decide.html", context | {"form": form})


@office_screen(Permission.SEE_CASES)
def own_tie(request: ActingRequest, candidate_pk: int) -> HttpResponse:
    """A tie of one's own to the group: from then on somebody else acts."""
    found = _find(request, candidate_pk)
    form = OwnTieForm(request.POST if request.method == "POST" else None)

    def declare() -> object:
        said = {found.application_id: (form.cleaned_data["kind"], form.cleaned_data["note"])}
        return actions.declare_conflicts(found.panel, said, by=request.actor, now=clock.now())

    if request.method == "POST" and form.is_valid() and act(form, declare):
        messages.success(request, _("Noted. Somebody else takes this one on."))
        return redirect("office:panel_board", found.panel_id)
    return render(request, "office/own_tie.html", {"candidate": found, "form": form})
