"""Reads: calls by phase, what a call plans, rubrics as specs, how often the quiz stopped somebody."""

import datetime as dt
from collections import defaultdict

from django.db.models import Count, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from grants.ground.people.actor import Actor
from grants.ground.questions.models import Question, Questionnaire
from grants.ground.questions.queries import published_version
from grants.ground.reference.queries import funder, holidays
from grants.stages.calls.models import GRACE_MINUTES, Anchor, Call, CallKind, CallStatus, QuizStop, Rubric
from grants.stages.calls.permissions import can_see_calls
from grants.stages.calls.rules import AnchorSpec, CallPlan, CriterionSpec, FormChoice, Phase, RubricSpec
from grants.stages.funds.models import Restriction
from grants.stages.funds.queries import available


def staff_calls(actor: Actor) -> QuerySet[Call]:
    """Calls that staff may see, rehearsals too."""
    return Call.objects.select_related("fund") if can_see_calls(actor) else Call.objects.none()


def announced_calls() -> QuerySet[Call]:
    """Calls that the public may know of: announced, and no rehearsal."""
    return Call.objects.filter(status=CallStatus.ANNOUNCED, is_rehearsal=False)


def in_phase(phase: str, now: dt.datetime) -> QuerySet[Call]:
    """Calls in a phase: the same verdict as `rules.phase`, asked of the database."""
    return Call.objects.filter(phase_is(phase, now))


def phase_is(phase: str, now: dt.datetime) -> Q:
    """A phase as a condition on calls."""
    begun, ended = Q(opens_at__lte=now), Q(closes_at__isnull=False, closes_at__lte=now)
    late = Q(pk__in=[])
    for minutes in GRACE_MINUTES:
        late |= Q(grace_minutes=minutes, closes_at__lte=now - dt.timedelta(minutes=minutes))
    late &= ended
    conditions = {
        Phase.UPCOMING: Q(opens_at__gt=now),
        Phase.OPEN: begun & ~ended,
        Phase.GRACE: ended & ~late,
        Phase.CLOSED: late,
    }
    if phase in conditions:
        return Q(status=CallStatus.ANNOUNCED) & conditions[Phase(phase)]
    return Q(status=phase)


def rubric_spec(rubric: Rubric) -> RubricSpec:
    """A rubric with its criteria and anchors, in order. Two queries."""
    anchors: dict[int, list[AnchorSpec]] = defaultdict(list)
    for row in Anchor.objects.filter(criterion__rubric=rubric).order_by("level"):
        anchors[row.criterion_id].append(AnchorSpec(row.level, row.name, row.text))
    criteria = tuple(
        CriterionSpec(c.pk, c.key, c.title, c.question, c.weight, c.is_gate, tuple(anchors[c.pk]))
        for c in rubric.criteria.order_by("position", "id")
    )
    return RubricSpec(
        rubric.pk, rubric.title, rubric.top_level, rubric.least_total, rubric.frozen_at is not None, criteria
    )


def rubrics(actor: Actor) -> QuerySet[Rubric]:
    """Rubrics that staff may see, with `weight`, `criterion_count` and `call_count`."""
    if not can_see_calls(actor):
        return Rubric.objects.none()
    calls = Call.objects.filter(rubric=OuterRef("pk")).order_by().values("rubric").annotate(n=Count("pk")).values("n")
    return Rubric.objects.annotate(
        weight=Coalesce(Sum("criteria__weight"), 0), criterion_count=Count("criteria"), call_count=Coalesce(calls, 0)
    )


def plan_of(call: Call, now: dt.datetime) -> CallPlan:
    """What decides whether a call may be announced, read now."""
    row = funder()
    return CallPlan(
        is_timed=call.kind == CallKind.TIMED,
        is_rehearsal=call.is_rehearsal,
        has_summary=bool(call.summary),
        opens_at=call.opens_at,
        closes_at=call.closes_at,
        decision_by=call.decision_by,
        decision_working_days=call.decision_working_days,
        smallest_amount=call.smallest_amount,
        largest_amount=call.largest_amount,
        budget_amount=call.budget_amount,
        fund_name=call.fund.name,
        fund_available=available(call.fund, call.financial_year),
        promised_elsewhere=_promised_elsewhere(call, now),
        restricted_to=frozenset(Restriction.objects.filter(source__fund=call.fund_id).values_list("to", flat=True)),
        form=_choice(call.form),
        quiz=_choice(call.quiz),
        report_form=_choice(call.report_form),
        rubric=rubric_spec(call.rubric) if call.rubric else None,
        currency=row.currency,
        zone=row.timezone,
        holidays=holidays(),
    )


def _choice(questionnaire: Questionnaire | None) -> FormChoice | None:
    if questionnaire is None:
        return None
    version = published_version(questionnaire)
    if version is None:
        return FormChoice(questionnaire.title, None)
    meanings = Question.objects.filter(version=version).exclude(meaning="").values_list("meaning", flat=True)
    return FormChoice(questionnaire.title, version.pk, frozenset(meanings))


def _promised_elsewhere(call: Call, now: dt.datetime) -> int:
    """Budgets of other calls of the same fund and year that have not closed yet."""
    waiting = announced_calls().filter(phase_is(Phase.UPCOMING, now) | phase_is(Phase.OPEN, now))
    others = waiting.filter(fund=call.fund_id, financial_year=call.financial_year).exclude(pk=call.pk)
    return others.aggregate(total=Coalesce(Sum("budget_amount"), 0))["total"]


def quiz_stops(call: Call) -> dict[str, int]:
    """How often the quiz ended at each question, by question key, most often first."""
    rows = QuizStop.objects.filter(call=call).order_by().values("question_key").annotate(total=Sum("count"))
    return {row["question_key"]: row["total"] for row in rows.order_by("-total", "question_key")}
