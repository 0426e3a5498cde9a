"""The permanent cast: the same people in every test, made when first spoken to.

`cast.officer` is a Person; `cast.actor("officer")` the Actor; `cast.client("officer")` a signed-in Client that has
passed the second step; `cast.proof("officer")` a SecondFactorProof; `cast.code("officer")` a code to type. Panels are
not known here: reviewers and chairs are people, to be put on panels by tests. `cast.organisation` is the group of
applicant, co-writer and signatory; `cast.other_organisation` the stranger's.
"""

import datetime as dt
import functools

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import encrypt
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client

from grants.ground.kit import clock
from grants.ground.people.actor import ANYONE, SecondFactorProof
from grants.ground.people.models import MemberRole
from grants.ground.people.queries import actor_of
from grants.ground.people.roles import Role
from tests.factories.people import belong, hold, make_organisation, make_person

NOW = dt.datetime(2026, 9, 7, 10, 0, tzinfo=dt.UTC)

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

NAMES = {
    "applicant": "Amina Yusuf",
    "cowriter": "Ben Castle",
    "signatory": "Carys Lloyd",
    "stranger": "Sam Stranger",
    "officer": "Olive Marsh",
    "second_officer": "Tomas Reed",
    "decision_maker": "Dora Finch",
    "finance_preparer": "Priya Shah",
    "finance_approver": "Frank Abbot",
    "reviewer": "Rosa Vale",
    "conflicted_reviewer": "Colm Byrne",
    "chair": "Chidi Okoro",
    "editor": "Edie Lane",
    "administrator": "Ada Stone",
    "auditor": "Anders Holm",
}

ROLE_OF = {
    "officer": Role.OFFICER,
    "second_officer": Role.OFFICER,
    "decision_maker": Role.DECISION_MAKER,
    "finance_preparer": Role.FINANCE_PREPARER,
    "finance_approver": Role.FINANCE_APPROVER,
    "editor": Role.EDITOR,
    "administrator": Role.ADMINISTRATOR,
    "auditor": Role.AUDITOR,
}

PART_OF = {
    "applicant": MemberRole.SIGNATORY,
    "cowriter": MemberRole.MEMBER,
    "signatory": MemberRole.SIGNATORY,
}


def mark_second_factor(client):
    """Notes in a client's session that the second step was passed."""
    session = client.session
    session["second_factor_at"] = clock.now().timestamp()
    session.save()


def signed_in(person):
    """A client whose person is signed in, second step and all."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    mark_second_factor(client)
    return client


class Cast:
    """People by the part they play."""

    names = tuple(NAMES)

    def __init__(self):
        self._clients = {}

    def __getattr__(self, name):
        if name not in NAMES:
            raise AttributeError(name)
        person = make_person(NAMES[name], email=f"{name}@cast.example")
        setattr(self, name, person)
        if name in ROLE_OF:
            hold(person, ROLE_OF[name])
            person.groups.add(Group.objects.get_or_create(name=ROLE_OF[name])[0])
        if name in PART_OF:
            belong(person, self.organisation, PART_OF[name])
        if name == "stranger":
            belong(person, self.other_organisation, MemberRole.SIGNATORY)
        return person

    @functools.cached_property
    def organisation(self):
        return make_organisation("Harbour Lights Peer Circle")

    @functools.cached_property
    def other_organisation(self):
        return make_organisation("Quiet Hour")

    def everyone(self):
        """Name and person of the whole cast."""
        return {name: getattr(self, name) for name in self.names}

    def actor(self, name):
        """The Actor of today's roles and memberships; ANYONE for "anyone"."""
        return ANYONE if name == "anyone" else actor_of(getattr(self, name), today=NOW.date())

    def client(self, name):
        """A signed-in client, the same one each time."""
        if name not in self._clients:
            self._clients[name] = signed_in(getattr(self, name))
        return self._clients[name]

    def proof(self, name, now=NOW):
        """Proof of the second factor, as if a code had been typed just now."""
        return SecondFactorProof(person_id=getattr(self, name).pk, proved_at=now, method="totp")

    def code(self, name, now=None):
        """A code that counts once at `now`: what the person's authenticator app shows. Sets the app up if needed."""
        Authenticator.objects.get_or_create(
            user=getattr(self, name), type="totp", defaults={"data": {"secret": encrypt(SECRET), "last_counter": 0}}
        )
        return code_of(SECRET, now or clock.now())


def code_of(secret, now):
    """The code that an authenticator app shows at a moment."""
    return format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30))


@pytest.fixture
def cast(db):
    """The cast. Function-scoped: each test has its own."""
    return Cast()
