"""A house of many applications, written by bulk insert: the size is what matters here, not the story.

The first thousand is the work of today: every status has its share, over panels of fifty; one application in five was
granted, and its grant is at some point of being paid and reported on. Every further thousand is the past, over up to
forty calls: decided, and where granted, paid, reported and closed. What waits for somebody does not grow with the
years; what is kept does. Everything hangs together as the acts would leave it, so that every page finds what it looks
for.
"""

import datetime as dt
from dataclasses import dataclass

from fixtures.demo import people, world
from grants.ground.audit.models import Entry, Seal
from grants.ground.kit.clock import now as read_clock
from grants.ground.notifications.models import Mail
from grants.ground.people.models import MemberRole, Membership, Organisation, Person
from grants.ground.people.queries import actor_of
from grants.ground.questions.models import AnswerSheet, SheetSnapshot
from grants.stages.applications.models import Application, Facts, Message
from grants.stages.awards.models import ReportDue
from grants.stages.calls.models import Call
from grants.stages.outcomes.actions import start_report
from tests.bench.copying import copy, marks
from tests.bench.granting import grant
from tests.bench.judging import judge

STATUSES = (
    "submitted", "eligible", "offered", "in_review", "declined", "submitted", "ineligible", "offered", "in_review",
    "declined", "submitted", "eligible", "offered", "in_review", "declined", "sent_back", "recommended", "offered",
    "reserved", "withdrawn",
)  # fmt: skip
PAST_STATUSES = ("declined", "declined", "offered", "ineligible", "declined", "declined", "offered", "declined",
                 "reserved", "withdrawn")  # fmt: skip
JUDGES = [email for email, _name in people.JUDGES][:3]
CHUNK = 1000
ORIGINAL = 1  # the thousand that the others are copied from; the first one has the demo's own judges
FIRST_SEAL = 1_000_000  # after those of the demo
DISTRICTS, POPULATIONS, ACTIVITIES = (
    ("harbour", "northfield", "ferry-lane"),
    ("P14", "P01", "P09"),
    ("A01", "A02", "A05"),
)


@dataclass(frozen=True)
class House:
    """What every row needs: the time, and the people who did it all."""

    now: dt.datetime
    officer: Person
    treasurer: Person
    reviewers: list[Person]
    template: Call
    content: dict
    form_version_id: int

    def days(self, number):
        """The moment so many days from now."""
        return self.now + dt.timedelta(days=number)


