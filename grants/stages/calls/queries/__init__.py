"""Reads: calls by phase, what a call plans, rubrics as specs, how often the quiz stopped somebody."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import overload

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from grants.ground.people.actor import Actor
from grants.ground.questions.models import Question, Questionnaire, Version, VersionStatus
from grants.ground.reference.models import District, Term
from grants.ground.reference.queries import funder, holidays
from grants.stages.calls.models import (
    GRACE_MINUTES,
    Anchor,
    Call,
    CallKind,
    CallStatus,
    ClosingChange,
    Criterion,
    FormMend,
    QuizStop,
    Rubric,
)
from grants.stages.calls.permissions import can_see_calls
from grants.stages.calls.queries.renewing import renewed_by
from grants.stages.calls.rules import (
    PAPER_TAKEN_FOR,
    PHASE_LABELS,
    REHEARSAL_LASTS,
    AnchorSpec,
    CallPlan,
    CriterionSpec,
    FormChoice,
    Phase,
    RubricSpec,
    next_change,
    phase,
)
from grants.stages.calls.rules.mending import MENDED_IN, PARTS
from grants.stages.funds.models import Restriction
from grants.stages.funds.queries import available

PHASE_COLUMNS = ("status", "opens_at", "closes_at", "grace_minutes")


def staff_calls(actor: Actor) -> QuerySet[Call]:
    """Calls that staff may see. Rehearsals are for their officers' own screens."""
    return real_calls().select_related("fund") if can_see_calls(actor) else Call.objects.none()


def real_calls() -> QuerySet[Call]:
    """Calls that count: every one but rehearsals. Lists and sums of calls start here."""
    return Call.objects.filter(is_rehearsal=False)


def is_rehearsed(path: str = "call") -> Q:
    """That the call of something is a rehearsal; `path` leads to the call. The few rehearsals are looked up once."""
    return Q(**{f"{path}__in": Call.objects.filter(is_rehearsal=True).values("pk")})


def rehearsal_of(call: Call, actor: Actor) -> Call | None:
    """The rehearsal of a call that this person has running."""
    mine = Call.objects.filter(_is_rehearsed_by(actor), rehearses=call)
    return mine.select_related("rehearses", "rehearsal_group").first()


def with_own_rehearsal(calls: QuerySet[Call], actor: Actor) -> QuerySet[Call]:
    """Calls with `rehearsal_began_at`: since when this person rehearses each; None where they do not."""
    mine = Call.objects.filter(_is_rehearsed_by(actor), rehearses=OuterRef("pk"))
    return calls.annotate(rehearsal_began_at=Subquery(mine.values("opens_at")[:1]))


def _is_rehearsed_by(actor: Actor) -> Q:
    # A rehearsal is always somebody's, so that nobody signed in finds none.
    is_running = Q(is_rehearsal=True, status=CallStatus.ANNOUNCED, rehearsal_group__isnull=False)
    return is_running & Q(created_by=actor.person_id)


def rehearsals_to_end(now: dt.datetime) -> QuerySet[Call]:
    """Running rehearsals that have lasted long enough, the oldest first."""
    old = Call.objects.filter(is_rehearsal=True, status=CallStatus.ANNOUNCED, opens_at__lte=now - REHEARSAL_LASTS)
    return old.filter(rehearsal_group__isnull=False).order_by("opens_at", "pk")


def rehearsal_codes() -> set[str]:
    """Codes of all rehearsals that there ever were: a code is used once."""
    return set(Call.objects.filter(code__contains="-rehearsal-").values_list("code", flat=True))


@dataclass(frozen=True)
class CallRow:
    """A call with where it stands now."""

    call: Call
    phase: Phase

    @property
    def phase_label(self) -> str:
        """The phase in words."""
        return str(PHASE_LABELS[self.phase])


def call_rows(calls: Iterable[Call], now: dt.datetime) -> list[CallRow]:
    """Calls with their phase at a moment, in the order given."""
    return [CallRow(call, phase(call, now)) for call in calls]


@dataclass(frozen=True)
class CallCounts:
    """How many calls stand where: for the office's first page."""

    drafts: int
    open: int
    closing: int


def call_counts(now: dt.datetime) -> CallCounts:
    """Calls being prepared, open, and closing within seven days. One query."""
    open_now = is_announced() & is_open(now)
    return CallCounts(
        **real_calls().aggregate(
            drafts=Count("pk", filter=Q(status=CallStatus.DRAFT)),
            open=Count("pk", filter=open_now),
            closing=Count("pk", filter=open_now & Q(closes_at__lte=now + dt.timedelta(days=7))),
        )
    )


def closing_calls(now: dt.datetime, *, within: dt.timedelta) -> QuerySet[Call]:
    """Open calls that close within a stretch of time."""
    return in_phase(Phase.OPEN, now).filter(closes_at__lte=now + within).order_by("pk")


def closing_changes(call: Call) -> QuerySet[ClosingChange]:
    """Every move of a call's closing date, the last first."""
    return call.closing_changes.select_related("changed_by").order_by("-pk")


