"""Numbers so small that they could point at a person are not shown, nor can they be worked out from the others."""

from collections.abc import Iterator, Sequence

# Counts of one to four people are hidden; shares need ten people at least.
FEWEST_SHOWN = 5
FEWEST_FOR_SHARES = 10

Table = Sequence[Sequence[int]]


def hidden_cells(table: Table, *, fewest: int = FEWEST_SHOWN) -> list[list[bool]]:
    """Which cells of a table of counts to hide, so that its totals may stay.

    Cells from 1 to `fewest` - 1 are hidden. Where a row or a column would then have exactly one hidden cell, its
    smallest other cell that is not zero is hidden too, again and again until nothing changes.
    """
    hidden = [[0 < count < fewest for count in row] for row in table]
    while sum(_hide_one_more(table, hidden, line) for line in _lines(table)):
        pass
    return hidden


def _lines(table: Table) -> Iterator[list[tuple[int, int]]]:
    """The places of each row, then of each column."""
    width = len(table[0]) if table else 0
    yield from ([(row, column) for column in range(width)] for row in range(len(table)))
    yield from ([(row, column) for row in range(len(table))] for column in range(width))


def _hide_one_more(table: Table, hidden: list[list[bool]], line: list[tuple[int, int]]) -> bool:
    """Hides a second cell where one alone is hidden. Whether it did."""
    if sum(hidden[row][column] for row, column in line) != 1:
        return False
    others = [(table[row][column], row, column) for row, column in line if not hidden[row][column]]
    shown = [place for place in others if place[0] > 0]
    if not shown:
        return False
    _count, row, column = min(shown)
    hidden[row][column] = True
    return True
