"""Who works on an application: people of the group, who looks after what, who writes now, what is unread."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from grants.ground.people.actor import Actor
from grants.ground.people.models import MemberRole, Membership, Person
from grants.ground.people.queries import helped_at
from grants.ground.questions.queries.histories import WRITING_NOW, writers_of, writers_since
from grants.stages.applications.models import Application, ApplicationStatus, Message, MessageRead
from grants.stages.applications.queries.applications import messages_of

ANSWERING = (MemberRole.MEMBER, MemberRole.SIGNATORY)
OVER = (
    ApplicationStatus.WITHDRAWN,
    ApplicationStatus.LAPSED,
    ApplicationStatus.DECLINED,
    ApplicationStatus.INELIGIBLE,
)


def led_by(membership: Membership) -> QuerySet[Application]:
    """What a person looks after for a group and that is not over."""
    rows = Application.objects.filter(organisation=membership.organisation_id, lead=membership.person_id)
    return rows.exclude(status__in=OVER).select_related("call", "organisation").order_by("pk")


def heirs(membership: Membership) -> QuerySet[Person]:
    """Who could take over from a person: the group's other members and signatories."""
    rows = Membership.objects.filter(organisation=membership.organisation_id, ended_at=None, role__in=ANSWERING)
    others = rows.exclude(pk=membership.pk).values("person_id")
    return Person.objects.filter(pk__in=others, is_active=True).order_by("sort_name", "pk")


def who_could_lead(application: Application) -> QuerySet[Person]:
    """Members and signatories of the group but for the one who looks after it now."""
    rows = Membership.objects.filter(organisation=application.organisation_id, ended_at=None, role__in=ANSWERING)
    return (
        Person.objects.filter(pk__in=rows.values("person_id"), is_active=True)
        .exclude(pk=application.lead_id)
        .order_by("sort_name", "pk")
    )


def titles_of(applications: Iterable[Application]) -> list[str]:
    """Each application in words."""
    return [application.title or application.call.title for application in applications]


@dataclass(frozen=True)
class Hand:
    """Somebody who wrote on an application, and whether only as a helper."""

    name: str
    is_helper: bool


def hands_of(application: Application) -> list[Hand]:
    """Everybody who wrote on an application, by name; helpers marked by the part they have or had last. Two queries."""
    people = list(writers_of(application.sheet_id))
    rows = Membership.objects.filter(organisation=application.organisation_id, person__in=people).order_by("pk")
    parts = dict(rows.values_list("person_id", "role"))
    return [Hand(person.get_full_name(), parts.get(person.pk) == MemberRole.HELPER) for person in people]


def writing_now(application: Application, actor: Actor, *, now: dt.datetime) -> dict[str, list[str]]:
    """Who else saved an answer in the last minutes: names by question key. One query."""
    return writers_since(application.sheet, now - WRITING_NOW, but=actor.person_id)


@dataclass(frozen=True)
class Letter:
    """A message as one side reads it: who wrote, whether as a helper, whether it is new to the reader."""

    message: Message
    is_new: bool
    by_helper: bool


def thread_of(application: Application, actor: Actor) -> list[Letter]:
    """The thread, oldest first, with what is new to this person, or to the office. Three queries."""
    is_own = actor.belongs_to(application.organisation_id)
    reader = actor.person_id if is_own else None
    reads = MessageRead.objects.filter(application=application, person=reader).values_list("upto", flat=True)
    upto, helped = reads.first() or 0, helped_at(application.organisation)
    return [
        Letter(
            message,
            is_new=message.pk > upto and message.is_from_office == is_own,
            by_helper=not message.is_from_office and helped(message.sent_by_id, message.sent_at),
        )
        for message in messages_of(application)
    ]


def unread_of(actor: Actor, applications: Iterable[Application]) -> dict[int, int]:
    """How many messages of the office a person has not read, by application. Two queries for any number of them."""
    keys = [application.pk for application in applications]
    reads = MessageRead.objects.filter(application__in=keys, person=actor.person_id)
    upto = dict(reads.values_list("application_id", "upto"))
    rows = Message.objects.filter(application__in=keys, is_from_office=True).values_list("application_id", "pk")
    found: dict[int, int] = {}
    for application_id, pk in rows:
        if pk > upto.get(application_id, 0):
            found[application_id] = found.get(application_id, 0) + 1
    return found


def unread_by_office(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those applications in whose thread a group wrote something that the office has not read."""
    return applications.filter(pk__in=Message.objects.filter(waits_for_office=True).values("application_id"))
