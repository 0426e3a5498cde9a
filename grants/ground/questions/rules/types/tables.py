"""Tables: rows of any columns, with sums and shares in whole numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker, Refusal
from grants.ground.kit.money import format_minor
from grants.ground.kit.text import in_language
from grants.ground.questions.rules.spec import YES_AND_NO, Column, QuestionSpec, Share, column_total
from grants.ground.questions.rules.types import amounts, chosen, dates, words
from grants.ground.questions.rules.types.raw import (
    AnswerType,
    Display,
    Found,
    above,
    at_row,
    below,
    given,
    row_id,
    rows_of,
)

COLUMN_TYPES: Mapping[str, AnswerType] = {
    "short_text": AnswerType(words.clean_short_text, words.limit_characters),
    "number": AnswerType(amounts.clean_number, amounts.limit_number),
    "money": AnswerType(amounts.clean_money, amounts.limit_money, amounts.show_money),
    "choice": AnswerType(chosen.clean_choice, None, chosen.show_chosen),
    "yes_no": AnswerType(chosen.clean_yes_no, None, chosen.show_yes_no),
    "date": AnswerType(dates.clean_date, dates.limit_date, dates.show_date),
}
SUMMED = frozenset({"money", "number"})


def cell_question(question: QuestionSpec, column: Column) -> QuestionSpec:
    """A column as a question of its own type, under the table's key."""
    options = YES_AND_NO if column.type == "yes_no" else column.options
    return QuestionSpec(question.key, column.type, column.label, options=options, least=column.least, most=column.most)


def clean_table(question: QuestionSpec, raw: Any, currency: str) -> list[dict[str, Any]] | None:
    """Rows of {"id", column: answer or None}; empty rows fall away. Empty cells are told before sending."""
    rows: list[dict[str, Any]] = []
    blockers: list[Blocker] = []
    for row in rows_of(question, raw):
        if not any(given(row.get(column.key)) for column in question.columns):
            continue
        cells: dict[str, Any] = {}
        for column in question.columns:
            try:
                cells[column.key] = _clean_cell(question, column, row.get(column.key), currency)
            except Refusal as refusal:
                blockers += [_at_cell(len(rows) + 1, column, blocker) for blocker in refusal.blockers]
        rows.append({"id": row_id(row), **cells})
    if blockers:
        raise Refusal(blockers)
    return rows or None


def _clean_cell(question: QuestionSpec, column: Column, raw: Any, currency: str) -> Any:
    return COLUMN_TYPES[column.type].clean(cell_question(question, column), raw, currency)


def _at_cell(number: int, column: Column, said: Blocker) -> Blocker:
    return Blocker(said.code, at_row(number, _in_column(column, str(said.sentence))), said.field)


def _name(column: Column) -> str:
    return in_language(column.label, get_language() or "")


def _in_column(column: Column, sentence: str) -> str:
    return _("“%(column)s”: %(sentence)s") % {"column": _name(column), "sentence": sentence}


def limit_table(question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str) -> Found:
    """Between `least` and `most` rows, each cell within its limits, sums and shares within theirs."""
    found = limit_rows(question, value)
    for number, row in enumerate(value, start=1):
        for column in question.columns:
            found += _cell_problems(question, column, row.get(column.key), number, currency)
    for column in question.columns:
        found += _sum_problems(column, column_total(value, column.key) if column.type in SUMMED else 0, currency)
    return found + [problem for share in question.shares for problem in _share_problems(question, share, value)]


def limit_rows(question: QuestionSpec, value: Sequence[Any]) -> Found:
    """Between `least` and `most` rows."""
    if above(question, len(value)):
        sentence = ngettext("Use %(most)s row at most.", "Use %(most)s rows at most.", question.most or 0)
        return [("too_many_rows", sentence % {"most": question.most})]
    if below(question, len(value)):
        sentence = ngettext("Fill in at least %(least)s row.", "Fill in at least %(least)s rows.", question.least or 0)
        return [("too_few_rows", sentence % {"least": question.least})]
    return []


def _cell_problems(question: QuestionSpec, column: Column, cell: Any, number: int, currency: str) -> Found:
    if cell is None:
        sentence = at_row(number, _("fill in “%(column)s”.") % {"column": _name(column)})
        return [("cell_missing", sentence)] if column.is_required else []
    limits = COLUMN_TYPES[column.type].limits
    told = limits(cell_question(question, column), cell, currency) if limits else []
    return [(code, at_row(number, _in_column(column, sentence))) for code, sentence in told]


def _sum_problems(column: Column, total: int, currency: str) -> Found:
    names = {"column": _name(column), "total": _figure(column, total, currency)}
    if column.least_total is not None and total < column.least_total:
        sentence = _("“%(column)s” adds up to %(total)s. It must come to %(limit)s or more.")
        return [("sum_too_small", sentence % (names | {"limit": _figure(column, column.least_total, currency)}))]
    if column.most_total is not None and total > column.most_total:
        sentence = _("“%(column)s” adds up to %(total)s. It must come to %(limit)s or less.")
        return [("sum_too_large", sentence % (names | {"limit": _figure(column, column.most_total, currency)}))]
    return []


def _figure(column: Column, total: int, currency: str) -> str:
    return format_minor(total, currency) if column.type == "money" else str(total)


def _share_problems(question: QuestionSpec, share: Share, value: Sequence[Mapping[str, Any]]) -> Found:
    """Exact: a hundred parts against percent of the whole, in whole numbers."""
    part = column_total([row for row in value if row.get(share.choice) == share.code], share.column)
    if 100 * part <= share.most_percent * column_total(value, share.column):
        return []
    column, choice = question.column(share.column), question.column(share.choice)
    option = next((option for option in choice.options if option.code == share.code), None) if choice else None
    sentence = _("“%(what)s” may be at most %(percent)s%% of “%(column)s”.")
    what = in_language(option.label, get_language() or "") if option else share.code
    names = {"what": what, "percent": share.most_percent, "column": _name(column) if column else share.column}
    return [("share_too_large", sentence % names)]


def show_table(question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str, language: str) -> Display:
    """One text a cell, and a last row of sums where a column is summed."""
    rows = [[_show_cell(question, column, row, currency, language) for column in question.columns] for row in value]
    if not any(is_summed(column) for column in question.columns):
        return rows
    sums = [
        _figure(column, column_total(value, column.key), currency) if is_summed(column) else ""
        for column in question.columns
    ]
    return [*rows, [sums[0] or _("Total"), *sums[1:]]]


def is_summed(column: Column) -> bool:
    """Whether a sum stands under a column: of money always, of numbers where the sum has a limit."""
    limited = column.least_total is not None or column.most_total is not None
    return column.type == "money" or (column.type == "number" and limited)


def _show_cell(question: QuestionSpec, column: Column, row: Mapping[str, Any], currency: str, language: str) -> str:
    cell, show = row.get(column.key), COLUMN_TYPES[column.type].show
    if cell is None:
        return ""
    return str(show(cell_question(question, column), cell, currency, language)) if show else str(cell)
