"""Numbers of public registers: charities and companies, by country. Nothing is looked up; only the shape is checked."""

import re

from stdnum import get_cc_module

# Charities of England and Wales, Scotland, Northern Ireland; companies with eight digits or two letters and six.
BRITISH = re.compile(
    r"\d{6,7}(-\d{1,2})?|SC\d{6}|NIC1\d{5}|\d{8}"
    r"|(?:AC|CE|CS|FC|GE|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NZ|OC|OE|PC|RC|RS|SA|SE|SF|SI|SL|SO|SP|SR|SZ|ZC)\d{6}"
    r"|R0\d{6}|IP\d{5}R|SP\d{5}R"
)

# What groups are registered under elsewhere, as python-stdnum names it.
ELSEWHERE = {"US": "ein", "CA": "bn", "AU": "abn", "FR": "siren", "ES": "cif", "NL": "rsin", "PL": "krs", "IE": "vat"}


def clean_register_number(text: str, country: str) -> str | None:
    """The number as the register writes it, or None when no register of the country has such numbers.

    Where we know no register, letters and digits are taken as they are.
    """
    bare = re.sub(r"[\s.]", "", text).upper()
    if country == "GB":
        plain = re.sub(r"^(NO|NUMBER|CHARITY|COMPANY)[:.]?(?=\d)", "", bare)
        return plain if BRITISH.fullmatch(plain) else None
    module = get_cc_module(country.lower(), ELSEWHERE[country]) if country in ELSEWHERE else None
    if module is None:
        return bare if re.fullmatch(r"[A-Z0-9/-]{3,30}", bare) else None
    return str(module.compact(bare)) if module.is_valid(bare) else None
