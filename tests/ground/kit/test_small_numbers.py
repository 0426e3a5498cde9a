"""Numbers that could point at a person stay hidden, also from whoever subtracts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.ground.kit.small_numbers import hidden_cells


def shown(table):
    hidden = hidden_cells(table)
    return [
        tuple("x" if hide else count for count, hide in zip(*row, strict=True))
        for row in zip(table, hidden, strict=True)
    ]


def test_the_fixture_of_the_domain():
    table = [(4, 11, 0), (18, 7, 3), (31, 12, 6), (22, 9, 0)]
    assert shown(table) == [("x", "x", 0), ("x", "x", "x"), (31, "x", "x"), (22, 9, 0)]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ([12, 3, 0], ["x", "x", 0]),
        ([12, 30, 3], ["x", 30, "x"]),
        ([12, 3, 2], [12, "x", "x"]),
        ([5, 6, 0], [5, 6, 0]),
        ([4, 0, 0], ["x", 0, 0]),
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_one_hidden_number_takes_another_with_it(column, expected):
    assert [cells[0] for cells in shown([(count,) for count in column])] == expected


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12)), max_size=6))
def test_no_line_has_one_hidden_number_among_shown_ones(table):
    hidden = hidden_cells(table)
    lines = [list(zip(*pair, strict=True)) for pair in zip(table, hidden, strict=True)]
    lines += [list(line) for line in zip(*lines, strict=True)]
    for line in lines:
        alone = sum(hide for _count, hide in line) == 1
        assert not alone or all(count == 0 for count, hide in line if not hide)
    assert all(hide for line in lines for count, hide in line if 0 < count < 5)
