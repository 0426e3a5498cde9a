"""Declaring, finding, settling and correcting ties between people and groups."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Blocker, refuse_if
from grants.ground.kit.text import tidy
from grants.ground.people.actor import Actor
from grants.ground.people.models import Membership, Person
from grants.ground.people.queries import people_who_may
from grants.ground.people.roles import Permission
from grants.stages.applications.models import Facts
from grants.stages.assessment import permissions, verbs
from grants.stages.assessment.actions.assignments import end_assignment
from grants.stages.assessment.actions.locks import lock_panel, permit, require
from grants.stages.assessment.models import (
    Assignment,
    Candidate,
    Conflict,
    ConflictKind,
    ConflictOrigin,
    Panel,
    PanelMember,
)
from grants.stages.assessment.queries.conflicts import groups_to_declare
from grants.stages.assessment.queries.panels import LIVE, candidates_of, chairs
from grants.stages.assessment.rules import conflicts as rules
from grants.stages.assessment.rules.panels import OPEN_TO_DECLARATIONS

Answers = Mapping[int, tuple[str, str]]


def declare_conflicts(panel: Panel, answers: Answers, *, by: Actor, now: dt.datetime) -> list[Conflict]:
    """What somebody says about the groups before the panel: {application id: (kind, note)}.

    Everyone may say it for the first time, and later tighten it; anything milder goes through the chair. What a tie
    forbids ends at once: the reviewer is taken off the application.
    """
    with transaction.atomic():
        panel = lock_panel(panel.pk)
        seat = PanelMember.objects.filter(panel=panel, person_id=by.person_id, left_at=None).first()
        permit(seat is not None or permissions.can_see_board(by, is_chair=False))
        require(panel.status in OPEN_TO_DECLARATIONS)
        candidates = {c.application_id: c for c in candidates_of(panel)}
        known = _declared(by, candidates)
        refuse_if(_blockers_to_declare(answers, candidates, known))
        changed = {key: said for key, said in answers.items() if key not in known or known[key].kind != said[0]}
        rows = [_declare(candidates[key], known.get(key), *said, by=by, now=now) for key, said in changed.items()]
        if seat and not groups_to_declare(by, panel).exists():
            seat.declared_at = now
            seat.save(update_fields=["declared_at"])
        if rows:
            record(verbs.CONFLICTS_DECLARED, panel, by=by, now=now, groups=len(rows))
        return rows


def _declared(by: Actor, candidates: Mapping[int, Candidate]) -> dict[int, Conflict]:
    rows = Conflict.objects.filter(person_id=by.person_id, origin=ConflictOrigin.DECLARED, application__in=candidates)
    return {row.application_id: row for row in rows}


def _blockers_to_declare(
    answers: Answers, candidates: Mapping[int, Candidate], known: Mapping[int, Conflict]
) -> list[Blocker]:
    found = []
    for key, (kind, _note) in answers.items():
        if key not in candidates or kind not in rules.KINDS:
            found.append(Blocker("no_such_answer", _("Choose one of these answers."), f"kind-{key}"))
        elif key in known and not rules.is_stricter(kind, known[key].kind):
            found.append(Blocker("ask_the_chair", _("To change this answer, ask the chair."), f"kind-{key}"))
    return found


def _declare(
    candidate: Candidate, known: Conflict | None, kind: str, note: str, *, by: Actor, now: dt.datetime
) -> Conflict:
    conflict = known or Conflict(
        application_id=candidate.application_id, person_id=by.person_id, origin=ConflictOrigin.DECLARED
    )
    _write(conflict, kind, note, now=now)
    if kind != ConflictKind.NONE:
        record(verbs.CONFLICT_DECLARED, conflict, by=by, now=now, case=candidate.application, kind=kind)
    _end_what_is_forbidden(conflict, by=by, now=now)
    return conflict


def _write(conflict: Conflict, kind: str, note: str, *, now: dt.datetime) -> None:
    """A tie as the table of kinds has it, not settled by anybody."""
    meaning = rules.KINDS[kind]
    conflict.kind, conflict.note, conflict.recorded_at = kind, tidy(note), now
    conflict.effect, conflict.is_settled = meaning.effect, meaning.is_settled
    conflict.settled_at = conflict.settled_by_id = None
    conflict.save()


def _end_what_is_forbidden(conflict: Conflict, *, by: Actor, now: dt.datetime) -> None:
    """Takes the person off the application once a settled tie keeps them from scoring it."""
    if not conflict.is_settled or rules.may_score(conflict.effect):
        return
    live = Assignment.objects.filter(
        candidate__application_id=conflict.application_id, person_id=conflict.person_id, status__in=LIVE
    )
    for assignment in live.select_related("candidate__application").select_for_update(of=("self",)):
        end_assignment(assignment, reason="conflict of interest", by=by, now=now)


def settle_conflict(conflict: Conflict, *, effect: str, by: Actor, now: dt.datetime) -> Conflict:
    """The chair or an officer says what a tie means: as the table has it, or stricter."""
    with transaction.atomic():
        conflict = _locked_for(conflict, by=by)
        if conflict.is_settled and conflict.effect == effect:
            return conflict
        refuse_if(rules.blockers_to_settle(conflict.kind, effect, conflict.effect, conflict.is_settled))
        conflict.effect, conflict.is_settled = effect, True
        conflict.settled_at, conflict.settled_by_id = now, by.person_id
        conflict.save(update_fields=["effect", "is_settled", "settled_at", "settled_by"])
        record(verbs.CONFLICT_SETTLED, conflict, by=by, now=now, case=conflict.application, effect=effect)
        _end_what_is_forbidden(conflict, by=by, now=now)
        return conflict


def correct_conflict(conflict: Conflict, *, kind: str, note: str, by: Actor, now: dt.datetime) -> Conflict:
    """The chair or an officer corrects what somebody declared by mistake. What it does comes from the table again."""
    with transaction.atomic():
        conflict = _locked_for(conflict, by=by)
        refuse_if(_blockers_to_correct(conflict, kind, note))
        if conflict.kind == kind:
            return conflict
        before = conflict.kind
        _write(conflict, kind, note, now=now)
        record(verbs.CONFLICT_CORRECTED, conflict, by=by, now=now, case=conflict.application, before=before, kind=kind)
        _end_what_is_forbidden(conflict, by=by, now=now)
        return conflict


def _blockers_to_correct(conflict: Conflict, kind: str, note: str) -> list[Blocker]:
    found = []
    if kind not in rules.KINDS or conflict.origin != ConflictOrigin.DECLARED:
        found.append(Blocker("no_such_answer", _("Choose one of these answers."), "kind"))
    if not tidy(note):
        found.append(Blocker("no_reason", _("Say who told you, and when."), "note"))
    return found


def _locked_for(conflict: Conflict, *, by: Actor) -> Conflict:
    """The tie, locked after its panel, for an officer or the chair; never their own."""
    candidate = Candidate.objects.select_related("panel").get(application_id=conflict.application_id)
    panel = lock_panel(candidate.panel_id)
    permit(permissions.can_settle_conflict(by, conflict.person_id, is_chair=chairs(by, panel)))
    require(panel.status in OPEN_TO_DECLARATIONS)
    return Conflict.objects.select_for_update(of=("self",)).select_related("application").get(pk=conflict.pk)


def detect_conflicts(panel: Panel, application_ids: Collection[int], *, by: Actor, now: dt.datetime) -> list[Conflict]:
    """Notes the ties that the system sees between these applications and everybody who judges: members and staff."""
    groups = _groups(application_ids)
    people = _people(panel, now) if groups else []
    known = set(
        Conflict.objects.filter(application__in=groups, origin=ConflictOrigin.DETECTED).values_list(
            "application_id", "person_id"
        )
    )
    found = []
    for application_id, group in groups.items():
        for person in people:
            kind = rules.detected_kind(person, group)
            if kind and (application_id, person.person_id) not in known:
                found.append(_note(application_id, person.person_id, kind, by=by, now=now))
    return found


def _note(application_id: int, person_id: int, kind: str, *, by: Actor, now: dt.datetime) -> Conflict:
    conflict = Conflict(application_id=application_id, person_id=person_id, origin=ConflictOrigin.DETECTED)
    _write(conflict, kind, "", now=now)
    record(verbs.CONFLICT_DETECTED, conflict, by=by, now=now, case=f"application:{application_id}", kind=kind)
    _end_what_is_forbidden(conflict, by=by, now=now)
    return conflict


def _groups(application_ids: Collection[int]) -> dict[int, rules.Group]:
    rows = Facts.objects.filter(application__in=application_ids, is_current=True)
    return {
        row.application_id: rules.Group(
            organisation_id=row.application.organisation_id,
            email_domain=row.application.organisation.email_domain,
            contact_emails=row.contact_emails,
            excluded_names=row.excluded_reviewers,
        )
        for row in rows.select_related("application__organisation").order_by("application_id")
    }


def _people(panel: Panel, now: dt.datetime) -> list[rules.Judge]:
    """Everybody who could judge: the panel's members, and staff who recommend or decide."""
    seats = PanelMember.objects.filter(panel=panel, left_at=None).values_list("person_id", flat=True)
    staff = [people_who_may(p, today=now.date()) for p in (Permission.RECOMMEND, Permission.DECIDE)]
    wanted = {*seats, *(person.pk for rows in staff for person in rows)}
    parts = defaultdict(set)
    for person_id, organisation_id in Membership.objects.filter(person__in=wanted, ended_at=None).values_list(
        "person_id", "organisation_id"
    ):
        parts[person_id].add(organisation_id)
    people = Person.objects.filter(pk__in=wanted).order_by("pk")
    return [rules.Judge(person.pk, person.name, person.email or "", frozenset(parts[person.pk])) for person in people]
