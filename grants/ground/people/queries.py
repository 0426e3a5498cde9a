"""Reads: the Actor of a person, people by role, members of organisations."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from grants.ground.kit.text import digest
from grants.ground.people.actor import Actor, Standing
from grants.ground.people.models import (
    Invitation,
    JoinRequest,
    MemberRole,
    Membership,
    Organisation,
    Person,
    RoleHolding,
)
from grants.ground.people.roles import ROLES, Permission, Role
from grants.ground.people.rules import JOIN_REQUEST_LASTS, device_words, totp_counters


def holdings_on(day: dt.date) -> QuerySet[RoleHolding]:
    """Roles that are held on a day."""
    return RoleHolding.objects.filter(_is_held_on(day), person__is_active=True)


def _is_held_on(day: dt.date, row: str = "") -> Q:
    """The condition that a role is held on a day. `row` leads to it, with its underscores."""
    lasts = Q(**{f"{row}ends_on": None}) | Q(**{f"{row}ends_on__gte": day})
    return lasts & Q(**{f"{row}ended_at": None, f"{row}starts_on__lte": day})


def person_with_standing(pk: Any, *, today: dt.date) -> Person | None:
    """An active person with their `standing` of a day; None when there is none. One query, asked at every request."""
    rows = list(
        Person.objects.filter(pk=pk, is_active=True).annotate(
            holding=FilteredRelation("role_holdings", condition=_is_held_on(today, "role_holdings__")),
            part=FilteredRelation("memberships", condition=Q(memberships__ended_at=None)),
            held=F("holding__role"),
            held_limit=F("holding__limit_amount"),
            group=F("part__organisation"),
            group_role=F("part__role"),
        )
    )
    if not rows:
        return None
    person: Any = rows[0]
    limits = {row.held: row.held_limit for row in rows if row.held is not None}
    memberships = {row.group: row.group_role for row in rows if row.group is not None}
    person.standing = Standing(limits, memberships)
    return cast(Person, person)


def standing_of(person: Person, *, today: dt.date) -> Standing:
    """Roles and memberships of a day. Two queries, none for whom `person_with_standing` has just read."""
    found: Standing | None = getattr(person, "standing", None)
    if found:
        return found
    parts = Membership.objects.filter(person=person, ended_at=None)
    limits = holdings_on(today).filter(person=person).values_list("role", "limit_amount")
    return Standing(dict(limits), dict(parts.values_list("organisation_id", "role")))


def actor_of(person: Person, *, today: dt.date, request_id: str = "") -> Actor:
    """The Actor of a person today."""
    standing = standing_of(person, today=today)
    return Actor(
        kind="person",
        person_id=person.pk,
        name=person.get_full_name(),
        email=person.email or "",
        language=person.language,
        permissions=frozenset().union(*(ROLES.get(role, frozenset()) for role in standing.limits)),
        decision_limit=standing.limits.get(Role.DECISION_MAKER),
        memberships=MappingProxyType(standing.memberships),
        request_id=request_id,
    )


def people_who_may(permission: Permission, *, today: dt.date) -> QuerySet[Person]:
    """Active people with a role that gives the permission today."""
    roles = [role for role, permissions in ROLES.items() if permission in permissions]
    holders = holdings_on(today).filter(role__in=roles).values("person_id")
    return Person.objects.filter(pk__in=holders).order_by("sort_name", "pk")


def members_of(organisation: Organisation) -> QuerySet[Person]:
    """People with an open part in the organisation, whatever it is."""
    return Person.objects.filter(
        memberships__organisation=organisation, memberships__ended_at=None, is_active=True
    ).order_by("sort_name", "pk")


def signatories_of(organisation: Organisation) -> QuerySet[Person]:
    """Active people who sign for the organisation."""
    return Person.objects.filter(
        memberships__organisation=organisation,
        memberships__ended_at=None,
        memberships__role=MemberRole.SIGNATORY,
        is_active=True,
    ).order_by("sort_name", "pk")


def part_of(person: Person, organisation_id: int) -> str:
    """The part that a person has in an organisation now; empty for none."""
    rows = Membership.objects.filter(person=person, organisation_id=organisation_id, ended_at=None)
    return rows.values_list("role", flat=True).first() or ""


def helped_at(organisation: Organisation) -> Callable[[int | None, dt.datetime], bool]:
    """Says of a person and a moment whether they were a helper of the organisation then. One query."""
    rows = list(
        Membership.objects.filter(organisation=organisation, role=MemberRole.HELPER).values_list(
            "person_id", "since", "ended_at"
        )
    )
    return lambda person_id, at: any(
        helper == person_id and since <= at and (ended is None or at <= ended) for helper, since, ended in rows
    )


def invitations_to(organisation: Organisation, *, now: dt.datetime) -> QuerySet[Invitation]:
    """Invitations to a group that can still be accepted, newest first."""
    rows = Invitation.objects.filter(organisation=organisation, accepted_at=None, cancelled_at=None, expires_at__gt=now)
    return rows.select_related("invited_by").order_by("-invited_at", "-pk")


def open_requests(*, now: dt.datetime) -> QuerySet[JoinRequest]:
    """Requests to join that nobody has answered and that are not over, oldest first."""
    rows = JoinRequest.objects.filter(answered_at=None, asked_at__gt=now - JOIN_REQUEST_LASTS)
    return rows.select_related("person", "organisation").order_by("asked_at", "pk")


def requests_to_join(organisation: Organisation, *, now: dt.datetime) -> QuerySet[JoinRequest]:
    """Who asks to join a group."""
    return open_requests(now=now).filter(organisation=organisation)


def groups_with_requests(actor: Actor, *, now: dt.datetime) -> QuerySet[Organisation]:
    """The actor's groups by name, with `asking`, whether somebody asks to join."""
    return organisations_of(actor).annotate(asking=Exists(open_requests(now=now).filter(organisation=OuterRef("pk"))))


