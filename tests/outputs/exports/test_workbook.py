"""The award workbook: every cell as agreed, text that never runs, totals that agree, one size of memory."""

import datetime as dt
import hashlib
import io
import shutil
import subprocess
import tracemalloc
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook, load_workbook

from grants.ground.people.models import Organisation
from grants.ground.reference.queries import funder
from grants.outputs.exports.workbook import award_workbook
from grants.outputs.exports.workbook.columns import award_columns, due_columns, paid_columns
from grants.outputs.exports.workbook.sheets import Column, text_cell, write_table
from grants.stages.awards.models import Award
from grants.stages.calls.models import Call
from grants.stages.funds.models import Fund
from grants.stages.payments.actions import mark_cleared, mark_returned
from grants.stages.payments.models import Payment, PaymentBatch
from tests.factories.assessment import NOW
from tests.factories.awards import make_active, make_offer, make_sent, preparer
from tests.factories.funds import make_funder

GOLDEN = Path(__file__).parents[3] / "fixtures" / "golden" / "payments" / "award_workbook.txt"
QUERIES = 5
SHEETS = ["Read me", "Awards", "Payments due", "Payments made", "Budget"]
LIBREOFFICE = shutil.which("soffice")


def export(fund=None):
    """The workbook's bytes."""
    out, giver = io.BytesIO(), funder()
    award_workbook(out, funder=giver, fund=fund, exported_by="=Priya", now=NOW, zone=ZoneInfo(giver.timezone))
    return out.getvalue()


def make_books():
    """A fund with one grant half paid and once returned, one paid in full, and an offer; awkward names, fixed codes."""
    make_funder()
    half = make_active(amount=600_001, money=400_000, second_source=300_001)
    returned = make_sent(half)
    later = NOW + dt.timedelta(days=2)
    mark_returned(returned, returned_on=returned.sent_on, reason="Closed.", by=preparer(), now=later)
    full = make_sent(make_active(amount=123_456))
    mark_cleared(full, cleared_on=full.sent_on, by=preparer(), now=later)
    make_offer(amount=50_000)
    names = ['=HYPERLINK("http://x")', "Søsterskab\u202e & “Łódź” 🎈", "-1+1"]
    for number, (award, name) in enumerate(zip(Award.objects.order_by("pk"), names, strict=True), start=1):
        Organisation.objects.filter(pk=award.organisation_id).update(name=name, charity_number="0012345")
        Award.objects.filter(pk=award.pk).update(title=f"@Project {number}", reference=f"CWF-2026-{number:04}")
        Call.objects.filter(pk=award.call_id).update(title=f"+Call {number}")
        Fund.objects.filter(pk=award.earmark.fund_id).update(name=f"Fund {number}", code=f"FUND{number}")
    for number, payment in enumerate(Payment.objects.order_by("pk"), start=1):
        Payment.objects.filter(pk=payment.pk).update(reference=f"CWF-2026-{number:04}", payee_name="=CMD|X")
        PaymentBatch.objects.filter(pk=payment.batch_id).update(reference=f"PAY-{number}")


