"""An organisation: its name, and its number in a public register. Nothing is said of which ones we know."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.errors import refuse
from grants.ground.kit.registers import clean_register_number
from grants.ground.questions.rules.spec import QuestionSpec
from grants.ground.questions.rules.types.raw import Display, Found, bare
from grants.ground.questions.rules.types.words import clean_short_text

LONGEST_NAME = 120


def clean_organisation(question: QuestionSpec, raw: Any, currency: str) -> dict[str, str] | None:
    """{"name", "number"}; a number is empty or one that a register of the country could have given."""
    typed = raw if isinstance(raw, Mapping) else {}
    name = clean_short_text(question, typed.get("name"), currency) or ""
    number = bare(typed.get("number"))[:60]
    if not name and not number:
        return None
    found = clean_register_number(number, question.country) if number else ""
    if found is None:
        raise refuse("not_a_register_number", _not_a_number(question.country), question.key)
    return {"name": name, "number": found}


def _not_a_number(country: str) -> str:
    if country == "GB":
        return _("Enter a charity number like 1123456 or SC012345, or a company number like 01234567.")
    return _("Check the register number. Leave it empty if there is none.")


def limit_organisation(question: QuestionSpec, value: Mapping[str, str], currency: str) -> Found:
    """A name, not too long; a number where it is wanted."""
    found = []
    if not value["name"]:
        found.append(("name_missing", _("Enter the name of the organisation.")))
    if len(value["name"]) > LONGEST_NAME:
        sentence = _("Shorten this to %(most)s characters or fewer. It has %(count)s.")
        found.append(("too_many_characters", sentence % {"most": LONGEST_NAME, "count": len(value["name"])}))
    if "number" in question.asks and not value["number"]:
        found.append(("number_missing", _("Enter the charity or company number.")))
    return found


def show_organisation(question: QuestionSpec, value: Mapping[str, str], currency: str, language: str) -> Display:
    """The name, and the number under it."""
    return "\n".join(text for text in (value["name"], value["number"]) if text)
