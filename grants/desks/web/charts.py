"""Geometry of the charts in templates/components/: positions as SVG attributes, rows as they read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Number = int | float | Decimal
DOT_ARROW_ROW = 56
CATERPILLAR_ROW = 48


@dataclass(frozen=True)
class Chart:
    """Rows and the height of the drawing; `middle_x` is a line through all rows, or empty."""

    rows: list[Any]
    height: int
    middle_x: str = ""


@dataclass(frozen=True)
class BarRow:
    label: str
    text: str
    width: str


@dataclass(frozen=True)
class ArrowRow:
    label: str
    before: str
    after: str
    before_x: str
    after_x: str
    is_down: bool
    y: int


@dataclass(frozen=True)
class RangeRow:
    label: str
    value: str
    low: str
    high: str
    value_x: str
    low_x: str
    high_x: str
    y: int


def bars(rows: Iterable[tuple[str, Number]], *, show: Callable[[Number], str] = str) -> Chart:
    """Bars as long as their share of the largest value. `show` turns a value into words."""
    found = list(rows)
    most = max((value for _label, value in found), default=0)
    return Chart([BarRow(label, show(value), place(value, 0, most)) for label, value in found], 0)


def dot_arrow(
    rows: Iterable[tuple[str, Number, Number]], *, low: Number, high: Number, show: Callable[[Number], str] = str
) -> Chart:
    """One arrow a row, from the value before to the value after, on a scale from `low` to `high`."""
    drawn = [
        ArrowRow(
            label,
            show(before),
            show(after),
            place(before, low, high),
            place(after, low, high),
            after < before,
            index * DOT_ARROW_ROW,
        )
        for index, (label, before, after) in enumerate(rows)
    ]
    return Chart(drawn, len(drawn) * DOT_ARROW_ROW)


def caterpillar(
    rows: Iterable[tuple[str, Number, Number, Number]],
    *,
    low: Number,
    high: Number,
    middle: Number | None = None,
    show: Callable[[Number], str] = str,
) -> Chart:
    """Rows of (label, value, low end, high end), highest value first, each a dot on its range."""
    ordered = sorted(rows, key=lambda row: row[1], reverse=True)
    drawn = [
        RangeRow(
            label,
            value=show(value),
            low=show(least),
            high=show(most),
            value_x=place(value, low, high),
            low_x=place(least, low, high),
            high_x=place(most, low, high),
            y=index * CATERPILLAR_ROW,
        )
        for index, (label, value, least, most) in enumerate(ordered)
    ]
    return Chart(drawn, len(drawn) * CATERPILLAR_ROW, "" if middle is None else place(middle, low, high))


def place(value: Number, low: Number, high: Number) -> str:
    """Where a value stands between `low` and `high`, as a percentage kept within the drawing."""
    span = float(high) - float(low)
    share = (float(value) - float(low)) / span if span else 0.0
    return f"{round(min(max(share, 0.0), 1.0) * 100, 2):g}%"
