"""Putting the award workbook together: five sheets, named totals, and checks that agree with the application."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from grants.ground.reference.models import Funder
from grants.outputs.exports import queries
from grants.outputs.exports.workbook import columns
from grants.outputs.exports.workbook.sheets import (
    MONEY,
    Column,
    formula_cell,
    money,
    number_cell,
    set_up_print,
    text_cell,
    write_table,
)
from grants.stages.funds.models import Balance, Fund

BUDGET_FIRST_ROW = 2


def award_workbook(
    out: IO[bytes], *, funder: Funder, fund: Fund | None, exported_by: str, now: dt.datetime, zone: dt.tzinfo
) -> str:
    """Writes the workbook of one fund, or of all, to `out`. Returns the SHA-256 of its data rows, in hex.

    Memory stays flat and the number of queries constant however many awards there are. Formulas are ours and live;
    the same totals stand beside them as plain numbers, so that a reader without recalculation sees them too.
    """
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = _("Awards"), funder.name
    titles = [_("Read me"), _("Awards"), _("Payments due"), _("Payments made"), _("Budget")]
    read_me, awards, due, made, budget = (book.create_sheet(title) for title in titles)
    fund_id, digest = (fund.pk if fund else None), hashlib.sha256()
    counts = [
        write_table(awards, "tblAwards", columns.award_columns(), columns.award_values(funder, fund_id), digest=digest),
        write_table(due, "tblDue", columns.due_columns(), columns.due_values(funder, fund_id), digest=digest),
        write_table(made, "tblPayments", columns.paid_columns(), columns.paid_values(funder, fund_id), digest=digest),
    ]
    balances = queries.balance_rows(fund_id)
    _write_budget(book, budget, balances, digest=digest)
    _write_read_me(read_me, funder, fund, exported_by, now.astimezone(zone), counts, balances, digest.hexdigest())
    book.save(out)
    return digest.hexdigest()


def budget_columns() -> list[Column]:
    return [
        Column(_("Fund"), "text", 38, _("The fund")),
        Column(_("Source"), "text", 34, _("Whose money it is")),
        Column(_("Year"), "number", 8, _("Financial year, by its first calendar year")),
        Column(_("Allocated"), "money", 16, _("Money put in, less money taken out")),
        Column(_("Open offers"), "money", 16, _("Offered and not yet answered")),
        Column(_("Promised"), "money", 16, _("Agreements less releases, paid part included")),
        Column(_("Paid"), "money", 16, _("Paid, less what came back from the bank")),
        Column(_("Refunded"), "money", 16, _("Given back by groups")),
        Column(_("Available"), "formula", 16, _("Allocated less (Promised less Refunded) less Open offers")),
    ]


def _write_budget(book: Workbook, sheet: Any, balances: Sequence[Balance], *, digest: "hashlib._Hash") -> None:
    rows = [
        [
            row.source.fund.name,
            row.source.name,
            row.financial_year,
            money(row.budget),
            money(row.offers),
            money(row.committed),
            money(row.paid),
            money(row.refunded),
            f"=D{number}-(F{number}-H{number})-E{number}",
        ]
        for number, row in enumerate(balances, start=BUDGET_FIRST_ROW)
    ]
    write_table(sheet, "tblBudget", budget_columns(), rows, digest=digest)
    last = BUDGET_FIRST_ROW + max(len(rows), 1) - 1
    _write_controls(book, sheet, balances, last)


def _write_controls(book: Workbook, sheet: Any, balances: Sequence[Balance], last: int) -> None:
    """Under the table: each total as a formula, as the application's own number, and whether both agree."""
    sheet.append([])
    headings = [_("Total"), _("From the rows"), "", _("In the application"), _("Check")]
    sheet.append([text_cell(sheet, heading, bold=True) if heading else None for heading in headings])
    row = last + 3
    for name, label, formula, value in _controls(balances, last):
        otherwise = "FILTERED" if name == "Awards_Shown" else "DIFFERENCE"
        check = f'=IF(ROUND(B{row}-D{row},2)=0,"OK","{otherwise}")'
        sheet.append(
            [
                text_cell(sheet, label),
                formula_cell(sheet, formula, MONEY, bold=True),
                None,
                number_cell(sheet, money(value) or 0),
                formula_cell(sheet, check, bold=True),
            ]
        )
        book.defined_names[name] = DefinedName(name, attr_text=f"{quote_sheetname(sheet.title)}!$B${row}")
        control = name.replace("Total_", "Control_") if name.startswith("Total_") else f"Control_{name}"
        book.defined_names[control] = DefinedName(control, attr_text=f"{quote_sheetname(sheet.title)}!$D${row}")
        row += 1


