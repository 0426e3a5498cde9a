"""Sheets of typed cells: a frozen header, a filter, a named table, widths; text that can never run as a formula."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

MONEY = "#,##0.00;[Red]-#,##0.00"
DATE = "yyyy-mm-dd"
# What XML cannot carry: control characters, halves of surrogate pairs, and two code points that are no characters.
ILLEGAL = dict.fromkeys(
    [*(code for code in range(32) if code not in (9, 10, 13)), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
LONGEST_TEXT = 32767
BOLD = Font(name="Calibri", size=11, bold=True)
CENTRED = Alignment(horizontal="center")


@dataclass(frozen=True)
class Column:
    """One column: its heading, kind (text, money, date, number or formula), width, and what it means."""

    heading: str
    kind: str
    width: int
    meaning: str


def money(minor: int | None) -> Decimal | None:
    """An amount of minor units as the number a spreadsheet shows."""
    return None if minor is None else Decimal(minor) / 100


def text_cell(sheet: Any, value: str, *, bold: bool = False) -> Any:
    """A string cell, whatever the text begins with."""
    cell = WriteOnlyCell(sheet, value=value.translate(ILLEGAL)[:LONGEST_TEXT])
    cell.data_type = "s"
    if bold:
        cell.font = BOLD
    return cell


def formula_cell(sheet: Any, formula: str, number_format: str = "General", *, bold: bool = False) -> Any:
    """A live formula of ours."""
    cell = WriteOnlyCell(sheet, value=formula)
    cell.number_format = number_format
    if bold:
        cell.font = BOLD
    return cell


def number_cell(sheet: Any, value: Decimal | int, number_format: str = MONEY) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = number_format
    return cell


def typed_cell(sheet: Any, kind: str, value: Any) -> Any:
    """A cell of the column's kind; empty stays empty."""
    if value is None or value == "":
        return None
    if kind == "text":
        return text_cell(sheet, str(value))
    if kind == "formula":
        return formula_cell(sheet, value, MONEY)
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = {"money": MONEY, "date": DATE}.get(kind, "0")
    if kind == "number":
        cell.alignment = CENTRED
    return cell


def write_table(
    sheet: Any, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, digest: "hashlib._Hash"
) -> int:
    """Writes header and rows as an Excel table called `name`, feeding every row to `digest`. Returns the row count."""
    sheet.freeze_panes = "C2"
    set_up_print(sheet)
    sheet.print_title_rows = "1:1"
    for index, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.append([_heading(sheet, column.heading) for column in columns])
    count = 0
    for row in rows:
        digest.update(json.dumps([_plain(value) for value in row], ensure_ascii=False).encode())
        sheet.append([typed_cell(sheet, column.kind, value) for column, value in zip(columns, row, strict=True)])
        count += 1
    if not count:
        sheet.append([None] * len(columns))
    _add_table(sheet, name, columns, max(count, 1) + 1)
    return count


def _heading(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text, bold=True)
    cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor="FF0B5D57")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else str(value) if isinstance(value, Decimal) else value


def _add_table(sheet: Any, name: str, columns: Sequence[Column], last_row: int) -> None:
    table = Table(displayName=name, ref=f"A1:{get_column_letter(len(columns))}{last_row}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    table._initialise_columns()
    for table_column, column in zip(table.tableColumns, columns, strict=True):
        assert isinstance(table_column, TableColumn)
        table_column.name = column.heading
    sheet._tables.add(table)  # as add_table does, which warns that columns are missing; they are not


def set_up_print(sheet: Any, *, orientation: str = "landscape") -> None:
    """Before the first row: a sheet written in a stream tells how it fits its pages at its top."""
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