def changes_to_tell() -> QuerySet[ClosingChange]:
    """Moves of a closing date of which groups have not been told, in order."""
    return ClosingChange.objects.filter(told_at=None).select_related("call").order_by("pk")


def form_mends(call: Call) -> list[FormMend]:
    """Every mend of a call's form, the last first. No query where it was never mended."""
    if call.form_mended_at is None:
        return []
    return list(call.form_mends.select_related("mended_by", "before", "after").order_by("-pk"))


def mends_to_finish() -> QuerySet[FormMend]:
    """Mends whose drafts were not all brought over and told, in order: of application forms and of report forms."""
    return FormMend.objects.filter(told_at=None).select_related("call", "after__questionnaire").order_by("pk")


def calls_on_older_versions(version: Version, now: dt.datetime) -> QuerySet[Call]:
    """Calls that ask an older version of the same form, which may still be mended with a new one."""
    purpose, when = version.questionnaire.purpose, Q(pk__in=[])
    for name in sorted(MENDED_IN[purpose]):
        when |= phase_is(name, now)
    asked = f"{PARTS[purpose]}_version__"
    older = {f"{asked}questionnaire": version.questionnaire_id, f"{asked}number__lt": version.number}
    return real_calls().filter(when, **older).order_by("title", "pk")


def announced_calls() -> QuerySet[Call]:
    """Calls that the public may know of: announced, and no rehearsal."""
    return Call.objects.filter(is_announced())


def calls_open_to(actor: Actor) -> QuerySet[Call]:
    """Calls that this visitor may go through as a group: those that the public knows of, and their own rehearsals."""
    return Call.objects.filter(is_announced() | _is_rehearsed_by(actor))


def is_announced(path: str = "") -> Q:
    """As `announced_calls`, as a condition; `path` leads from another model to its call, as "call__"."""
    return Q(**{f"{path}status": CallStatus.ANNOUNCED, f"{path}is_rehearsal": False})


def in_phase(name: str, now: dt.datetime) -> QuerySet[Call]:
    """Calls in a phase, but for rehearsals: the same verdict as `rules.phase`, asked of the database."""
    return real_calls().filter(phase_is(name, now))


def calls_taking_paper(now: dt.datetime) -> QuerySet[Call]:
    """Calls for which something that came to the office may be typed in: as `rules.takes_paper` says."""
    never, near = Q(closes_at=None), Q(closes_at__gt=now - PAPER_TAKEN_FOR)
    return real_calls().filter(Q(status=CallStatus.ANNOUNCED, opens_at__lte=now) & (never | near))


def phase_is(name: str, now: dt.datetime) -> Q:
    """A phase as a condition on calls."""
    late = Q(pk__in=[])
    for minutes in GRACE_MINUTES:
        late |= Q(grace_minutes=minutes, closes_at__lte=now - dt.timedelta(minutes=minutes))
    conditions = {
        Phase.UPCOMING: is_coming(now),
        Phase.OPEN: is_open(now),
        Phase.GRACE: has_closed(now) & ~(late & has_closed(now)),
        Phase.CLOSED: late & has_closed(now),
    }
    if name in conditions:
        return Q(status=CallStatus.ANNOUNCED) & conditions[Phase(name)]
    return Q(status=name)


def is_coming(now: dt.datetime, path: str = "") -> Q:
    """Of an announced call: it has not opened yet."""
    return Q(**{f"{path}opens_at__gt": now})


def is_open(now: dt.datetime, path: str = "") -> Q:
    """Of an announced call: it has opened and not closed."""
    never, later = Q(**{f"{path}closes_at": None}), Q(**{f"{path}closes_at__gt": now})
    return Q(**{f"{path}opens_at__lte": now}) & (never | later)


def has_closed(now: dt.datetime, path: str = "") -> Q:
    """Of an announced call: it has closed, grace or not."""
    return Q(**{f"{path}closes_at__lte": now})


@overload
def rubric_spec(rubric: Rubric) -> RubricSpec: ...
@overload
def rubric_spec(rubric: None) -> None: ...
def rubric_spec(rubric: Rubric | None) -> RubricSpec | None:
    """A rubric with its criteria and anchors, in order; None for none. Two queries."""
    if rubric is None:
        return None
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
    calls = real_calls().filter(rubric=OuterRef("pk")).order_by().values("rubric").annotate(n=Count("pk")).values("n")
    return Rubric.objects.annotate(
        weight=Coalesce(Sum("criteria__weight"), 0), criterion_count=Count("criteria"), call_count=Coalesce(calls, 0)
    )


def call_choices(actor: Actor) -> QuerySet[Call]:
    """Calls that staff may see, newest first, with no more than their titles: what a list is narrowed by."""
    return staff_calls(actor).select_related(None).only("title").order_by("-opens_at", "-pk")


def rubric_choices() -> QuerySet[Rubric]:
    """Every rubric, by title: what a call may be judged by."""
    return Rubric.objects.order_by("title", "pk")


