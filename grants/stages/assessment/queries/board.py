"""The board: what a panel's scores come to, one row an application, with the money under it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.people.actor import Actor
from grants.stages.applications.models import Facts
from grants.stages.assessment.models import Candidate, Conflict, Decision, Panel, Recommendation, Review
from grants.stages.assessment.queries.conflicts import effects_for
from grants.stages.assessment.queries.panels import candidates_of
from grants.stages.assessment.queries.reviews import counting
from grants.stages.assessment.rules import scores
from grants.stages.assessment.rules.conflicts import may_read, strictest
from grants.stages.assessment.rules.decisions import Standing
from grants.stages.assessment.rules.panels import STEPS, THIN
from grants.stages.calls.models import Call
from grants.stages.funds.queries import available

SHOWN = (
    "application__reference",
    "application__title",
    "application__organisation__name",
    "decision__verdict",
    "decision__amount",
)
STATED = ("application_id", "snapshot_id", "requested_amount", "smallest_amount")


@dataclass(frozen=True)
class Flag:
    """Something worth talking about. Shown, never acted upon by itself."""

    code: str
    sentence: str


@dataclass(frozen=True)
class ReviewLine:
    """One reviewer's weighted total, as shown."""

    reviewer: str
    total: str


@dataclass(frozen=True)
class Tie:
    """A person with a tie to the group, and what it does."""

    person: str
    effect: str
    is_settled: bool


@dataclass(frozen=True)
class BoardRow:
    """One application on the board. A masked row says nothing but its money, which stays in every total.

    `counted` is the amount decided, else recommended, else asked for; `running` adds those up from the top.
    """

    candidate: Candidate
    standing: Standing
    reviews: tuple[ReviewLine, ...]
    mean: str
    flags: tuple[Flag, ...]
    ties: tuple[Tie, ...]
    recommendation: Recommendation | None
    decision: Decision | None
    counted: int
    is_masked: bool
    running: int = 0
    is_past_budget: bool = False


@dataclass(frozen=True)
class Board:
    """Rows from the highest mean down, and the money: asked, advised, decided, against the call and the fund."""

    rows: tuple[BoardRow, ...]
    asked: int
    advised: int
    decided: int
    budget: int
    available: int
    hidden: int

    @property
    def undecided(self) -> int:
        """How many applications wait for a decision."""
        return sum(row.decision is None for row in self.rows)


def board(panel: Panel, actor: Actor) -> Board:
    """The panel's board as the actor may see it. Eight queries, whatever its length."""
    call = panel.call
    candidates = list(candidates_of(panel).select_related("application__organisation", "decision").only(*SHOWN))
    loaded = _load(candidates)
    hidden = effects_for(actor, [c.application_id for c in candidates])
    rows = [
        _row(candidate, loaded, call, is_masked=not may_read(hidden.get(candidate.application_id, "clear")))
        for candidate in candidates
    ]
    rows.sort(key=lambda row: -1 if row.standing.mean is None else row.standing.mean, reverse=True)
    return Board(
        rows=_add_up(rows, call.budget_amount),
        asked=sum(row.standing.requested for row in rows),
        advised=sum(row.recommendation.amount for row in rows if row.recommendation),
        decided=sum(row.decision.amount for row in rows if row.decision),
        budget=call.budget_amount,
        available=available(call.fund, call.financial_year),
        hidden=sum(row.is_masked for row in rows),
    )


@dataclass(frozen=True)
class _Loaded:
    facts: dict[int, Facts]
    reviews: dict[int, list[Review]]
    ties: dict[int, list[Conflict]]
    recommendations: dict[int, Recommendation]


