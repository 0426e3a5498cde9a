"""Acts on the purse. Every amount enters through `post`, which keeps the balances and never lets one go short."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from grants.ground.audit.actions import record
from grants.ground.audit.verbs import Verb
from grants.ground.kit.clock import local_date
from grants.ground.kit.errors import Blocker, Refusal, refuse, refuse_if
from grants.ground.kit.money import format_minor
from grants.ground.kit.text import digest, tidy
from grants.ground.people.actor import Actor, SecondFactorProof
from grants.ground.reference.queries import funder
from grants.stages.funds import verbs
from grants.stages.funds.models import Balance, Earmark, Fund, LedgerEntry, Posting, RestrictedTo, Restriction, Source
from grants.stages.funds.permissions import can_manage_funds
from grants.stages.funds.queries import totals_of
from grants.stages.funds.rules import POSTED_BY_HAND, Totals, effect, shortage


def _permit(by: Actor) -> None:
    if not can_manage_funds(by):
        raise refuse("not_allowed", _("You may not change funds."))


def create_fund(name: str, *, code: str, purpose: str = "", by: Actor, now: dt.datetime) -> Fund:
    """A new, empty fund. Its code stands at the front of award and batch references, so it never changes."""
    _permit(by)
    name, code = tidy(name), tidy(code).upper()
    with transaction.atomic():
        if Fund.objects.filter(code__iexact=code).exists():
            raise refuse("fund_code_taken", _("Another fund has this code. Choose a different one."), "code")
        fund = Fund.objects.create(
            name=name, code=code, purpose=tidy(purpose), created_at=now, created_by_id=by.person_id
        )
        record(verbs.FUND_CREATED, fund, by=by, now=now, code=code)
    return fund


def add_source(
    fund: Fund,
    *,
    name: str,
    kind: str = "",
    restrictions: Mapping[str, Collection[str]] | None = None,
    by: Actor,
    now: dt.datetime,
) -> Source:
    """Adds whose money it is. `restrictions` maps a RestrictedTo to the codes it may be spent on; empty for none."""
    _permit(by)
    kept = {to: sorted(set(codes)) for to, codes in (restrictions or {}).items() if codes}
    if unknown := kept.keys() - set(RestrictedTo.values):
        raise ValueError(f"no such restriction: {unknown}")
    name = tidy(name)
    with transaction.atomic():
        fund = Fund.objects.select_for_update(of=("self",)).get(pk=fund.pk)
        if fund.sources.filter(name__iexact=name).exists():
            raise refuse("source_name_taken", _("This fund already has a source with this name."), "name")
        source = Source.objects.create(fund=fund, name=name, kind=kind, position=fund.sources.count())
        Restriction.objects.bulk_create(Restriction(source=source, to=to, codes=codes) for to, codes in kept.items())
        record(verbs.SOURCE_ADDED, source, by=by, now=now, fund=fund.code, restricted_to=",".join(sorted(kept)))
    return source


def earmark(fund: Fund, *, reference: str, financial_year: int) -> Earmark:
    """The earmark of an award, made once: a repeat returns the same one."""
    return Earmark.objects.get_or_create(
        reference=reference, defaults={"fund": fund, "financial_year": financial_year}
    )[0]


def lock_balances(sources: Iterable[Source], financial_year: int) -> list[Balance]:
    """Locks the balances of several sources in the one order that everybody uses, making those that are missing."""
    wanted = sorted({source.pk for source in sources})
    for source_id in wanted:
        Balance.objects.get_or_create(source_id=source_id, financial_year=financial_year)
    rows = Balance.objects.select_for_update(of=("self",)).select_related("source")
    return list(rows.filter(source__in=wanted, financial_year=financial_year).order_by("source_id"))


def post(
    source: Source,
    kind: str,
    *,
    amount: int,
    financial_year: int,
    effective_on: dt.date,
    by: Actor,
    now: dt.datetime,
    earmark: Earmark | None = None,
    note: str = "",
    reverses: LedgerEntry | None = None,
    moved_from: LedgerEntry | None = None,
) -> LedgerEntry:
    """Writes one line and moves the balance with it, or refuses naming the source that is short.

    Takes no lock of its own beyond the balance row that it updates; the database's constraints decide between two
    people who spend the same money. A refusal leaves the surrounding transaction usable. The calling act is audited.
    """
    with transaction.atomic():
        Balance.objects.get_or_create(source=source, financial_year=financial_year)
        _move_balance(source, financial_year, effect(kind, amount))
        return LedgerEntry.objects.create(
            source=source,
            financial_year=financial_year,
            kind=kind,
            amount=amount,
            earmark=earmark,
            effective_on=effective_on,
            posted_at=now,
            posted_by_id=by.person_id,
            note=tidy(note)[:200],
            reverses=reverses,
            moved_from=moved_from,
        )


def _move_balance(source: Source, financial_year: int, change: Totals) -> None:
    columns = {column: F(column) + step for column, step in vars(change).items() if step}
    row = Balance.objects.filter(source=source, financial_year=financial_year)
    try:
        with transaction.atomic():
            row.update(**columns)
    except IntegrityError:
        raise Refusal([_shortage(source, totals_of(row.get()), change)]) from None


SHORTAGES = {
    "short": _l("%(source)s has %(left)s left; this needs %(needed)s."),
    "paid_over_promised": _l("%(source)s has promised %(left)s that is not yet paid; this would pay %(needed)s."),
    "refunded_over_paid": _l("%(source)s has paid %(left)s that did not come back; this would take back %(needed)s."),
    "below_zero": _l("%(source)s has only %(left)s here to take back; this needs %(needed)s."),
}


def _shortage(source: Source, before: Totals, change: Totals) -> Blocker:
    """Why the purse cannot bear a change, naming the source and both amounts."""
    found, currency = shortage(before, change), funder().currency
    sentence = SHORTAGES[found.fault] % {
        "source": source.name,
        "left": format_minor(found.left, currency),
        "needed": format_minor(found.needed, currency),
    }
    return Blocker(f"source_{found.fault}", sentence, "amount")


def _refuse_unless_positive(amount: int) -> None:
    if amount <= 0:
        raise refuse("amount_not_positive", _("Enter an amount of more than 0."), "amount")


class ByHand(TypedDict):
    """What moving money by hand says: how much, in which year, from which day, and who proves it."""

    amount: int
    financial_year: int
    effective_on: dt.date
    note: NotRequired[str]
    by: Actor
    proof: SecondFactorProof
    now: dt.datetime


def allocate(source: Source, **terms: Unpack[ByHand]) -> LedgerEntry:
    """Puts money from a source into a financial year's budget."""
    return _post_by_hand(source, Posting.ALLOCATED, verbs.MONEY_ALLOCATED, **terms)


