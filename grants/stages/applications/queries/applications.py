"""Which applications an actor may see."""

import datetime as dt
import re
from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from grants.ground.audit.rules import subject_key
from grants.ground.kit.references import case_reference
from grants.ground.kit.text import sort_name, tidy
from grants.ground.people.actor import Actor
from grants.ground.people.models import Organisation
from grants.ground.people.roles import Permission
from grants.stages.applications import rules
from grants.stages.applications.models import TYPED_BY_OFFICE, Application, ApplicationStatus, Facts, Message
from grants.stages.applications.queries.renewing import groups_to_renew
from grants.stages.calls.models import Call, CallKind, CallStatus
from grants.stages.calls.queries import calls_taking_paper, in_phase, is_rehearsed

REFERENCE = re.compile(r"([A-Za-z0-9_-]+)-(\d{1,9})")
FEW = 500


def applications_of(actor: Actor) -> QuerySet[Application]:
    """Applications of the actor's own groups, newest first, but for deleted drafts that were forgotten."""
    return (
        Application.objects.filter(organisation_id__in=list(actor.memberships), forgotten_at=None)
        .select_related("call", "organisation", "sheet__version__questionnaire")
        .order_by("-id")
    )


def staff_applications(actor: Actor) -> QuerySet[Application]:
    """Applications that the office has been sent. What a group is still writing, or took back, is not among them, and
    neither is what was sent in a rehearsal.
    """
    if not actor.may(Permission.SEE_CASES):
        return Application.objects.none()
    return (
        Application.objects.filter(submitted_at__isnull=False)
        .exclude(status__in=rules.BEING_WRITTEN)
        .exclude(is_rehearsed())
        .select_related("call", "organisation")
    )


def listed_applications(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with no more than a row of a list shows, and `current`, a list of one: the latest facts."""
    current = Facts.objects.filter(is_current=True).only("application_id", "requested_amount")
    rows = applications.only(
        "reference", "title", "status", "status_since", "sort_name", "call__title", "organisation__name"
    )
    return rows.prefetch_related(Prefetch("facts", queryset=current, to_attr="current"))


def with_current_snapshots(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with `current`, a list of one: what the latest submission states, with all that it said."""
    current = Facts.objects.filter(is_current=True).select_related("snapshot__sheet")
    return applications.prefetch_related(Prefetch("facts", queryset=current, to_attr="current"))


def search(applications: QuerySet[Application], words: str) -> QuerySet[Application]:
    """Applications of this reference, written out or short (`door-42`), or whose group's name has the words in it.

    Few hits are found by their ids first, from the index of names alone, so that a rare name costs little in a long
    list; many hits are found soon anyway.
    """
    words = tidy(words)
    found = REFERENCE.fullmatch(words)
    if found:
        return applications.exclude(reference="").filter(reference=case_reference(found[1], int(found[2])))
    is_named = Q(sort_name__contains=sort_name(words))
    ids = list(Application.objects.filter(is_named).values_list("pk", flat=True)[: FEW + 1])
    return applications.filter(is_named if len(ids) > FEW else Q(pk__in=ids))


def own_group_named(person_id: int | None, sorted_name: str) -> Organisation | None:
    """The person's own group of this name, however it was capitalised; None if none of theirs has it."""
    own = Organisation.objects.filter(memberships__person_id=person_id, memberships__ended_at=None, is_rehearsal=False)
    return own.filter(sort_name=sorted_name).order_by("pk").first()


def own_groups(actor: Actor, call: Call) -> QuerySet[Organisation]:
    """The actor's own groups that may apply to a call, by name: in a rehearsal, the one made for it; where grants are
    renewed, those that were offered one.
    """
    own = Organisation.objects.filter(pk__in=list(actor.memberships)).order_by("sort_name", "pk")
    if call.renews_id:
        own = own.filter(pk__in=groups_to_renew(call).values("pk"))
    return own.filter(pk=call.rehearsal_group_id) if call.is_rehearsal else own.filter(is_rehearsal=False)


def drafts_in(call: Call, organisation: Organisation) -> QuerySet[Application]:
    """What the group is writing in a call, sign-off included: at most one."""
    return Application.objects.filter(call=call, organisation=organisation, status__in=rules.BEING_WRITTEN)


def other_drafts(application: Application) -> QuerySet[Application]:
    """Another draft of the same group in the same call."""
    return drafts_in(application.call, application.organisation).exclude(pk=application.pk)


def drafts_to_lapse(*, now: dt.datetime) -> QuerySet[Application]:
    """Drafts that can no longer be sent: of calls that closed or ended, and idle ones of calls without an end.

    What the office is typing in stays while the call takes it: what came in time counts, however late it is typed in.
    """
    idle_since = rules.lapses_before(now)
    ended = Q(call__in=in_phase("closed", now)) | Q(call__status__in=[CallStatus.CANCELLED, CallStatus.ARCHIVED])
    never_saved = Q(sheet__saved_at=None, started_at__lt=idle_since)
    idle = Q(call__kind=CallKind.ROLLING) & (Q(sheet__saved_at__lt=idle_since) | never_saved)
    rows = Application.objects.filter(ended | idle, status__in=rules.BEING_WRITTEN)
    return rows.exclude(intake__in=TYPED_BY_OFFICE, call__in=calls_taking_paper(now)).order_by("pk")


def pks_in(call: Call) -> list[int]:
    """Ids of everything that was ever started in a call."""
    return list(Application.objects.filter(call=call).order_by("pk").values_list("pk", flat=True))


def drafts_of_call(call: Call) -> QuerySet[Application]:
    """Everything that is being written in a call."""
    return Application.objects.filter(call=call, status__in=rules.BEING_WRITTEN).order_by("pk")


def drafts_to_remind(call: Call, due: dt.datetime) -> QuerySet[Application]:
    """Drafts of a call that stood there at the moment `due` and have not been reminded of for it. Nobody is reminded
    of what the office is typing in for them.
    """
    fresh = Q(reminded_for=None) | Q(reminded_for__lt=due)
    return drafts_of_call(call).filter(fresh, status_since__lt=due).exclude(intake__in=TYPED_BY_OFFICE)


def drafts_to_forget(*, now: dt.datetime) -> QuerySet[Application]:
    """Drafts that were deleted a month ago, never sent, and still hold what was written."""
    long_ago = rules.forgets_before(now)
    return Application.objects.filter(
        status=ApplicationStatus.WITHDRAWN, submitted_at=None, forgotten_at=None, status_since__lt=long_ago
    ).order_by("pk")


def restorable_until(application: Application) -> dt.datetime | None:
    """The last moment for bringing back a withdrawn or deleted application; None when there is none."""
    return rules.restorable_until(
        status=application.status, withdrawn_from=application.withdrawn_from, since=application.status_since
    )


def messages_of(application: Application) -> QuerySet[Message]:
    """The thread, oldest first."""
    return application.messages.select_related("sent_by").order_by("id")


def case_of_reference(reference: str) -> str:
    """The audit key of the application with this reference, as people type it; empty when there is none."""
    pk = Application.objects.filter(reference__iexact=reference).exclude(reference="").values_list("pk", flat=True)
    found = pk.first()
    return subject_key(Application(pk=found)) if found else ""


def references_of_cases(cases: Iterable[str]) -> dict[str, str]:
    """References of applications by their audit keys; keys of other things are left out."""
    keys = [int(key) for kind, _, key in (case.partition(":") for case in cases) if kind == "application"]
    rows = Application.objects.filter(pk__in=keys).values_list("pk", "reference")
    return {subject_key(Application(pk=pk)): reference for pk, reference in rows}
