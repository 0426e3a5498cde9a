"""A plain CSV that bank portals import: one payment a line."""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from grants.ground.kit.money import plain_minor
from grants.ground.kit.text import csv_safe

LONGEST_NAME = 18

# Letters that Unicode decomposition would drop without a word (domain 4.6).
LATIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L"}
    | {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i", "’": " ", "‘": " ", "'": " "}
    | {"ẞ": "SS", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "n", "Ŋ": "N", "ə": "a", "Ə": "A", "–": "-", "—": "-"}
)


@dataclass(frozen=True)
class BankLine:
    """One payment. `sort_code` has 6 digits, `account_number` 8; the amount is in minor units."""

    sort_code: str
    account_number: str
    payee_name: str
    amount: int
    reference: str
    pay_on: dt.date


def bank_text(text: str, longest: int = LONGEST_NAME) -> str:
    """A name as banks can carry it: A-Z, 0-9, space . & / -, upper case, cut to `longest`.

    It begins with a letter or digit, so that no spreadsheet runs it. Empty when nothing of it is in Latin letters.
    """
    plain = unicodedata.normalize("NFKD", text.translate(LATIN))
    kept = re.sub(r"[^A-Z0-9 .&/\-]+", " ", "".join(c for c in plain.upper() if not unicodedata.combining(c)))
    return re.sub(r" +", " ", kept).lstrip(" .&/-")[:longest].strip()


def bank_csv(lines: Sequence[BankLine], currency: str) -> bytes:
    """UTF-8, CRLF, a header line, then the payments in the order given. The same lines make the same bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Sort code", "Account number", "Payee name", "Amount", "Currency", "Reference", "Pay on"])
    for line in lines:
        writer.writerow(
            [
                line.sort_code,
                line.account_number,
                csv_safe(bank_text(line.payee_name)),
                plain_minor(line.amount, currency),
                currency,
                csv_safe(bank_text(line.reference)),
                line.pay_on.isoformat(),
            ]
        )
    return out.getvalue().encode()
