"""Addresses, in the shape of the funder's country."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.errors import refuse
from grants.ground.kit.postcodes import US_STATES, clean_postcode
from grants.ground.kit.text import in_language
from grants.ground.questions.rules.spec import QuestionSpec
from grants.ground.questions.rules.types.raw import Display, Found, bare
from grants.ground.questions.rules.types.words import clean_short_text

PARTS = ("line1", "line2", "town", "state", "postcode", "place")


def address_parts(question: QuestionSpec) -> tuple[str, ...]:
    """The parts of an address that are asked: a state only in the United States, a place only where it is wanted."""
    left_out = {"place"} if "place" not in question.asks else set()
    left_out |= {"state"} if question.country != "US" else set()
    return tuple(part for part in PARTS if part not in left_out)


def clean_address(question: QuestionSpec, raw: Any, currency: str) -> dict[str, str] | None:
    """{part: text} of the parts that are asked, empty ones too. Refuses a postcode, state or place that cannot be."""
    typed = raw if isinstance(raw, Mapping) else {}
    address = {part: clean_short_text(question, typed.get(part), currency) or "" for part in address_parts(question)}
    if not any(address.values()):
        return None
    if address["postcode"]:
        address["postcode"] = _postcode(question, address["postcode"])
    if address.get("state"):
        address["state"] = bare(address["state"]).upper()
        if address["state"] not in US_STATES:
            raise refuse("no_such_state", _("Enter the state in two letters, like IL."), question.key)
    if address.get("place") and question.option(address["place"]) is None:
        raise refuse("not_offered", _("Choose from the list."), question.key)
    return address


def _postcode(question: QuestionSpec, text: str) -> str:
    found = clean_postcode(text, question.country)
    if found is not None:
        return found
    if question.country == "US":
        raise refuse("not_a_postcode", _("Enter a ZIP code, like 60601."), question.key)
    if question.country == "GB":
        raise refuse("not_a_postcode", _("Enter a full postcode, like M1 1AE."), question.key)
    raise refuse("not_a_postcode", _("Check the postcode."), question.key)


def limit_address(question: QuestionSpec, value: Mapping[str, str], currency: str) -> Found:
    """A first line, a town, a postcode, and the state and the place where they are asked."""
    sentences = {
        "line1": _("Enter the first line of the address."),
        "town": _("Enter the town or city."),
        "state": _("Enter the state in two letters, like IL."),
        "postcode": _("Enter a ZIP code, like 60601.") if question.country == "US" else _("Enter the postcode."),
        "place": _("Choose the place it is in."),
    }
    wanted = [part for part in address_parts(question) if part != "line2" and not value.get(part)]
    return [("address_incomplete", sentences[part]) for part in wanted]


def show_address(question: QuestionSpec, value: Mapping[str, str], currency: str, language: str) -> Display:
    """As on an envelope, a line each; the place last."""
    end = " ".join(part for part in (value.get("state"), value.get("postcode")) if part)
    town = f"{value['town']}, {end}" if question.country == "US" and value.get("town") and end else ""
    lines = [value.get("line1"), value.get("line2"), *([town] if town else [value.get("town"), end])]
    option = question.option(value.get("place", ""))
    return "\n".join(line for line in (*lines, in_language(option.label, language) if option else "") if line)