def cells(content):
    """Every filled cell on a line: place, type, format, value."""
    lines = []
    for sheet in load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    value = cell.value.date().isoformat() if cell.is_date else str(cell.value)
                    lines.append(f"{sheet.title}!{cell.coordinate}\t{cell.data_type}\t{cell.number_format}\t{value}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def book(db):
    make_books()
    return export()


def test_every_cell_is_as_in_the_golden_workbook(book):
    assert cells(book) == GOLDEN.read_text(encoding="utf-8")


def test_sheets_are_frozen_filtered_and_named(book):
    found = load_workbook(io.BytesIO(book))
    assert found.sheetnames == SHEETS
    tables = {sheet.title: [(table.name, table.autoFilter.ref) for table in sheet.tables.values()] for sheet in found}
    assert tables == {
        "Read me": [],
        "Awards": [("tblAwards", "A1:Z4")],
        "Payments due": [("tblDue", "A1:J3")],
        "Payments made": [("tblPayments", "A1:L3")],
        "Budget": [("tblBudget", "A1:I5")],
    }
    assert [sheet.freeze_panes for sheet in found] == [None, "C2", "C2", "C2", "C2"]
    assert {sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in found} == {True}
    assert [sheet.print_title_rows for sheet in found] == [None, "$1:$1", "$1:$1", "$1:$1", "$1:$1"]


def test_table_headings_are_the_header_cells_and_differ(book):
    for sheet in load_workbook(io.BytesIO(book)).worksheets[1:]:
        (table,) = sheet.tables.values()
        headings = [cell.value for cell in sheet[1]]
        assert [column.name for column in table.tableColumns] == headings
        assert len({heading.casefold() for heading in headings}) == len(headings)


def test_named_totals_point_at_their_cells(book):
    found = load_workbook(io.BytesIO(book))
    (place,) = found.defined_names["Total_Committed"].destinations
    (control,) = found.defined_names["Control_Committed"].destinations
    assert [sheet for sheet, _cell in (place, control)] == ["Budget", "Budget"]
    budget = found["Budget"]
    assert (budget[place[1]].data_type, budget[control[1]].value) == ("f", 7234.57)


def test_only_formulas_of_ours_are_formulas(book):
    ours = ("=SUM(", "=SUBTOTAL(109,", "=IF(ROUND(", "=D", "=R")
    for sheet in load_workbook(io.BytesIO(book)):
        for row in sheet.iter_rows():
            formulas = [cell.value for cell in row if cell.data_type == "f"]
            assert [formula for formula in formulas if not formula.startswith(ours)] == []


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\nx", "0012345", "2026-09-07", "1e5", "TRUE", "#REF!", "%", "'x"]
)
def test_text_stays_text_whatever_it_begins_with(text):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet")
    sheet.append([text_cell(sheet, text)])
    out = io.BytesIO()
    book.save(out)
    cell = load_workbook(io.BytesIO(out.getvalue()))["Sheet"]["A1"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_what_a_file_cannot_carry_is_left_out_and_far_too_long_text_is_cut():
    sheet = Workbook(write_only=True).create_sheet("Sheet")
    assert text_cell(sheet, "a\x00\x08\ud800\ufffeb").value == "ab"
    assert len(text_cell(sheet, "x" * 40_000).value) == 32_767


def test_one_fund_shows_its_own_rows_alone(book):
    found = load_workbook(io.BytesIO(export(Fund.objects.get(code="FUND2"))))
    assert [row[0] for row in found["Awards"].iter_rows(min_row=2, values_only=True)] == ["CWF-2026-0002"]
    assert [row[1] for row in found["Payments made"].iter_rows(min_row=2, values_only=True)] == ["CWF-2026-0002"]
    assert found["Read me"]["B2"].value == "Fund 2"


def test_empty_house_makes_a_workbook_that_opens(db):
    make_funder()
    found = load_workbook(io.BytesIO(export()))
    assert [sheet.title for sheet in found] == SHEETS
    assert [table.ref for sheet in found for table in sheet.tables.values()] == ["A1:Z2", "A1:J2", "A1:L2", "A1:I2"]


def test_read_me_explains_every_column(book):
    words = {row[0] for row in load_workbook(io.BytesIO(book))["Read me"].iter_rows(values_only=True)}
    headings = {str(c.heading) for sheet in (award_columns(), due_columns(), paid_columns()) for c in sheet}
    assert headings - words == set()


def test_export_costs_the_same_number_of_queries_for_any_number_of_awards(db, django_assert_num_queries):
    make_funder()
    for count in (1, 3):
        while Award.objects.count() < count:
            make_sent(make_active())
        with django_assert_num_queries(QUERIES):
            export()


def peak_of(rows):
    """Bytes that a table of so many rows needs at most while it is written."""
    columns = [Column("Reference", "text", 10, ""), Column("Amount", "money", 10, ""), Column("On", "date", 10, "")]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet")
    values = ([f"CWF-{n}", Decimal(n) / 100, dt.date(2026, 9, 7)] for n in range(rows))
    tracemalloc.start()
    try:
        assert write_table(sheet, "tbl", columns, values, digest=hashlib.sha256()) == rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        sheet.close()


def test_memory_stays_flat_however_many_rows_are_written():
    peak_of(10)
    assert peak_of(5_000) < 2 * peak_of(500)


needs_libreoffice = pytest.mark.skipif(
    LIBREOFFICE is None, reason="recalculates in LibreOffice, which is not installed here (no soffice)"
)


@needs_libreoffice
def test_libreoffice_computes_every_formula_and_agrees_with_the_application(book, tmp_path):
    source = tmp_path / "awards.xlsx"
    source.write_bytes(book)
    command = [LIBREOFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", tmp_path / "out", source], check=True, capture_output=True, timeout=120)
    found = load_workbook(tmp_path / "out" / "awards.xlsx", data_only=True)
    values = [value for sheet in found for row in sheet.iter_rows(values_only=True) for value in row]
    assert [v for v in values if isinstance(v, str) and v.startswith(("#", "Err:"))] == []
    controls = [row[:5] for row in found["Budget"].iter_rows(min_row=8, values_only=True)]
    assert [(label, computed, told, check) for label, computed, _gap, told, check in controls] == [
        ("Budget", 17000.01, 17000.01, "OK"),
        ("Open offers", 500, 500, "OK"),
        ("Promised", 7234.57, 7234.57, "OK"),
        ("Paid", 1234.56, 1234.56, "OK"),
        ("Refunded", 0, 0, "OK"),
        ("Available", 9265.44, 9265.44, "OK"),
        ("Promised, by award", 7234.57, 7234.57, "OK"),
        ("Paid, by award", 1234.56, 1234.56, "OK"),
        ("Promised, in the rows your filter shows", 7234.57, 7234.57, "OK"),
    ]
    outstanding = [row[20] for row in found["Awards"].iter_rows(min_row=2, values_only=True)]
    assert outstanding == [6000.01, 0, 0]