def withdraw(source: Source, **terms: Unpack[ByHand]) -> LedgerEntry:
    """Takes unspent money of a source out of a financial year's budget."""
    return _post_by_hand(source, Posting.WITHDRAWN, verbs.MONEY_WITHDRAWN, **terms)


def transfer(source: Source, *, to: Source, **terms: Unpack[ByHand]) -> LedgerEntry:
    """Moves unspent money between two sources of one fund. Returns the line that receives."""
    line = _line_by_hand(terms)
    if to.pk == source.pk or to.fund_id != source.fund_id:
        raise refuse("transfer_to_itself", _("Choose another source of the same fund."), "to")
    amount = line["amount"]
    with transaction.atomic():
        lock_balances([source, to], line["financial_year"])
        given = post(source, Posting.TRANSFER, **{**line, "amount": -amount})
        received = post(to, Posting.TRANSFER, moved_from=given, **line)
        who = {"by": line["by"], "now": line["now"]}
        record(verbs.MONEY_MOVED, received, **who, source=source.pk, to=to.pk, amount=amount)
    return received


def _post_by_hand(source: Source, kind: Posting, verb: Verb, **terms: Unpack[ByHand]) -> LedgerEntry:
    """One line that finance posts itself, and its evidence."""
    line = _line_by_hand(terms)
    with transaction.atomic():
        posted = post(source, kind, **line)
        who = {"by": line["by"], "now": line["now"]}
        record(verb, posted, **who, source=source.pk, amount=posted.amount, year=posted.financial_year)
    return posted


def _line_by_hand(terms: ByHand) -> dict[str, Any]:
    """What a line says, once the person, their proof and the amount are in order."""
    _permit(terms["by"])
    terms["proof"].refuse_unless_for(terms["by"], terms["now"])
    _refuse_unless_positive(terms["amount"])
    return {name: value for name, value in terms.items() if name != "proof"}


def reverse(
    entry: LedgerEntry, *, reason: str, by: Actor, proof: SecondFactorProof, now: dt.datetime
) -> list[LedgerEntry]:
    """Posts a line again, negated, with the reason as its note; both lines of a transfer.

    Lines that belong to an award are refused: their mistake is put right on the award.
    """
    _permit(by)
    proof.refuse_unless_for(by, now)
    reason = tidy(reason)
    with transaction.atomic():
        lines = _both_sides(entry)
        refuse_if(_blockers_to_reverse(lines, reason))
        lock_balances([line.source for line in lines], entry.financial_year)
        posted = [_post_reversal(line, reason, by, now) for line in sorted(lines, key=lambda line: -line.amount)]
        record(verbs.LINE_REVERSED, entry, by=by, now=now, amount=entry.amount, reason=digest(reason))
    return posted


def _both_sides(entry: LedgerEntry) -> list[LedgerEntry]:
    """The line itself, and the other line of a transfer, locked."""
    partner = LedgerEntry.objects.filter(moved_from=entry).values_list("pk", flat=True).first()
    wanted = [pk for pk in (entry.pk, entry.moved_from_id, partner) if pk]
    rows = LedgerEntry.objects.select_for_update(of=("self",)).select_related("source")
    return list(rows.filter(pk__in=wanted).order_by("pk"))


def _blockers_to_reverse(lines: list[LedgerEntry], reason: str) -> list[Blocker]:
    found = []
    if not reason:
        found.append(Blocker("reason_missing", _("Say why this line is reversed."), "reason"))
    if any(line.kind not in POSTED_BY_HAND or line.earmark_id for line in lines):
        found.append(Blocker("line_of_an_award", _("This line belongs to an award. Put it right on the award.")))
    if any(line.reverses_id for line in lines):
        found.append(Blocker("line_is_reversal", _("This line reverses another one. Enter the money again instead.")))
    if LedgerEntry.objects.filter(reverses__in=lines).exists():
        found.append(Blocker("line_reversed_already", _("This line was reversed already.")))
    return found


def _post_reversal(line: LedgerEntry, reason: str, by: Actor, now: dt.datetime) -> LedgerEntry:
    return post(
        line.source,
        line.kind,
        amount=-line.amount,
        financial_year=line.financial_year,
        effective_on=local_date(now, funder().timezone),
        by=by,
        now=now,
        note=reason,
        reverses=line,
    )
