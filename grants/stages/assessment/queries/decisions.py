"""Recommendations that wait, decisions that were taken, and how an application stands."""

from django.db.models import QuerySet

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.stages.applications.models import ApplicationStatus, Facts
from grants.stages.assessment.models import Candidate, Decision, Panel, PanelStatus, Recommendation
from grants.stages.assessment.queries.board import standing_from
from grants.stages.assessment.queries.conflicts import excluded, hidden
from grants.stages.assessment.queries.reviews import counting
from grants.stages.assessment.rules.decisions import Standing


def decisions_of(panel: Panel) -> QuerySet[Decision]:
    """The panel's decisions, with their applications, by name of group."""
    return (
        Decision.objects.filter(candidate__panel=panel)
        .select_related(
            "candidate__application__organisation",
            "candidate__application__call__fund",
            "candidate__application__sheet",
            "decided_by",
        )
        .order_by("candidate__application__sort_name", "candidate__application_id")
    )


def staff_candidates(actor: Actor) -> QuerySet[Candidate]:
    """Candidates that staff may open: of any panel, none that a tie hides from them."""
    if not actor.may(Permission.SEE_CASES):
        return Candidate.objects.none()
    return (
        Candidate.objects.filter(~hidden(actor.person_id, "application_id"))
        .exclude(application__organisation_id__in=list(actor.memberships))
        .exclude(application__status=ApplicationStatus.WITHDRAWN)
        .select_related("panel__call__rubric", "panel__call__fund", "application__organisation", "decision__decided_by")
    )


def waiting_to_decide(actor: Actor) -> QuerySet[Recommendation]:
    """Recommendations that wait for a decision the actor may take; ties of theirs left out.

    The application that has been recommended longest comes first. It starts from the applications of that status, since
    nearly every recommendation there is was decided long ago.
    """
    if not (actor.may(Permission.DECIDE) and actor.may(Permission.SEE_CASES)):
        return Recommendation.objects.none()
    return (
        Recommendation.objects.filter(
            ~excluded(actor.person_id, "candidate__application_id"),
            is_current=True,
            candidate__panel__status=PanelStatus.MEETING,
            candidate__application__status=ApplicationStatus.RECOMMENDED,
        )
        .exclude(candidate__application__organisation_id__in=list(actor.memberships))
        .select_related("candidate__panel", "candidate__application__organisation", "recommended_by")
        .only(
            "verdict",
            "amount",
            "reason",
            "recommended_at",
            "recommended_by__name",
            "recommended_by__email",
            "candidate__panel__name",
            "candidate__application__reference",
            "candidate__application__title",
            "candidate__application__status_since",
            "candidate__application__organisation__name",
        )
        .order_by("candidate__application__status_since", "candidate__application_id")
    )


def current_recommendation(candidate: Candidate) -> Recommendation | None:
    """What is advised now."""
    rows = Recommendation.objects.filter(candidate=candidate, is_current=True)
    return rows.select_related("recommended_by").first()


def facts_of(candidate: Candidate) -> Facts:
    """What the candidate's latest submission states."""
    return Facts.objects.get(application_id=candidate.application_id, is_current=True)


def standing_of(candidate: Candidate) -> Standing:
    """How the candidate stands before the judgement. Two queries."""
    reviews = list(counting().filter(assignment__candidate=candidate))
    return standing_from(candidate.panel.call, facts_of(candidate), reviews)


def is_open(candidate: Candidate) -> bool:
    """Whether the candidate may be recommended and decided now: its panel meets, and nothing was decided."""
    return candidate.panel.status == PanelStatus.MEETING and getattr(candidate, "decision", None) is None
