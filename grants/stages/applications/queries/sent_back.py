"""What the office sent back, what came of it, and what that does to the promised day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from grants.ground.kit.clock import local_date
from grants.ground.questions.models import AnswerSheet, SheetSnapshot
from grants.ground.questions.queries import form_of
from grants.ground.reference.queries import funder, holidays
from grants.stages.applications import rules
from grants.stages.applications.models import Application, ApplicationStatus, SentBack


def open_round(application: Application) -> SentBack | None:
    """The questions that are with the group now; None, without a query, when there are none."""
    if application.status != ApplicationStatus.SENT_BACK:
        return None
    rows = SentBack.objects.filter(application=application, answered_at=None, ended_at=None)
    return rows.select_related("before").first()


def rounds_of(application: Application) -> QuerySet[SentBack]:
    """Every round, the last one first, with what was said before and after."""
    rows = SentBack.objects.filter(application=application)
    return rows.select_related("before", "after", "sent_by", "answered_by", "ended_by").order_by("-number")


def sent_snapshot(application: Application) -> SheetSnapshot:
    """What was sent last. Raises SheetSnapshot.DoesNotExist before the first sending."""
    return SheetSnapshot.objects.filter(sheet=application.sheet_id).latest("number")


def keys_sent(snapshot: SheetSnapshot) -> list[str]:
    """Keys of the questions that a snapshot answers, in order."""
    return [answer["key"] for section in snapshot.content["sections"] for answer in section["answers"]]


def keys_hidden(sheet: AnswerSheet, shown: list[str]) -> list[str]:
    """Keys of the questions that conditions hide now. An answer that changes may call for them."""
    return [question.key for question in form_of(sheet.version).questions if question.key not in shown]


def rounds_to_remind(*, today: dt.date) -> QuerySet[SentBack]:
    """Open rounds whose day to answer is near, and of which the group was not reminded yet."""
    near = Q(due_on__lte=rules.due_soon_on(today), due_on__gte=today)
    waiting = Q(answered_at=None, ended_at=None, reminded_at=None, application__status=ApplicationStatus.SENT_BACK)
    return SentBack.objects.filter(near & waiting).select_related("before").order_by("due_on", "pk")


def past_their_day(applications: QuerySet[Application], *, today: dt.date) -> QuerySet[Application]:
    """Those applications whose group has not answered our questions by the day that we named."""
    late = SentBack.objects.filter(answered_at=None, ended_at=None, due_on__lt=today)
    return applications.filter(status=ApplicationStatus.SENT_BACK, pk__in=late.values("application_id"))


@dataclass(frozen=True)
class AskedQuestion:
    """One question that was sent back, with where it stands in the form."""

    section: str
    section_title: str
    key: str
    label: str
    why: str


def asked_questions(sent_back: SentBack) -> list[AskedQuestion]:
    """What was asked in a round, in the order of the form, in the language of the answers. No query."""
    why = {row["key"]: row["why"] for row in sent_back.asked}
    content: Any = sent_back.before.content
    return [
        AskedQuestion(section["key"], section["title"], answer["key"], answer["label"], why[answer["key"]])
        for section in content["sections"]
        for answer in section["answers"]
        if answer["key"] in why
    ]


@dataclass(frozen=True)
class Promise:
    """The day by which a group hears. `moved_days` is for how long our clock stood still; `is_paused`: it does now."""

    on: dt.date | None
    moved_days: int = 0
    is_paused: bool = False


def promise_of(application: Application) -> Promise:
    """What we promised, less the time for which our questions were with the group."""
    if application.submitted_at is None:
        return Promise(None)
    call, zone, closed_days = application.call, funder().timezone, holidays()
    spans = SentBack.objects.filter(application=application).values_list("sent_at", "answered_at", "ended_at")
    over = [(sent, answered or ended) for sent, answered, ended in spans]
    rounds = [(local_date(sent, zone), local_date(back, zone)) for sent, back in over if back]
    first = rules.promised_on(
        decision_by=call.decision_by,
        working_days=call.decision_working_days,
        sent_on=local_date(application.submitted_at, zone),
        holidays=closed_days,
    )
    days = rules.days_with_group(rounds)
    is_paused = application.status == ApplicationStatus.SENT_BACK
    return Promise(rules.moved_by(first, days, closed_days), days if first else 0, is_paused)


def promised_on(application: Application) -> dt.date | None:
    """The day by which the group hears; None where the call does not say, or nothing was sent."""
    return promise_of(application).on
