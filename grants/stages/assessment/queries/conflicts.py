"""Ties between people and groups: what each person may read and score."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from grants.ground.audit.rules import subject_key
from grants.ground.people.actor import Actor
from grants.ground.people.models import Membership
from grants.stages.applications.models import Application
from grants.stages.assessment.models import Candidate, Conflict, ConflictOrigin, Panel
from grants.stages.assessment.queries.panels import candidates_of
from grants.stages.assessment.rules.conflicts import strictest

HIDING = Q(effect="hidden") | Q(is_settled=False)


def effects_for(actor: Actor, application_ids: Iterable[int]) -> dict[int, str]:
    """What the actor's ties do, by application; those without a tie are left out. Two queries.

    Belonging to the group hides, whether or not anyone has noted it.
    """
    wanted = list(application_ids)
    found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    rows = Conflict.objects.filter(person_id=actor.person_id, application_id__in=wanted)
    for application_id, effect, is_settled in rows.values_list("application_id", "effect", "is_settled"):
        found[application_id].append((effect, is_settled))
    own = Application.objects.filter(pk__in=wanted, organisation_id__in=list(actor.memberships))
    for application_id in own.values_list("pk", flat=True):
        found[application_id].append(("hidden", True))
    return {application_id: strictest(ties) for application_id, ties in found.items()}


def effect_for(actor: Actor, application: Application) -> str:
    """What the actor's ties to one application do together; clear without any."""
    return effects_for(actor, [application.pk]).get(application.pk, "clear")


def ties_of(panel: Panel) -> dict[tuple[int, int], str]:
    """The effect of every known tie to the panel's applications, by (application id, person id). Two queries."""
    found: dict[tuple[int, int], list[tuple[str, bool]]] = defaultdict(list)
    rows = Conflict.objects.filter(application__in=candidates_of(panel).values("application_id"))
    for application_id, person_id, effect, is_settled in rows.values_list(
        "application_id", "person_id", "effect", "is_settled"
    ):
        found[application_id, person_id].append((effect, is_settled))
    members = Membership.objects.filter(
        organisation__in=candidates_of(panel).values("application__organisation_id"), ended_at=None
    )
    by_group = candidates_of(panel).values_list("application__organisation_id", "application_id")
    applications = defaultdict(list)
    for organisation_id, application_id in by_group:
        applications[organisation_id].append(application_id)
    for organisation_id, person_id in members.values_list("organisation_id", "person_id"):
        for application_id in applications[organisation_id]:
            found[application_id, person_id].append(("hidden", True))
    return {pair: strictest(ties) for pair, ties in found.items()}


def declared(person_id: int | None, application: str) -> Exists:
    """Whether the person has said what ties them to the application at this path of the outer query."""
    rows = Conflict.objects.filter(person_id=person_id, origin=ConflictOrigin.DECLARED)
    return Exists(rows.filter(application=OuterRef(application)))


def excluded(person_id: int | None, application: str) -> Exists:
    """Whether a tie keeps the person from scoring the application at this path of the outer query."""
    rows = Conflict.objects.filter(Q(effect__in=["may_not_score", "hidden"]) | Q(is_settled=False))
    return Exists(rows.filter(person_id=person_id, application=OuterRef(application)))


def groups_to_declare(actor: Actor, panel: Panel) -> QuerySet[Candidate]:
    """Applications of the panel about which the actor has said nothing yet, by name of group."""
    return candidates_of(panel).exclude(declared(actor.person_id, "application_id"))


def hidden(person_id: int | None, application: str) -> Exists:
    """Whether a tie hides the application at this path of the outer query from the person."""
    rows = Conflict.objects.filter(HIDING)
    return Exists(rows.filter(person_id=person_id, application=OuterRef(application)))


def unhidden(applications: QuerySet[Application], actor: Actor) -> QuerySet[Application]:
    """The applications without those that a tie hides from the actor: for lists and look-ups of staff."""
    return applications.filter(~hidden(actor.person_id, "pk")).exclude(organisation_id__in=list(actor.memberships))


def hidden_cases(actor: Actor) -> list[str]:
    """Cases that a tie hides from the actor, by their audit keys. One query; few have any."""
    ties = Q(pk__in=Conflict.objects.filter(HIDING, person_id=actor.person_id).values("application_id"))
    rows = Application.objects.filter(ties | Q(organisation_id__in=list(actor.memberships)))
    return [subject_key(Application(pk=pk)) for pk in rows.values_list("pk", flat=True)]


def ties_to_settle(panel: Panel) -> QuerySet[Conflict]:
    """Every tie that somebody declared or the system found, open ones first. "None" is no tie."""
    return (
        Conflict.objects.filter(application__in=candidates_of(panel).values("application_id"))
        .exclude(kind="none")
        .select_related("person", "application__organisation", "settled_by")
        .order_by("is_settled", "application__sort_name", "person__sort_name", "id")
    )


def correctable_ties(actor: Actor) -> QuerySet[Conflict]:
    """What others declared about applications before a panel, with its number as `panel_id`; never one's own."""
    panel = Candidate.objects.filter(application=OuterRef("application")).values("panel")
    return (
        Conflict.objects.filter(origin=ConflictOrigin.DECLARED)
        .exclude(person_id=actor.person_id)
        .annotate(panel_id=Subquery(panel))
        .filter(panel_id__isnull=False)
        .select_related("person", "application__organisation")
    )
