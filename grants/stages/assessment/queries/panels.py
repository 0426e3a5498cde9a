"""Panels, who sits on them, what lies before them."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.assessment.models import (
    Assignment,
    Candidate,
    Panel,
    PanelMember,
    PanelRole,
    PanelStatus,
    Review,
    ReviewStatus,
)
from grants.stages.assessment.rules.panels import Roll
from grants.stages.calls.models import Call

LIVE = ("offered", "accepted")


def staff_panels(actor: Actor) -> QuerySet[Panel]:
    """Panels for staff, with the number of applications before each as `candidate_count`."""
    if not actor.may(Permission.SEE_CASES):
        return Panel.objects.none()
    counted = Candidate.objects.filter(panel=OuterRef("pk")).order_by().values("panel").annotate(n=Count("pk"))
    count = Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)
    return Panel.objects.select_related("call__rubric", "call__fund").annotate(candidate_count=count)


def panels_sat_on(actor: Actor) -> QuerySet[PanelMember]:
    """The actor's open places on panels that are not released, newest first."""
    return (
        PanelMember.objects.filter(person_id=actor.person_id, left_at=None)
        .exclude(panel__status=PanelStatus.RELEASED)
        .select_related("panel__call__rubric", "panel__call__fund")
        .order_by("-panel_id")
    )


def open_places() -> QuerySet[PanelMember]:
    """Everybody's open places on panels, newest first."""
    return PanelMember.objects.filter(left_at=None).select_related("panel__call").order_by("-panel_id")


def chairs(actor: Actor, panel: Panel) -> bool:
    """Whether the actor chairs the panel."""
    return PanelMember.objects.filter(
        panel=panel, person_id=actor.person_id, role=PanelRole.CHAIR, left_at=None
    ).exists()


def members_of(panel: Panel) -> QuerySet[PanelMember]:
    """Who sits on the panel, with `load`, the applications they read, and `sent_in`, the reviews they finished."""
    return (
        PanelMember.objects.filter(panel=panel, left_at=None)
        .select_related("person")
        .annotate(load=_count_of(Assignment.objects.filter(status__in=LIVE)), sent_in=_count_of(_finished()))
        .order_by("person__sort_name", "person_id")
    )


def _finished() -> QuerySet[Assignment]:
    sent = Review.objects.filter(assignment=OuterRef("pk"), status=ReviewStatus.SUBMITTED)
    return Assignment.objects.filter(Exists(sent), status="accepted")


def _count_of(assignments: QuerySet[Assignment]) -> Coalesce:
    own = assignments.filter(candidate__panel=OuterRef("panel"), person=OuterRef("person"))
    counted = own.order_by().values("person").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def candidates_of(panel: Panel) -> QuerySet[Candidate]:
    """What the panel judges, by name of group. Withdrawn applications are not among them."""
    return (
        Candidate.objects.filter(panel=panel)
        .exclude(application__status=ApplicationStatus.WITHDRAWN)
        .select_related("application__organisation")
        .order_by("application__sort_name", "application_id")
    )


def applications_waiting(call: Call) -> QuerySet[Application]:
    """Eligible applications of a call that lie before no panel yet."""
    return (
        Application.objects.filter(call=call, status=ApplicationStatus.ELIGIBLE)
        .exclude(Exists(Candidate.objects.filter(application=OuterRef("pk"))))
        .select_related("organisation")
        .order_by("sort_name", "id")
    )


def roll_of(panel: Panel) -> Roll:
    """The panel counted, for its rules. Two queries."""
    members = list(PanelMember.objects.filter(panel=panel, left_at=None).values_list("declared_at", flat=True))
    live = Q(assignments__status__in=LIVE)
    sent = Q(
        assignments__status="accepted",
        assignments__reviews__status=ReviewStatus.SUBMITTED,
        assignments__reviews__is_current=True,
    )
    counted = candidates_of(panel).annotate(
        asked=Count("assignments", filter=live, distinct=True),
        received=Count("assignments", filter=sent, distinct=True),
    )
    counts = list(counted.values_list("asked", "received"))
    return Roll(
        members=len(members),
        undeclared=sum(declared is None for declared in members),
        has_rubric=panel.call.rubric_id is not None,
        asked=[asked for asked, _received in counts],
        received=[received for _asked, received in counts],
    )


def is_still_judged(application: Application) -> bool:
    """Whether an application lies before no panel, or before one that has yet to finish."""
    over = [PanelStatus.DECIDED, PanelStatus.RELEASED]
    return not Candidate.objects.filter(application=application, panel__status__in=over).exists()
