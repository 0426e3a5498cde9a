"""Panels with something to judge. Calls and applications are rows; whatever the judgement itself did, is acts."""

import datetime as dt
import itertools

from django.db import transaction

from grants.ground.files.models import StoredFile
from grants.ground.people.actor import Actor
from grants.ground.people.models import Person
from grants.ground.people.queries import actor_of
from grants.ground.people.roles import ROLES, Role
from grants.ground.questions.actions import open_sheet
from grants.ground.questions.models import SheetSnapshot
from grants.stages.applications.models import Application, ApplicationStatus, Facts
from grants.stages.assessment import actions
from grants.stages.assessment.models import PanelRole
from grants.stages.assessment.queries import workable_by
from grants.stages.calls.models import Anchor, Call, CallStatus, Criterion, Rubric
from tests.factories.funds import make_fund, make_funder
from tests.factories.people import make_organisation, make_person
from tests.factories.questions import make_version

NOW = dt.datetime(2026, 9, 7, 10, 0, tzinfo=dt.UTC)
DUE = NOW + dt.timedelta(days=14)
LEVELS = ("Not shown", "A little", "Enough", "Strong", "Outstanding")

_numbers = itertools.count(1)


def make_actor(person: Person) -> Actor:
    """The person as they are today."""
    return actor_of(person, today=NOW.date())


def make_officer(name="Olive Officer") -> Actor:
    """An officer without a row for the role: rules and acts look at permissions only."""
    person = Person.objects.filter(name=name).first() or make_person(name)
    return Actor(kind="person", person_id=person.pk, name=name, permissions=ROLES[Role.OFFICER])


def make_decider(name="Dora Decider", *, limit=None) -> Actor:
    person = Person.objects.filter(name=name).first() or make_person(name)
    permissions = ROLES[Role.DECISION_MAKER]
    return Actor(kind="person", person_id=person.pk, name=name, permissions=permissions, decision_limit=limit)


def make_rubric(*criteria, least_total=50):
    """A rubric of (key, weight, is_gate), each with its five anchors."""
    rubric = Rubric.objects.create(title="Small grants", least_total=least_total, created_at=NOW)
    for position, (key, weight, is_gate) in enumerate(criteria or (("together", 60, False), ("doable", 40, True))):
        criterion = Criterion.objects.create(
            rubric=rubric, key=key, title={"en-gb": key.capitalize()}, question={"en-gb": f"How {key} is it?"},
            weight=weight, is_gate=is_gate, position=position, question_keys=["about"],
        )  # fmt: skip
        Anchor.objects.bulk_create(
            Anchor(criterion=criterion, level=level, name={"en-gb": name}, text={"en-gb": f"{name} {key}"})
            for level, name in enumerate(LEVELS)
        )
    return rubric


def make_judged_call(who_decides="panel_then_board", *, rubric=None, code="", **fields):
    """An announced call that has closed, with a rubric."""
    make_funder()
    number = next(_numbers)
    officer = make_officer()
    values = {
        "code": code or f"CALL-{number}",
        "title": f"Doorstep grants {number}",
        "fund": make_fund(f"F{number}"),
        "financial_year": 2026,
        "budget_amount": 500_000,
        "smallest_amount": 5_000,
        "largest_amount": 200_000,
        "who_decides": who_decides,
        "status": CallStatus.ANNOUNCED,
        "opens_at": NOW - dt.timedelta(days=60),
        "closes_at": NOW - dt.timedelta(days=7),
        "rubric": rubric or make_rubric(),
        "created_at": NOW - dt.timedelta(days=90),
        "announced_at": NOW - dt.timedelta(days=61),
        "announced_by_id": officer.person_id,
    } | fields
    return Call.objects.create(**values)


def make_eligible(call, *, organisation=None, name="", requested=100_000, smallest=None, files=(), **facts):
    """An application that was checked in: sheet, snapshot, facts."""
    group = organisation or make_organisation(name)
    writer = make_person()
    reference = f"{call.code}-{next(_numbers):04d}"
    sheet = open_sheet(make_version({"key": "about", "type": "long_text"}), by=make_actor(writer), now=NOW)
    application = Application.objects.create(
        call=call, organisation=group, sheet=sheet, status=ApplicationStatus.ELIGIBLE, reference=reference,
        title=f"Tea at {group.name}", sort_name=group.sort_name, started_at=NOW, started_by=writer, lead=writer,
        submitted_at=NOW, submitted_by=writer, status_since=NOW,
    )  # fmt: skip
    state_again(application, requested=requested, smallest=smallest, files=files, **facts)
    return application


def state_again(
    application, *, requested=100_000, smallest=None, files=(), about="We meet on Tuesdays.", more=(), **facts
):
    """A further submission: the next snapshot, and its facts in the place of the last."""
    number = application.sheet.snapshots.count() + 1
    content = snapshot_content(about=about, files=files, more=more)
    snapshot = SheetSnapshot.objects.create(
        sheet=application.sheet, number=number, content=content, digest=f"{number:064d}", taken_at=NOW
    )
    Facts.objects.filter(application=application).update(is_current=False)
    return Facts.objects.create(
        application=application, snapshot=snapshot, title=application.title, public_summary="Tea for all.",
        requested_amount=requested, smallest_amount=smallest, recorded_at=NOW, **facts,
    )  # fmt: skip