def own_requests(person_id: int | None, *, now: dt.datetime) -> QuerySet[JoinRequest]:
    """What a person asked in the last two weeks, but for what was granted. A no looks like no answer yet."""
    rows = JoinRequest.objects.filter(person_id=person_id, asked_at__gt=now - JOIN_REQUEST_LASTS, member_role="")
    return rows.order_by("-asked_at", "-pk")


def requests_to_look_at() -> QuerySet[JoinRequest]:
    """Requests for which no group was looked for yet."""
    return JoinRequest.objects.filter(looked_at=None).order_by("pk")


def groups_named(sorted_name: str) -> QuerySet[Organisation]:
    """Groups of a name, for the office: it chooses where several share one."""
    return real_groups().filter(sort_name=sorted_name).order_by("pk")


def real_groups() -> QuerySet[Organisation]:
    """Groups that are somebody: neither erased nor made for a rehearsal. Lists of groups start here."""
    return Organisation.objects.filter(erased_at=None, is_rehearsal=False)


def organisations_of(actor: Actor) -> QuerySet[Organisation]:
    """Groups that the actor belongs to, by name; none that was made for a rehearsal."""
    return Organisation.objects.filter(pk__in=actor.memberships, is_rehearsal=False).order_by("sort_name", "pk")


def memberships_of(person: Person) -> QuerySet[Membership]:
    """A person's open parts in groups, by the name of the group."""
    rows = Membership.objects.filter(person=person, ended_at=None, organisation__is_rehearsal=False)
    rows = rows.select_related("organisation")
    return rows.order_by("organisation__sort_name", "pk")


def known_organisations() -> QuerySet[Organisation]:
    """Every group, with `people`, how many belong to it."""
    # Counted for the rows that are read, not grouped over all: a list reads fifty of them.
    rows = Membership.objects.filter(organisation=OuterRef("pk"), ended_at=None).order_by().values("organisation")
    people = Coalesce(Subquery(rows.values(number=Count("pk"))), 0)
    return real_groups().select_related("district").annotate(people=people)


def open_memberships(organisation: Organisation) -> QuerySet[Membership]:
    """Who belongs to a group, by name."""
    rows = Membership.objects.filter(organisation=organisation, ended_at=None)
    return rows.select_related("person").order_by("person__sort_name", "person_id")


