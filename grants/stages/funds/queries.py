"""Reads: funds with what is left, balances by source and year, ledger lines, and the check of balances."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from grants.ground.kit.dates import year_words
from grants.ground.kit.text import in_language
from grants.ground.people.actor import Actor
from grants.ground.reference.models import District, Term
from grants.stages.funds.models import Balance, Earmark, Fund, LedgerEntry, Posting, Restriction, Source
from grants.stages.funds.permissions import can_see_funds
from grants.stages.funds.rules import NO_TOTALS, Room, Totals, add_up, effect, may_be_reversed

COLUMNS = ("budget", "offers", "committed", "paid", "refunded")


@dataclass(frozen=True)
class SourceBalance:
    """One source in one financial year."""

    source: Source
    financial_year: int
    totals: Totals
    restrictions: tuple[Restriction, ...]


def restriction_words(rows: Iterable[SourceBalance], language: str) -> dict[int, list[str]]:
    """Source id to what it is restricted to, in words: places by name, the rest by their labels. Two queries."""
    names = {("districts", row.code): in_language(row.label, language) for row in District.objects.all()}
    for vocabulary, code, label in Term.objects.values_list("vocabulary", "code", "label"):
        names[vocabulary, code] = in_language(label, language)
    return {
        row.source.pk: [names.get((rule.to, code), code) for rule in row.restrictions for code in rule.codes]
        for row in rows
    }


def funds() -> QuerySet[Fund]:
    """Every fund, by name."""
    return Fund.objects.order_by("name", "id")


def staff_funds(actor: Actor) -> QuerySet[Fund]:
    """Funds that finance and auditors may see."""
    return funds() if can_see_funds(actor) else Fund.objects.none()


def staff_lines(actor: Actor) -> QuerySet[LedgerEntry]:
    """Ledger lines that finance and auditors may see, with all that a row shows."""
    if not can_see_funds(actor):
        return LedgerEntry.objects.none()
    return LedgerEntry.objects.select_related("source__fund", "earmark", "posted_by", "moved_from__source")


def fund_lines(actor: Actor, fund: Fund) -> QuerySet[LedgerEntry]:
    """Those of one fund. One query for its sources: given their ids, a database reads lines by id and need not sort."""
    return staff_lines(actor).filter(source__in=list(fund.sources.order_by().values_list("pk", flat=True)))


@dataclass(frozen=True)
class LedgerRow:
    """A line as the ledger shows it. `can_be_reversed` is whether finance may reverse it by hand.

    `moved_to` names the source that received the money of a transfer.
    """

    line: LedgerEntry
    kind: str
    year: str
    can_be_reversed: bool
    is_reversed: bool
    moved_to: str


def ledger_rows(lines: Iterable[LedgerEntry], start_month: int) -> list[LedgerRow]:
    """Lines of `staff_lines` in words, in their order. One query for what was done to them later."""
    lines, kinds = list(lines), {kind: str(label) for kind, label in Posting.choices}
    reversed_ids, receivers = _what_followed(line.pk for line in lines)
    return [
        LedgerRow(
            line,
            kinds[line.kind],
            year_words(line.financial_year, start_month),
            may_be_reversed(line.kind, is_reversal=line.reverses_id is not None, is_reversed=line.pk in reversed_ids),
            is_reversed=line.pk in reversed_ids,
            moved_to=receivers.get(line.pk, ""),
        )
        for line in lines
    ]


def _what_followed(line_ids: Iterable[int]) -> tuple[set[int], dict[int, str]]:
    """Which of the lines were reversed, and the name of the source that received what a line gave away.

    By the ids of the lines: joined to every line, each would look through the whole ledger for the one that answers it.
    """
    wanted = list(line_ids)
    answers = LedgerEntry.objects.filter(Q(reverses__in=wanted) | Q(moved_from__in=wanted))
    rows = list(answers.order_by().values_list("reverses_id", "moved_from_id", "source__name"))
    receivers = {moved_from: name for _reverses, moved_from, name in rows if moved_from is not None}
    return {reverses for reverses, _moved_from, _name in rows if reverses is not None}, receivers


def totals_of(balance: Balance) -> Totals:
    """A balance row as totals."""
    return Totals(balance.budget, balance.offers, balance.committed, balance.paid, balance.refunded)


def restrictions_of(source_ids: Iterable[int]) -> dict[int, tuple[Restriction, ...]]:
    """Restrictions by source. One query."""
    found: dict[int, list[Restriction]] = defaultdict(list)
    for restriction in Restriction.objects.filter(source__in=list(source_ids)).order_by("to"):
        found[restriction.source_id].append(restriction)
    return {source_id: tuple(rows) for source_id, rows in found.items()}


def balances(fund: Fund, financial_year: int) -> list[SourceBalance]:
    """Each source of a fund in one year, in order; nothing posted counts as zero. Three queries."""
    sources = list(fund.sources.order_by("position", "name"))
    held = {b.source_id: totals_of(b) for b in Balance.objects.filter(source__fund=fund, financial_year=financial_year)}
    restricted = restrictions_of(source.pk for source in sources)
    return [
        SourceBalance(source, financial_year, held.get(source.pk, NO_TOTALS), restricted.get(source.pk, ()))
        for source in sources
    ]


def sources_with_money(fund_id: int, financial_year: int) -> list[Room]:
    """What each source of a fund has left in a year and may be spent on, for `rules.propose_split`. Two queries."""
    rows = Balance.objects.filter(source__fund=fund_id, financial_year=financial_year)
    ordered = list(rows.order_by("source__position", "source__name"))
    restricted = restrictions_of(row.source_id for row in ordered)
    return [
        Room(
            row.source_id,
            totals_of(row).available,
            {restriction.to: frozenset(restriction.codes) for restriction in restricted.get(row.source_id, ())},
        )
        for row in ordered
    ]


def fund_totals(fund: Fund, financial_year: int) -> Totals:
    """A fund's totals in one year. One query."""
    rows = Balance.objects.filter(source__fund=fund, financial_year=financial_year)
    return Totals(**rows.aggregate(**{column: Coalesce(Sum(column), 0) for column in COLUMNS}))