def snapshot_content(*, about, files=(), more=()):
    """A snapshot with an answer to read, a table, files, and what panels never see. `more` are whole answers."""
    rows = [
        ("about", "long_text", "Tell us about it", "", about, []),
        ("budget", "budget", "What will it cost?", "budget", [["Tea", "£10"], ["Total", "£10"]], []),
        (
            "papers",
            "file",
            "Papers",
            "",
            "",
            [{"id": f.pk, "name": f.name, "size": f.size, "sha256": ""} for f in files],
        ),
        ("who", "people", "Whom may we ask?", "contacts", [["Lena Quay", "lena@quay.example", "0711 555"]], []),
        ("mail", "email", "Your address", "", "lena.private@quay.example", []),
        ("phone", "phone", "Your phone", "", "0722 666", []),
        ("not_by", "short_text", "Who should not review?", "excluded_reviewers", "Colm Byrne", []),
    ]
    answers = [
        {
            "key": key,
            "type": kind,
            "label": label,
            "meaning": meaning,
            "value": None,
            "display": display,
            "files": files,
        }
        for key, kind, label, meaning, display, files in rows
    ]
    section = {"key": "about", "title": "About you", "answers": [*answers, *more]}
    return {"version": 1, "form_digest": "", "language": "en-gb", "sections": [section]}


def make_stored_file(name="plan.pdf"):
    """A file's row; its bytes are nowhere."""
    return StoredFile.objects.create(
        storage_key=f"{next(_numbers)}", name=name, content_type="application/pdf", size=1200, sha256="0" * 64,
        scan_state="clean", stored_at=NOW,
    )  # fmt: skip


def make_panel(call=None, *, members=(), applications=(), by=None, **fields):
    """A panel being prepared: members (people, or (person, role)) and applications before it."""
    by = by or make_officer()
    call = call or make_judged_call()
    panel = actions.create_panel(call, **{"name": "Autumn panel", "scores_due_at": DUE} | fields, by=by, now=NOW)
    for member in members:
        person, role = member if isinstance(member, tuple) else (member, PanelRole.REVIEWER)
        actions.add_member(panel, person, role=role, by=by, now=NOW)
    actions.put_before_panel(panel, applications, by=by, now=NOW)
    return panel


def declare(panel, person, *, kinds=None):
    """The person speaks about every group: none, unless `kinds` has {application: kind}."""
    said = {c.application_id: ("none", "") for c in panel.candidates.all()}
    said |= {application.pk: (kind, "") for application, kind in (kinds or {}).items()}
    return actions.declare_conflicts(panel, said, by=make_actor(person), now=NOW)


@transaction.atomic
def make_scoring(*people, call=None, groups=1, requested=100_000):
    """A panel in scoring: everybody declared "none", was asked for everything, and said yes."""
    call = call or make_judged_call()
    applications = [make_eligible(call, requested=requested) for _ in range(groups)]
    panel = make_panel(call, members=people, applications=applications)
    for candidate in panel.candidates.order_by("pk"):
        for person in people:
            actions.assign(candidate, person, by=make_officer(), now=NOW)
    for person in people:
        declare(panel, person)
    panel = actions.start_scoring(panel, by=make_officer(), now=NOW)
    for person in people:
        accept_all(panel, person)
    return panel


def accept_all(panel, person):
    """The person says yes to everything they were asked."""
    actor = make_actor(person)
    for assignment in workable_by(actor).filter(candidate__panel=panel):
        actions.answer_assignment(assignment, accept=True, by=actor, now=NOW)


def assignment_of(candidate, person):
    """The live assignment of a person on a candidate."""
    return candidate.assignments.get(person=person, status__in=["offered", "accepted"])


def score(candidate, person, *levels, comment="Because."):
    """The person scores and sends in: one level a criterion, in order; None for "cannot judge"."""
    keys = candidate.panel.call.rubric.criteria.values_list("key", flat=True)
    assignment, actor = assignment_of(candidate, person), make_actor(person)
    said = {key: (level, comment) for key, level in zip(keys, levels, strict=True)}
    actions.save_review(assignment, said, by=actor, now=NOW)
    return actions.submit_review(assignment, by=actor, now=NOW)


def make_meeting(*, who_decides="panel_then_board", levels=((3, 3), (4, 3)), groups=1, **fields):
    """A panel that meets: as many reviewers as there are `levels` scored every application."""
    people = [make_person() for _ in levels]
    panel = make_scoring(*people, call=make_judged_call(who_decides), groups=groups, **fields)
    for candidate in panel.candidates.order_by("pk"):
        for person, given in zip(people, levels, strict=True):
            score(candidate, person, *given)
    return actions.close_scoring(panel, reason="" if len(people) > 1 else "One is ill.", by=make_officer(), now=NOW)


def make_recommended(*, verdict="fund", by=None, **fields):
    """A candidate that an officer recommended."""
    candidate = make_meeting(**fields).candidates.get()
    words = {"reason": "Strong.", "feedback": "Well done."}
    actions.recommend(candidate, verdict=verdict, amount=None, **words, by=by or make_officer(), now=NOW)
    return candidate
