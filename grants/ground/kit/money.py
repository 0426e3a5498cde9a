"""Money: integer minor units with a currency. No floats, no decimals in the database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency, get_currency_precision, get_currency_symbol
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Refusal, refuse

LARGEST_MINOR = 10**13


@dataclass(frozen=True, order=False)
class Money:
    """An amount in minor units (pence, cents) of one currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int) or isinstance(self.minor, bool):
            raise TypeError("Money counts whole minor units")

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)


def minor_digits(currency: str) -> int:
    """How many digits follow the decimal mark in a currency: 2 for GBP, 0 for JPY."""
    return int(get_currency_precision(currency))


def parse_minor(text: str, currency: str, *, field: str = "") -> int:
    """Minor units from what a person typed: "1850", "£1,850", "1,850.50", "1 850".

    Raises Refusal with a sentence for anything else: words, more digits than the currency has, negative amounts,
    and a comma or point that could mean either thousands or pence ("1,5", "10.000").
    """
    cleaned = re.sub(r"[\s\u00a0\u202f£$€]", "", text)
    if re.fullmatch(r"-.+", cleaned):
        raise refuse("money_negative", _("Enter an amount of 0 or more."), field)
    match = re.fullmatch(r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?", cleaned)
    if not match:
        raise refuse("money_not_a_number", _("Enter an amount in numbers, like 1850 or 1,850.50."), field)
    digits = minor_digits(currency)
    whole, fraction = match[1].replace(",", ""), match[2] or ""
    if fraction and (digits == 0 or len(fraction) not in {1, digits}):
        raise refuse("money_too_fine", _("Enter pounds and pence, like 1850 or 1850.50."), field)
    minor: int = int(whole) * 10**digits + int((fraction + "0" * digits)[:digits] or 0)
    if minor > LARGEST_MINOR:
        raise refuse("money_too_large", _("This amount is too large. Check the number of zeros."), field)
    return minor


def parse_minor_or_none(text: str, currency: str) -> int | None:
    """As parse_minor, with None in place of a refusal."""
    try:
        return parse_minor(text, currency)
    except Refusal:
        return None


def format_minor(minor: int, currency: str, locale: str = "") -> str:
    """`£1,850` when whole, `£1,850.50` when not, in the manner of the locale; of the language of the moment by default.

    The sign is the one of the funder's own papers: £, not GBP or UK£, which other languages would write.
    """
    return _written(minor, currency, locale or to_locale(get_language() or "en-gb"))


@lru_cache(maxsize=4096)  # lists show the same amounts again and again, and the locale's pattern is slow
def _written(minor: int, currency: str, locale: str) -> str:
    digits = minor_digits(currency)
    scale = 10**digits
    is_whole = minor % scale == 0
    pattern = Locale.parse(locale).currency_formats["standard"].pattern
    pattern = pattern.replace("¤", f"'{get_currency_symbol(currency, 'en_GB')}'")
    pattern = pattern.replace(".00", "") if is_whole else pattern
    whole_and_part = f"{'-' if minor < 0 else ''}{abs(minor) // scale}.{abs(minor) % scale:0{max(digits, 1)}d}"
    return str(format_currency(whole_and_part, currency, pattern, locale=locale, currency_digits=not is_whole))


def plain_minor(minor: int, currency: str = "GBP") -> str:
    """`1850.50`: for files that machines read."""
    digits = minor_digits(currency)
    sign, whole, part = "-" if minor < 0 else "", abs(minor) // 10**digits, abs(minor) % 10**digits
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def split_by_largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in parts proportional to `weights`, adding up to the unit; ties go to the earlier part.

    100000 over 1:1:1 is 33334, 33333, 33333 (domain 4.2). Weights are non-negative, at least one positive.
    """
    if total < 0 or any(weight < 0 for weight in weights) or sum(weights) <= 0:
        raise ValueError("split needs a total of 0 or more and some weight")
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    for index in sorted(range(len(weights)), key=lambda i: (-remainders[i], i))[: total - sum(parts)]:
        parts[index] += 1
    return parts
