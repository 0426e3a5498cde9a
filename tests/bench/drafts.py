"""Drafts that are ready to send, each by somebody who is signed in, written by bulk insert."""

from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from grants.ground.people.models import MemberRole, Membership, Organisation, Person
from grants.ground.questions.models import Answer, AnswerSheet
from grants.stages.applications.models import Application


@dataclass
class OpenDraft:
    """One draft, its writer's session, and what the server said it had kept: revision and text of the plan."""

    pk: int
    sheet_id: int
    person_id: int
    session: str
    base: int
    kept: list = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


def make_drafts(call, like, count, now):
    """So many drafts in a call, with the answers of an application that was sent in it."""
    numbers = range(count)
    groups = Organisation.objects.bulk_create(
        Organisation(name=f"Last {n:04d}", sort_name=f"last {n:04d}", joined_at=now) for n in numbers
    )
    people = Person.objects.bulk_create(
        Person(email=f"last{n:04d}@groups.example", name=f"Writer {n:04d}", sort_name=f"writer {n:04d}", password="!",
               joined_at=now, verified_at=now)
        for n in numbers
    )  # fmt: skip
    Membership.objects.bulk_create(
        Membership(organisation=group, person=person, role=MemberRole.SIGNATORY, since=now)
        for group, person in zip(groups, people, strict=True)
    )
    sheets = AnswerSheet.objects.bulk_create(
        AnswerSheet(version_id=call.form_version_id, created_at=now) for _n in numbers
    )
    said = list(Answer.objects.filter(sheet=like.sheet_id))
    Answer.objects.bulk_create(
        Answer(sheet=sheet, key=row.key, value=row.value, revision=1, saved_at=now, saved_by=person)
        for sheet, person in zip(sheets, people, strict=True)
        for row in said
    )
    drafts = Application.objects.bulk_create(
        Application(call=call, organisation=group, sheet=sheet, sort_name=group.sort_name, started_at=now,
                    started_by=person, lead=person, status_since=now)
        for group, sheet, person in zip(groups, sheets, people, strict=True)
    )  # fmt: skip
    return [
        OpenDraft(draft.pk, draft.sheet_id, person.pk, _session(person), base=1)
        for draft, person in zip(drafts, people, strict=True)
    ]


def _session(person):
    """Signs somebody in, as the sign-in by code leaves them."""
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return store.session_key