def _controls(balances: Sequence[Balance], last: int) -> list[tuple[str, str, str, int]]:
    """Name, label, formula over the rows, and the same figure in minor units as the application holds it."""

    def total(letter: str) -> str:
        return f"=SUM({letter}{BUDGET_FIRST_ROW}:{letter}{last})"

    budget, offers = sum(b.budget for b in balances), sum(b.offers for b in balances)
    committed, paid = sum(b.committed for b in balances), sum(b.paid for b in balances)
    refunded = sum(b.refunded for b in balances)
    awards = quote_sheetname(_("Awards"))
    letter = _letter_of(columns.award_columns(), _("Committed"))
    paid_letter = _letter_of(columns.award_columns(), _("Paid"))
    return [
        ("Fund_Budget", _("Budget"), total("D"), budget),
        ("Total_OpenOffers", _("Open offers"), total("E"), offers),
        ("Total_Committed", _("Promised"), total("F"), committed),
        ("Total_Paid", _("Paid"), total("G"), paid),
        ("Total_Refunded", _("Refunded"), total("H"), refunded),
        ("Available", _("Available"), total("I"), budget - (committed - refunded) - offers),
        ("Awards_Committed", _("Promised, by award"), f"=SUM({awards}!{letter}:{letter})", committed),
        ("Awards_Paid", _("Paid, by award"), f"=SUM({awards}!{paid_letter}:{paid_letter})", paid),
        (
            "Awards_Shown",
            _("Promised, in the rows your filter shows"),
            f"=SUBTOTAL(109,{awards}!{letter}:{letter})",
            committed,
        ),
    ]


def _letter_of(sheet_columns: Sequence[Column], heading: str) -> str:
    return str(get_column_letter([column.heading for column in sheet_columns].index(heading) + 1))


def _write_read_me(
    sheet: Any,
    funder: Funder,
    fund: Fund | None,
    exported_by: str,
    local_now: dt.datetime,
    counts: Sequence[int],
    balances: Sequence[Balance],
    digest: str,
) -> None:
    set_up_print(sheet, orientation="portrait")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
    available = sum(b.budget - (b.committed - b.refunded) - b.offers for b in balances)
    facts = [
        (_("Awards of"), funder.name),
        (_("Fund"), fund.name if fund else _("All funds")),
        (_("Exported by"), exported_by),
        (_("Exported at"), f"{local_now:%Y-%m-%d %H:%M} ({funder.timezone})"),
        (_("Awards in this file"), counts[0]),
        (_("Instalments still to pay"), counts[1]),
        (_("Payments made"), counts[2]),
        (_("Available, as the application says"), money(available)),
        (_("SHA-256 of the data rows"), digest),
        (_("How to read it"), _("White cells are data, totals on the Budget sheet are live formulas with a check.")),
    ]
    for label, value in facts:
        sheet.append([text_cell(sheet, label, bold=True), _fact(sheet, value)])
    for title, sheet_columns in [
        (_("Awards"), columns.award_columns()),
        (_("Payments due"), columns.due_columns()),
        (_("Payments made"), columns.paid_columns()),
        (_("Budget"), budget_columns()),
    ]:
        sheet.append([])
        sheet.append([text_cell(sheet, _("Columns of “%s”") % title, bold=True)])
        for column in sheet_columns:
            sheet.append([text_cell(sheet, column.heading), text_cell(sheet, column.meaning)])


def _fact(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        return text_cell(sheet, value)
    return number_cell(sheet, value, "0" if isinstance(value, int) else MONEY)