def _load(candidates: Sequence[Candidate]) -> _Loaded:
    """Everything the rows need, in four queries."""
    applications = [candidate.application_id for candidate in candidates]
    facts = Facts.objects.filter(application__in=applications, is_current=True).only(*STATED)
    reviews = counting().filter(assignment__candidate__in=candidates).select_related("assignment__person")
    reviews = reviews.only("total", "is_below_gate", "snapshot_id", "assignment__candidate_id", *_name("assignment__"))
    ties = Conflict.objects.filter(application__in=applications).exclude(effect="clear", is_settled=True)
    advised = Recommendation.objects.filter(candidate__in=candidates, is_current=True)
    return _Loaded(
        facts={row.application_id: row for row in facts},
        reviews=_grouped(
            (row.assignment.candidate_id, row) for row in reviews.order_by("assignment__person__sort_name", "pk")
        ),
        ties=_grouped(
            (row.application_id, row) for row in ties.select_related("person").order_by("person__sort_name", "pk")
        ),
        recommendations={row.candidate_id: row for row in advised.only("candidate_id", "verdict", "amount")},
    )


def _name(path: str) -> tuple[str, str]:
    """The columns that a person's name is made of."""
    return f"{path}person__name", f"{path}person__email"


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return found


def _row(candidate: Candidate, loaded: _Loaded, call: Call, *, is_masked: bool) -> BoardRow:
    facts = loaded.facts[candidate.application_id]
    reviews = loaded.reviews.get(candidate.pk, [])
    standing = standing_from(call, facts, reviews)
    advised, decision = loaded.recommendations.get(candidate.pk), getattr(candidate, "decision", None)
    weight = decision or advised
    return BoardRow(
        candidate=candidate,
        standing=standing,
        reviews=tuple(ReviewLine(str(r.assignment.person), scores.shown(r.total)) for r in reviews),
        mean=scores.shown(standing.mean),
        flags=tuple(_flags(standing, reviews, facts)) if STEPS[call.who_decides].has_scoring else (),
        ties=_ties(loaded.ties.get(candidate.application_id, [])),
        recommendation=advised,
        decision=decision,
        counted=weight.amount if weight else standing.requested,
        is_masked=is_masked,
    )


def standing_from(call: Call, facts: Facts, reviews: Sequence[Review]) -> Standing:
    """How an application stands, from its facts and the reviews that count."""
    smallest = facts.smallest_amount if facts.smallest_amount is not None else call.smallest_amount
    return Standing(
        requested=facts.requested_amount,
        floor=min(smallest, facts.requested_amount),
        least_total=call.rubric.least_total * 100 if call.rubric else 0,
        mean=scores.mean([review.total for review in reviews]),
        is_below_gate=any(review.is_below_gate for review in reviews),
    )


def _flags(standing: Standing, reviews: Sequence[Review], facts: Facts) -> Iterable[Flag]:
    totals = [review.total for review in reviews if review.total is not None]
    if len(totals) < THIN:
        said = ngettext("Only %(n)d review", "Only %(n)d reviews", len(totals)) % {"n": len(totals)}
        yield Flag("thin", said if totals else _("No reviews yet"))
    if scores.is_wide(totals):
        points = scores.shown(scores.spread(totals))
        yield Flag("wide", _("Reviewers lie %(points)s points apart: talk about it") % {"points": points})
    if standing.is_below_gate:
        yield Flag("below_gate", _("A must-have criterion stands at 0"))
    if standing.mean is not None and standing.mean < standing.least_total:
        yield Flag("below_least", _("Below the bar of %(least)s") % {"least": standing.least_total // 100})
    if any(review.snapshot_id != facts.snapshot_id for review in reviews):
        yield Flag("outdated", _("The group changed its answers after a review"))


def _ties(rows: Sequence[Conflict]) -> tuple[Tie, ...]:
    """One tie a person: the strictest of what they said and what was found."""
    by_person: dict[int, list[Conflict]] = _grouped((row.person_id, row) for row in rows)
    return tuple(
        Tie(str(ties[0].person), strictest((t.effect, t.is_settled) for t in ties), all(t.is_settled for t in ties))
        for ties in by_person.values()
    )


def _add_up(rows: Sequence[BoardRow], budget: int) -> tuple[BoardRow, ...]:
    running, added = 0, []
    for row in rows:
        running += row.counted
        added.append(replace(row, running=running, is_past_budget=running > budget))
    return tuple(added)