def available(fund: Fund, financial_year: int) -> int:
    """What a fund may still offer in one year, in minor units."""
    return fund_totals(fund, financial_year).available


def totals_by_fund(financial_year: int) -> dict[int, Totals]:
    """Fund id to its totals in one year; a fund without money is left out. One query."""
    rows = Balance.objects.filter(financial_year=financial_year).order_by().values_list("source__fund")
    return {fund_id: Totals(*sums) for fund_id, *sums in rows.annotate(*(Sum(column) for column in COLUMNS))}


def years_of(fund: Fund) -> list[int]:
    """Financial years in which anything was posted, newest first."""
    years = Balance.objects.filter(source__fund=fund).order_by("-financial_year")
    return list(years.values_list("financial_year", flat=True).distinct())


def earmark_totals(earmark: Earmark) -> Totals:
    """What the lines of one award add up to. Its budget column is zero."""
    return add_up(LedgerEntry.objects.filter(earmark=earmark).values_list("kind", "amount"))


@dataclass(frozen=True)
class Difference:
    """A balance that is not what its lines add up to."""

    source_id: int
    financial_year: int
    stored: Totals
    recomputed: Totals


def balance_differences() -> list[Difference]:
    """Every balance that disagrees with its lines; empty when the ledger is sound. Two queries."""
    recomputed: dict[tuple[int, int], Totals] = defaultdict(Totals)
    sums = LedgerEntry.objects.order_by().values_list("source", "financial_year", "kind").annotate(Sum("amount"))
    for source_id, year, kind, amount in sums:
        recomputed[source_id, year] += effect(kind, amount)
    stored = {(b.source_id, b.financial_year): totals_of(b) for b in Balance.objects.order_by("id")}
    return [
        Difference(*key, stored.get(key, NO_TOTALS), recomputed.get(key, NO_TOTALS))
        for key in sorted(stored.keys() | recomputed.keys())
        if stored.get(key, NO_TOTALS) != recomputed.get(key, NO_TOTALS)
    ]
