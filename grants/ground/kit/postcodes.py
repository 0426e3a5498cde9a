"""Postcodes by country: their shape, and how they are written."""

import re

BRITISH = re.compile(
    r"(GIR|[A-Z]{1,2}\d[A-Z\d]?)(0AA|\d[ABD-HJLNP-UW-Z]{2})",
)
AMERICAN = re.compile(r"(\d{5})(\d{4})?")

US_STATES = [
    "AL",
    "AK",
    "AZ",
    "AR",
    "CA",
    "CO",
    "CT",
    "DE",
    "DC",
    "FL",
    "GA",
    "HI",
    "ID",
    "IL",
    "IN",
    "IA",
    "KS",
    "KY",
    "LA",
    "ME",
    "MD",
    "MA",
    "MI",
    "MN",
    "MS",
    "MO",
    "MT",
    "NE",
    "NV",
    "NH",
    "NJ",
    "NM",
    "NY",
    "NC",
    "ND",
    "OH",
    "OK",
    "OR",
    "PA",
    "PR",
    "RI",
    "SC",
    "SD",
    "TN",
    "TX",
    "UT",
    "VT",
    "VA",
    "WA",
    "WV",
    "WI",
    "WY",
    "AS",
    "GU",
    "MP",
    "VI",
]


def clean_postcode(text: str, country: str) -> str | None:
    """The postcode as it is written there ("SW1A 1AA", "60601-1234"), or None when it cannot be one.

    Elsewhere up to twelve letters and digits are taken as they are.
    """
    bare = re.sub(r"[\s-]", "", text).upper()
    if country == "GB":
        found = BRITISH.fullmatch(bare)
        return f"{found[1]} {found[2]}" if found else None
    if country == "US":
        found = AMERICAN.fullmatch(bare)
        return "-".join(part for part in found.groups() if part) if found else None
    plain = re.sub(r"\s+", " ", text).strip().upper()
    return plain if re.fullmatch(r"[A-Z0-9 -]{2,12}", plain) else None