def fill(size):
    """The demo world, and `size` more applications of as many groups."""
    now = read_clock()
    world.load(now)
    house = _house(now)
    _begin_a_report(now)
    _thousand(house, 0, min(CHUNK, size))
    if size <= CHUNK:
        return
    after = marks()
    _thousand(house, ORIGINAL, CHUNK)
    upto = marks()
    for number in range(ORIGINAL + 1, size // CHUNK):
        copy(after, upto, number, ORIGINAL)


def _thousand(house, number, count):
    call = _call(house, number)
    is_past = number > 0
    applications = _apply(house, call, number * CHUNK, count, PAST_STATUSES if is_past else STATUSES)
    _tell(house, applications, is_new=not is_past)
    granted = judge(house, call, applications, number)
    grant(house, call, granted, number, is_past=is_past)


def _begin_a_report(now):
    """One that stands open for writing."""
    bryn = Person.objects.get(email="bryn@wellbeingwheels.example")
    owed = ReportDue.objects.filter(award__organisation__name="Wellbeing Wheels").order_by("pk")[1]
    start_report(owed, by=actor_of(bryn, today=now.date()), now=now)


def _house(now):
    def person(name):
        return Person.objects.get(email=f"{name}@willowmere.example")

    template = Call.objects.get(code="small26")
    reviewers = [Person.objects.get(email=email) for email in JUDGES]
    content = SheetSnapshot.objects.filter(sheet__version=template.form_version_id).earliest("pk").content
    return House(now, person("olive"), person("priya"), reviewers, template, content, template.form_version_id)


def _call(house, number):
    """A call like one of the demo's."""
    made = Call.objects.get(pk=house.template.pk)
    made.pk, made.code, made.title = None, f"bench{number}", f"{made.title}, round {number + 1}"
    made._state.adding = True
    made.save()
    return made


def _apply(house, call, first, count, statuses):
    """So many groups, each with somebody who writes, and one application."""
    now, numbers = house.now, range(first, first + count)
    groups = Organisation.objects.bulk_create(
        Organisation(name=f"Group {n:06d}", sort_name=f"group {n:06d}", joined_at=now) for n in numbers
    )
    writers = Person.objects.bulk_create(
        Person(email=f"writer{n:06d}@groups.example", name=f"Writer {n:06d}", sort_name=f"writer {n:06d}",
               password="!", joined_at=now, verified_at=now)
        for n in numbers
    )  # fmt: skip
    Membership.objects.bulk_create(
        Membership(organisation=group, person=writer, role=MemberRole.MEMBER, since=now)
        for group, writer in zip(groups, writers, strict=True)
    )
    sheets = AnswerSheet.objects.bulk_create(
        AnswerSheet(version_id=house.form_version_id, writable="none", created_at=now) for _group in groups
    )
    applications = Application.objects.bulk_create(
        Application(
            call=call, organisation=group, sheet=sheet, status=statuses[n % len(statuses)], reference=f"BENCH-{n:06d}",
            title=f"Project {n:06d}", sort_name=group.sort_name, started_at=now, started_by=writer, lead=writer,
            submitted_at=now, submitted_by=writer, status_since=now - dt.timedelta(seconds=n),
        )
        for n, group, sheet, writer in zip(numbers, groups, sheets, writers, strict=True)
    )  # fmt: skip
    _state(house, applications)
    return applications


def _state(house, applications):
    """What each of them said, and the amount: between £300 and £2,000."""
    snapshots = SheetSnapshot.objects.bulk_create(
        SheetSnapshot(sheet_id=a.sheet_id, number=1, content=house.content, digest="0" * 64, taken_at=house.now)
        for a in applications
    )
    for a, snapshot in zip(applications, snapshots, strict=True):
        a.amount, a.facts_snapshot = 30_000 + a.pk * 7919 % 171 * 1_000, snapshot.pk
    Facts.objects.bulk_create(
        Facts(
            application=a, snapshot=snapshot, title=a.title, public_summary="Tea for all.", requested_amount=a.amount,
            districts=[DISTRICTS[a.pk % 3]], populations=[POPULATIONS[a.pk % 3]], activities=[ACTIVITIES[a.pk % 3]],
            recorded_at=house.now,
        )
        for a, snapshot in zip(applications, snapshots, strict=True)
    )  # fmt: skip


def _tell(house, applications, *, is_new):
    """The mail, the message and the evidence that each application leaves behind. Only new messages are unread."""
    Mail.objects.bulk_create(
        Mail(
            kind="application_received", to_email=a.submitted_by.email, to_person=a.submitted_by, language="en-gb",
            subject="We have your application", text="Thank you.", case=f"application:{a.pk}",
            message_id=f"<{a.reference}@bench.example>", queued_at=house.now, not_before=house.now, sent_at=house.now,
        )
        for a in applications
    )  # fmt: skip
    Message.objects.bulk_create(
        Message(
            application=a, is_from_office=False, text="When will we hear?", sent_at=house.now, sent_by=a.submitted_by,
            waits_for_office=is_new,
        )
        for a in applications[::5]
    )  # fmt: skip
    entries = Entry.objects.bulk_create(
        Entry(
            at=house.now, verb=verb, actor_kind="person", person=by, subject=f"application:{a.pk}",
            case=f"application:{a.pk}", digest="0" * 64,
        )
        for a in applications
        for verb, by in (("application_started", a.submitted_by), ("application_submitted", a.submitted_by))
    )  # fmt: skip
    Seal.objects.bulk_create(
        Seal(entry=entry, position=FIRST_SEAL + entry.pk, previous="0" * 64, hmac="0" * 64, sealed_at=house.now)
        for entry in entries
    )
