"""What postings do to the purse, how a source may be spent, and how amounts are split to the penny. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grants.ground.kit.money import split_by_largest_remainder


@dataclass(frozen=True)
class Totals:
    """What the lines of a source and year, of a fund, or of one award add up to. Minor units."""

    budget: int = 0
    offers: int = 0
    committed: int = 0
    paid: int = 0
    refunded: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.budget + other.budget,
            self.offers + other.offers,
            self.committed + other.committed,
            self.paid + other.paid,
            self.refunded + other.refunded,
        )

    def times(self, factor: int) -> "Totals":
        """Each column multiplied."""
        return Totals(
            self.budget * factor,
            self.offers * factor,
            self.committed * factor,
            self.paid * factor,
            self.refunded * factor,
        )

    @property
    def net_committed(self) -> int:
        """Promised, less what groups gave back."""
        return self.committed - self.refunded

    @property
    def available(self) -> int:
        """What may still be offered: budget - (committed - refunded) - open offers (domain 4.3)."""
        return self.budget - self.net_committed - self.offers

    @property
    def outstanding(self) -> int:
        """Promised and not yet paid."""
        return self.committed - self.paid

    @property
    def cash(self) -> int:
        """Budget less what was paid, plus what groups gave back."""
        return self.budget - self.paid + self.refunded


NO_TOTALS = Totals()

# What one unit of each kind of posting does. A transfer is two lines, one of them negative.
EFFECTS: Mapping[str, Totals] = {
    "allocated": Totals(budget=1),
    "withdrawn": Totals(budget=-1),
    "transfer": Totals(budget=1),
    "offer_made": Totals(offers=1),
    "offer_ended": Totals(offers=-1),
    "committed": Totals(committed=1),
    "commitment_released": Totals(committed=-1),
    "payment_sent": Totals(paid=1),
    "payment_returned": Totals(paid=-1),
    "refund_received": Totals(refunded=1),
}

# Lines that finance posts by hand. All others belong to an award and are put right there.
POSTED_BY_HAND = frozenset({"allocated", "withdrawn", "transfer"})


def effect(kind: str, amount: int) -> Totals:
    """What a posting of `amount` does to the totals."""
    return EFFECTS[kind].times(amount)


def add_up(postings: Iterable[tuple[str, int]]) -> Totals:
    """The totals of many (kind, amount) lines."""
    return sum((effect(kind, amount) for kind, amount in postings), start=NO_TOTALS)


def fault(totals: Totals) -> str:
    """Which rule of the purse the totals break, or "": the same rules as the constraints of Balance."""
    if min(totals.offers, totals.committed, totals.paid, totals.refunded) < 0:
        return "below_zero"
    if totals.available < 0:
        return "short"
    if totals.paid > totals.committed:
        return "paid_over_promised"
    if totals.refunded > totals.paid:
        return "refunded_over_paid"
    return ""


@dataclass(frozen=True)
class Shortage:
    """What stands against a change: how much there is, how much it needs."""

    fault: str
    left: int
    needed: int


def shortage(before: Totals, change: Totals) -> Shortage:
    """Why totals cannot bear a change; "short" when somebody else's change has made room meanwhile."""
    found = fault(before + change)
    if found == "paid_over_promised":
        return Shortage(found, before.outstanding, -change.outstanding)
    if found == "refunded_over_paid":
        return Shortage(found, before.paid - before.refunded, change.refunded - change.paid)
    if found == "below_zero":
        columns = {name: (value, getattr(change, name)) for name, value in vars(before).items()}
        left, step = min(columns.values(), key=lambda pair: pair[0] + pair[1])
        return Shortage(found, left, -step)
    return Shortage("short", before.available, -change.available)


@dataclass(frozen=True)
class Room:
    """What one source has left, and what it may be spent on: kind of restriction to the codes it allows."""

    source_id: int
    available: int
    restrictions: Mapping[str, frozenset[str]]


def matches(restrictions: Mapping[str, Collection[str]], facts: Mapping[str, Collection[str]]) -> bool:
    """Whether a project may be paid from a source: for each restriction it names at least one allowed code."""
    return all(not set(codes).isdisjoint(facts.get(to, ())) for to, codes in restrictions.items())


def propose_split(amount: int, rooms: Sequence[Room], facts: Mapping[str, Collection[str]]) -> list[tuple[int, int]]:
    """(source id, amount) lines that pay `amount`: restricted money that matches first, then unrestricted.

    Within each of the two, by largest remainder weighted by what is left, so that no source is asked for more than
    it has. The lines add up to less than `amount` when there is not enough.
    """
    usable = [room for room in rooms if room.available > 0 and matches(room.restrictions, facts)]
    lines: list[tuple[int, int]] = []
    for group in ([r for r in usable if r.restrictions], [r for r in usable if not r.restrictions]):
        part = min(amount, sum(room.available for room in group))
        if part:
            amounts = split_by_largest_remainder(part, [room.available for room in group])
            lines += [(room.source_id, given) for room, given in zip(group, amounts, strict=True) if given]
            amount -= part
    return lines


def split_instalments(instalments: Sequence[int], shares: Sequence[int]) -> list[list[int]]:
    """For each instalment, how much each share pays of it; instalments and shares have the same sum.

    Each instalment is split by largest remainder weighted by what remains of each share, so both the instalments and
    the shares come out to the penny. (Splitting by the award's own shares disagrees by a penny in most cases.)
    """
    if sum(instalments) != sum(shares):
        raise ValueError("instalments and shares must add up to the same amount")
    remaining, result = list(shares), []
    for instalment in instalments:
        parts = split_by_largest_remainder(instalment, remaining) if instalment else [0] * len(remaining)
        remaining = [left - part for left, part in zip(remaining, parts, strict=True)]
        result.append(parts)
    return result


def may_be_reversed(kind: str, *, is_reversal: bool, is_reversed: bool) -> bool:
    """Whether a line is one that finance reverses by hand: posted by hand, not undone yet, not itself an undoing."""
    return kind in POSTED_BY_HAND and not is_reversal and not is_reversed
