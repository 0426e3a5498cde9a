"""360Giving open data, schema 1.4: what was granted, to whom, for what. Mapping in domain 4.10."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from grants.ground.kit.clock import local_date
from grants.ground.kit.text import in_language
from grants.ground.reference.models import District, Funder, Term
from grants.outputs.exports import queries
from grants.stages.awards.models import Award

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LONGEST_TITLE = 140
# The money goes through a host; the recipient stays the group (code list regrantType of the standard).
FISCAL_SPONSOR = "FRG050"
VOCABULARIES = {"populations": "Who it is for", "activities": "Activities"}


def open_data(*, funder: Funder, base_url: str, read_at: str, now: dt.datetime) -> Iterator[str]:
    """The whole package as pieces of JSON text, so that memory stays flat however many grants there are.

    `read_at` is the address at which people read the same.
    """
    head = _package(funder, base_url, read_at, now)
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "grants": ['
    words = _words()
    for index, award in enumerate(queries.in_chunks(queries.public_award_rows())):
        grant = _grant(award, funder, words, f"{base_url}/open-data/grants.json")
        yield (",\n" if index else "\n") + json.dumps(grant, ensure_ascii=False)
    yield "\n]}\n"


def _package(funder: Funder, base_url: str, read_at: str, now: dt.datetime) -> dict[str, Any]:
    return {
        "version": "1.4",
        "title": f"Grants of {funder.name}",
        "description": f"Every grant that {funder.name} made and may publish.",
        "issued": local_date(now, funder.timezone).isoformat(),
        "modified": local_date(now, funder.timezone).isoformat(),
        "license": LICENCE,
        "publisher": {"name": funder.name, "website": funder.website or base_url},
        "accessURL": read_at,
        "downloadURL": f"{base_url}/open-data/grants.json",
    }


class Words:
    """Labels of codes, read once for the whole file."""

    def __init__(self, districts: Mapping[str, District], terms: Mapping[tuple[str, str], str]) -> None:
        self.districts, self.terms = districts, terms


def _words() -> Words:
    return Words(
        {row.code: row for row in District.objects.all()},
        {(row.vocabulary, row.code): in_language(row.label, "en-gb") for row in Term.objects.all()},
    )


def _grant(award: Award, funder: Funder, words: Words, source: str) -> dict[str, Any]:
    """One grant. Empty fields are left out: absence is not an empty text."""
    grant: dict[str, Any] = {
        "id": f"{funder.open_data_prefix}-{award.reference}",
        "title": award.title[:LONGEST_TITLE],
        "description": award.public_summary or f"A grant to {award.organisation.name} for {award.title}.",
        "currency": funder.currency,
        "amountAppliedFor": _amount(award.requested),  # type: ignore[attr-defined]
        "amountAwarded": _amount(award.committed),  # type: ignore[attr-defined]
        "amountDisbursed": _amount(award.paid),  # type: ignore[attr-defined]
        "awardDate": local_date(award.decision.decided_at, funder.timezone).isoformat(),
        "plannedDates": [
            {
                "startDate": award.starts_on.isoformat(),
                "endDate": award.ends_on.isoformat(),
                "duration": _months(award.starts_on, award.ends_on),
            }
        ],
        "recipientOrganization": [_recipient(award, funder, words)],
        "fundingOrganization": [{"id": funder.org_identifier, "name": funder.name}],
        "grantProgramme": [{"code": award.call.programme_code or award.call.code, "title": award.call.title}],
        "fromOpenCall": "Yes",
        "regrantType": FISCAL_SPONSOR if award.payee_id != award.organisation_id else "",
        "beneficiaryLocation": [_location(words.districts[c]) for c in award.districts if c in words.districts],  # type: ignore[attr-defined]
        "classifications": list(_classifications(award, words)),
        "dateModified": award.status_since.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "dataSource": source,
    }
    return {key: value for key, value in grant.items() if value not in ("", [], None)}


def _amount(minor: int) -> int | float:
    """A plain number of pounds; whole when it is whole."""
    return minor // 100 if minor % 100 == 0 else round(minor / 100, 2)


def _months(start: dt.date, end: dt.date) -> int:
    """Whole months from start to end, at least one."""
    return max(1, round((end - start).days / 30.44))


def _recipient(award: Award, funder: Funder, words: Words) -> dict[str, Any]:
    """The group, by the register it stands on; groups on no register by an id of ours that stays theirs."""
    organisation = award.organisation
    found: dict[str, Any] = {"id": _org_id(organisation, funder), "name": organisation.name}
    if organisation.charity_number:
        found["charityNumber"] = organisation.charity_number
    if organisation.company_number:
        found["companyNumber"] = organisation.company_number.zfill(8)
    if organisation.postcode and organisation.is_address_public:
        found["postalCode"] = organisation.postcode
    if organisation.district and organisation.is_address_public:
        found["location"] = [_location(organisation.district)]
    return found


def _org_id(organisation: Any, funder: Funder) -> str:
    if organisation.charity_number:
        number = organisation.charity_number.upper().replace(" ", "")
        register = "GB-SC" if number.startswith("SC") else "GB-NIC" if number.startswith("NIC") else "GB-CHC"
        return f"{register}-{number}"
    if organisation.company_number:
        return f"GB-COH-{organisation.company_number.upper().zfill(8)}"
    return f"{funder.open_data_prefix}-ORG-{organisation.pk}"


def _location(district: District) -> dict[str, str]:
    found = {"name": district.name, "countryCode": "GB"}
    if district.geographic_code:
        found |= {"geoCode": district.geographic_code, "geoCodeType": district.geographic_code_type}
    return found


def _classifications(award: Award, words: Words) -> Iterator[dict[str, str]]:
    for vocabulary, title in VOCABULARIES.items():
        for code in getattr(award, vocabulary):
            label = words.terms.get((vocabulary, code))
            if label:
                yield {"vocabulary": title, "code": code, "title": label}
