"""The bank file: names as banks carry them, and a whole file byte for byte."""

import csv
import datetime as dt
import hashlib
import io
from pathlib import Path

import pytest

from grants.ground.kit.bankfiles.bank_csv import BankLine, bank_csv, bank_text

GOLDEN = Path(__file__).parents[3] / "fixtures" / "golden" / "payments" / "bank.csv"
SEAL = "d406f85fe70355495f287f4335bee44660be752df73e80cf63d78df281b1faeb"
PAY_ON = dt.date(2026, 9, 29)
AWKWARD = [
    ("110012", "00012345", "Ferndale Craft & Chat (Older People’s Group)", 150_000, "CWF-2026-0012"),
    ("209778", "70345678", "Søsterskab Women’s Circle", 275_050, "CWF-2026-0019"),
    ("309634", "12345698", "Oak Road Men's Shed", 80_000, "CWF-2026-0023"),
    ("000000", "00000001", '=HYPERLINK("http://x")', 1, "=CWF-2026-0024"),
    ("012345", "00123456", "-Łódź/Đorđe Straße", 99, "CWF-2026-0025"),
    ("012345", "00123456", "@Þór, Æsir; Œuvre\r\nand “friends”", 100_000_000, "CWF-2026-0026"),
    ("089999", "66374958", "+44 Club 🎈 Zoë’s İstanbul", 12_345, "CWF-2026-0027"),
]
LINES = [BankLine(*line, PAY_ON) for line in AWKWARD]


@pytest.mark.parametrize(
    ("name", "carried"),
    [
        ("Søsterskab Women’s Circle", "SOSTERSKAB WOMEN S"),
        ("Oak Road Men's Shed", "OAK ROAD MEN S SHE"),
        ("Straße", "STRASSE"),
        ("STRAẞE", "STRASSE"),
        ("Łódź", "LODZ"),
        ("Đorđe", "DORDE"),
        ("Æsir & Œuvre", "AESIR & OEUVRE"),
        ("Þórður", "THORDUR"),
        ("Ħamrun Ŋŧ", "HAMRUN NT"),
        ("Təbriz", "TABRIZ"),
        ("İstanbul ışık", "ISTANBUL ISIK"),
        ("Zoë  Ñandú", "ZOE NANDU"),
        ("A–B — C", "A-B - C"),
        ("=1+1", "1 1"),
        ("-Dash", "DASH"),
        ("@home", "HOME"),
        ("Tea🎈Room", "TEA ROOM"),
        ("مجموعة", ""),
        ("北京", ""),
        ("---", ""),
    ],
)
def test_name_is_written_in_letters_that_banks_carry(name, carried):
    assert bank_text(name) == carried
    assert bank_text(carried) == carried


def test_name_is_cut_to_eighteen_without_a_space_at_its_end():
    assert bank_text("Community Welbein Group") == "COMMUNITY WELBEIN"


def test_file_is_the_golden_one_byte_for_byte():
    content = bank_csv(LINES, "GBP")
    assert content == GOLDEN.read_bytes()
    assert hashlib.sha256(content).hexdigest() == SEAL


def test_golden_file_adds_up_and_holds_nothing_that_runs():
    rows = list(csv.DictReader(io.StringIO(GOLDEN.read_bytes().decode("ascii"), newline="")))
    pennies = sum(int(row["Amount"].replace(".", "")) for row in rows)
    assert (len(rows), pennies) == (7, sum(line.amount for line in LINES))
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell[0] in "=+-@'\t\r"] == []
    assert {(len(row["Sort code"]), len(row["Account number"])) for row in rows} == {(6, 8)}
    assert GOLDEN.read_bytes().count(b"\r\n") == GOLDEN.read_bytes().count(b"\n") == 8
