"""Lifecycles as literal tables: which status may follow which."""

from collections.abc import Mapping
from dataclasses import dataclass

from grants.ground.kit.errors import Blocker, Refusal, Words


@dataclass(frozen=True)
class Lifecycle:
    """Statuses of one noun. `moves[status]` are the statuses that may follow it.

    `noun` and `refusal` make the sentence shown when a move is not allowed, for instance after a double click
    on a page that was opened before somebody else acted.
    """

    noun: str
    moves: Mapping[str, frozenset[str]]
    refusal: Words

    def allows(self, now_at: str, to: str) -> bool:
        """Whether a thing at status `now_at` may move to status `to`."""
        return to in self.moves.get(now_at, frozenset())

    def require(self, now_at: str, to: str) -> None:
        """Raises Refusal unless the move is allowed."""
        if not self.allows(now_at, to):
            raise Refusal([Blocker(f"{self.noun}_is_{now_at}", self.refusal)])

    @property
    def statuses(self) -> frozenset[str]:
        """Every status of the table."""
        return frozenset(self.moves) | frozenset(status for after in self.moves.values() for status in after)


def lifecycle(noun: str, refusal: Words, moves: Mapping[str, set[str]]) -> Lifecycle:
    """A Lifecycle from a readable literal."""
    return Lifecycle(noun, {status: frozenset(after) for status, after in moves.items()}, refusal)
