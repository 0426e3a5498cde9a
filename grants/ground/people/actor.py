"""The Actor: who is doing something, frozen when the gate let them in."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import refuse
from grants.ground.people.roles import NEEDS_SECOND_FACTOR, Permission

PROOF_LASTS = dt.timedelta(minutes=5)
NOTHING: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True)
class Standing:
    """What a person is on a day: roles, each with its limit in minor units (None for no limit), and the parts in
    organisations by their ids.
    """

    limits: Mapping[str, int | None]
    memberships: Mapping[int, str]


@dataclass(frozen=True)
class Actor:
    """A person with roles and memberships, the bearer of a signed link, the timer, or anyone.

    `decision_limit` is the largest amount, in minor units, that this person may decide on; None for no limit.
    `memberships` maps organisation ids to the role held there.
    """

    kind: str
    person_id: int | None = None
    name: str = ""
    email: str = ""
    language: str = "en-gb"
    permissions: frozenset[Permission] = frozenset()
    decision_limit: int | None = None
    memberships: Mapping[int, str] = field(default_factory=lambda: NOTHING)
    request_id: str = ""

    def may(self, permission: Permission) -> bool:
        """Whether one of the actor's roles gives this permission."""
        return permission in self.permissions

    def may_any(self, *permissions: Permission) -> bool:
        """Whether one of the actor's roles gives at least one of these permissions."""
        return bool(self.permissions.intersection(permissions))

    def belongs_to(self, organisation_id: int) -> bool:
        """Whether the actor is an open member, signatory or helper of the organisation."""
        return organisation_id in self.memberships

    @property
    def is_staff(self) -> bool:
        """Whether the actor holds any staff role."""
        return bool(self.permissions)

    @property
    def needs_second_factor(self) -> bool:
        """Whether the actor must sign in with a second factor."""
        return bool(self.permissions & NEEDS_SECOND_FACTOR)

    @property
    def is_person(self) -> bool:
        return self.person_id is not None


ANYONE = Actor(kind="anyone")
TIMER = Actor(kind="timer")
LINK = Actor(kind="link")


@dataclass(frozen=True)
class SecondFactorProof:
    """That a person proved their second factor just now, in the form that needs it. Made by people.actions only."""

    person_id: int
    proved_at: dt.datetime
    method: str

    def refuse_unless_for(self, actor: Actor, now: dt.datetime) -> None:
        """Raises Refusal unless this is the actor's own proof and at most five minutes old."""
        is_fresh = abs(now - self.proved_at) <= PROOF_LASTS
        if self.person_id != actor.person_id or not is_fresh:
            raise refuse("second_factor_not_proved", _("Enter a new code from your authenticator app."), "code")