def people_of_groups() -> QuerySet[Person]:
    """People with an open part in some group."""
    parts = Membership.objects.filter(ended_at=None, organisation__is_rehearsal=False)
    is_member = Exists(parts.filter(person=OuterRef("pk")))
    return Person.objects.filter(is_member, erased_at=None)


def staff() -> QuerySet[Person]:
    """People with a staff role, each with the open ones as `open_holdings`."""
    return colleagues().filter(pk__in=RoleHolding.objects.filter(ended_at=None).values("person_id"))


def colleagues() -> QuerySet[Person]:
    """People who hold a staff role or once did, each with the open ones as `open_holdings`."""
    holdings = RoleHolding.objects.filter(ended_at=None).select_related("given_by").order_by("role")
    return Person.objects.filter(pk__in=RoleHolding.objects.values("person_id"), erased_at=None).prefetch_related(
        Prefetch("role_holdings", queryset=holdings, to_attr="open_holdings")
    )


def open_holdings() -> QuerySet[RoleHolding]:
    """Roles that are held."""
    return RoleHolding.objects.filter(ended_at=None).select_related("person")


def open_invitations(*, now: dt.datetime) -> QuerySet[Invitation]:
    """Invitations to staff roles that can still be accepted, newest first."""
    rows = Invitation.objects.exclude(role="").filter(accepted_at=None, cancelled_at=None, expires_at__gt=now)
    return rows.select_related("invited_by").order_by("-invited_at", "-pk")


def invitation_by(token: str) -> QuerySet[Invitation]:
    """The invitation that a mailed link opens."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    return rows.filter(token_digest=digest(token.encode()))


def has_second_factor(person_id: int | None) -> bool:
    """Whether a person has set up an authenticator app."""
    return Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.TOTP).exists()


def unused_recovery_codes(person_id: int | None) -> list[str]:
    """The recovery codes that a person has left."""
    kept = Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.RECOVERY_CODES).first()
    return RecoveryCodes(kept).get_unused_codes() if kept else []


@dataclass(frozen=True)
class OpenSession:
    """One browser in which a person is signed in."""

    pk: int
    device: str
    since: dt.datetime
    is_current: bool


def open_sessions(person_id: int | None, *, session_key: str | None, now: dt.datetime) -> Sequence[OpenSession]:
    """Browsers in which a person is signed in, newest first."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = UserSession.objects.filter(user_id=person_id, session_key__in=alive).order_by("-created_at", "-pk")
    return [
        OpenSession(row.pk, device_words(row.user_agent), row.created_at, row.session_key == session_key)
        for row in rows
    ]


def people_with_parts(*, and_also: Iterable[int] = ()) -> QuerySet[Person]:
    """Active people with a staff role or a group, and those with the ids `and_also`; staff first.

    With `open_holdings` and `open_memberships`.
    """
    holdings = RoleHolding.objects.filter(ended_at=None).order_by("role")
    memberships = Membership.objects.filter(ended_at=None, organisation__is_rehearsal=False)
    memberships = memberships.select_related("organisation").order_by("pk")
    is_staff = Exists(holdings.filter(person=OuterRef("pk")))
    is_member = Exists(memberships.filter(person=OuterRef("pk")))
    return (
        Person.objects.filter(is_staff | is_member | Q(pk__in=list(and_also)), is_active=True)
        .prefetch_related(
            Prefetch("role_holdings", queryset=holdings, to_attr="open_holdings"),
            Prefetch("memberships", queryset=memberships, to_attr="open_memberships"),
        )
        .order_by(is_staff.desc(), "sort_name", "pk")
    )


def codes_shown_now(people: Iterable[Person], *, now: dt.datetime) -> dict[int, str]:
    """What each person's authenticator app shows at `now`, by person. For demonstrations."""
    apps = Authenticator.objects.filter(user__in=list(people), type=Authenticator.Type.TOTP)
    counter = totp_counters(now)[1]
    return {app.user_id: format_hotp_value(hotp_value(decrypt(app.data["secret"]), counter)) for app in apps}