def form_choices(purpose: str) -> QuerySet[Questionnaire]:
    """Every form of one purpose, by title, published or not: what a call may ask."""
    return Questionnaire.objects.filter(purpose=purpose).order_by("title", "pk")


def criteria(actor: Actor) -> QuerySet[Criterion]:
    """Criteria that staff may see, with their rubric."""
    rows = Criterion.objects.select_related("rubric")
    return rows if can_see_calls(actor) else rows.none()


def plan_of(call: Call, now: dt.datetime) -> CallPlan:
    """What decides whether a call may be announced, read now."""
    row, choices = funder(), _choices([call.form, call.quiz, call.report_form])
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
        form=choices.get(call.form_id),
        quiz=choices.get(call.quiz_id),
        report_form=choices.get(call.report_form_id),
        rubric=rubric_spec(call.rubric),
        currency=row.currency,
        zone=row.timezone,
        holidays=holidays(),
        renewed=renewed_by(call),
        needs_quiz=call.needs_quiz,
    )


def _choices(chosen: Iterable[Questionnaire | None]) -> dict[int | None, FormChoice]:
    """Chosen forms by id, each with its newest published version and what that asks for. Two queries."""
    titles = {form.pk: form.title for form in chosen if form}
    published = Version.objects.filter(questionnaire__in=titles, status=VersionStatus.PUBLISHED).order_by("number")
    newest = {form_id: version_id for version_id, form_id in published.values_list("id", "questionnaire_id")}
    meanings: dict[int, set[str]] = defaultdict(set)
    asked = Question.objects.filter(version__in=newest.values()).exclude(meaning="")
    for version_id, meaning in asked.values_list("version_id", "meaning"):
        meanings[version_id].add(meaning)
    return {
        form_id: FormChoice(title, newest.get(form_id), frozenset(meanings[newest.get(form_id, 0)]))
        for form_id, title in titles.items()
    }


def _promised_elsewhere(call: Call, now: dt.datetime) -> int:
    """Budgets of other calls of the same fund and year that have not closed yet."""
    waiting = announced_calls().filter(is_coming(now) | is_open(now))
    others = waiting.filter(fund=call.fund_id, financial_year=call.financial_year).exclude(pk=call.pk)
    return others.aggregate(total=Coalesce(Sum("budget_amount"), 0))["total"]


def quiz_stops(call: Call) -> dict[str, int]:
    """How often the quiz ended at each question, by question key, most often first."""
    rows = QuizStop.objects.filter(call=call).order_by().values("question_key").annotate(total=Sum("count"))
    return {row["question_key"]: row["total"] for row in rows.order_by("-total", "question_key")}


def soonest_change(now: dt.datetime) -> dt.datetime | None:
    """When the phase of any announced call changes next; None if none will. One query."""
    latest_grace = dt.timedelta(minutes=max(GRACE_MINUTES))
    waiting = announced_calls().exclude(closes_at__lte=now - latest_grace)
    changes = (next_change(call, now) for call in waiting.only(*PHASE_COLUMNS))
    return min((moment for moment in changes if moment), default=None)


def places_of_calls() -> QuerySet[District]:
    """Places that announced calls are restricted to."""
    named = Call.districts.through.objects.filter(is_announced("call__")).values("district")
    return District.objects.filter(pk__in=named).order_by("position", "name")


def themes_of_calls() -> QuerySet[Term]:
    """What announced calls should lead to."""
    named = Call.themes.through.objects.filter(is_announced("call__")).values("term")
    return Term.objects.filter(pk__in=named).order_by("position", "code")


def question_keys_of(rubric: Rubric | None) -> dict[str, list[str]]:
    """Which questions each criterion of a rubric reads, by its key."""
    return dict(Criterion.objects.filter(rubric=rubric).values_list("key", "question_keys")) if rubric else {}


def calls_asking(actor: Actor, form: Questionnaire) -> QuerySet[Call]:
    """Calls that staff may see which are announced, or being prepared, with this application form; the newest first."""
    used = staff_calls(actor).filter(form=form, status__in=[CallStatus.DRAFT, CallStatus.ANNOUNCED])
    return used.order_by("-opens_at", "-pk")


def judged_keys(rubrics: Iterable[int]) -> set[str]:
    """Keys of the questions that criteria of some rubrics, by their ids, read."""
    read = Criterion.objects.filter(rubric__in=rubrics).values_list("question_keys", flat=True)
    return {key for keys in read for key in keys}


@dataclass(frozen=True)
class CallOver:
    """A call by its code, with whether it has ended, for counts that may only be shown then."""

    code: str
    title: str
    is_rolling: bool
    is_over: bool


def periods_over(codes: Iterable[str], now: dt.datetime) -> list[CallOver]:
    """Calls of these codes, the last one first."""
    over = {Phase.CLOSED, Phase.ARCHIVED, Phase.CANCELLED}
    calls = real_calls().filter(code__in=list(codes)).order_by("-opens_at", "-pk")
    return [CallOver(call.code, call.title, call.kind == CallKind.ROLLING, phase(call, now) in over) for call in calls]
