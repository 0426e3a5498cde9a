"""People to talk to: different ones, each with a name and a way to be reached."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.kit.errors import Refusal
from grants.ground.questions.rules.spec import CONTACTS, QuestionSpec
from grants.ground.questions.rules.types.raw import Display, Found, digits, row_id, rows_of
from grants.ground.questions.rules.types.words import clean_email, clean_phone, clean_short_text


def clean_people(question: QuestionSpec, raw: Any, currency: str) -> list[dict[str, Any]] | None:
    """Rows of {"id", "name", "email", "phone"}, with "language" and "is_apart" where they are asked; empty rows fall
    away. Missing parts are told before sending.
    """
    people, blockers = [], []
    for row in rows_of(question, raw):
        try:
            person = {
                "id": row_id(row),
                "name": clean_short_text(question, row.get("name"), currency) or "",
                "email": clean_email(question, row.get("email"), currency) or "",
                "phone": clean_phone(question, row.get("phone"), currency) or "",
                **_besides(question, row, currency),
            }
        except Refusal as refusal:
            blockers += refusal.blockers
            continue
        if person["name"] or person["email"] or person["phone"]:
            people.append(person)
    if blockers:
        raise Refusal(blockers)
    return people or None


def _besides(question: QuestionSpec, row: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """What is asked of a person besides how to reach them."""
    found: dict[str, Any] = {}
    if "language" in question.asks:
        found["language"] = clean_short_text(question, row.get("language"), currency) or ""
    if "apart" in question.asks:
        found["is_apart"] = row.get("is_apart") in {True, "yes", "on"}
    return found


def fewest(question: QuestionSpec) -> int:
    """How many people must be named: two, unless the question says otherwise."""
    return CONTACTS if question.least is None else question.least


def most_people(question: QuestionSpec) -> int:
    """How many people may be named: as many as must, unless the question says more."""
    return question.most or max(CONTACTS, fewest(question))


def limit_people(question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str) -> Found:
    """Enough people, each with a name and an email or a phone, all of them different."""
    found = [problem for number, person in enumerate(value, start=1) for problem in _contact_problems(number, person)]
    if len(value) > most_people(question):
        sentence = ngettext("Name %(most)s person.", "Name up to %(most)s people.", most_people(question))
        found.append(("too_many_people", sentence % {"most": most_people(question)}))
    if len(value) < fewest(question):
        found.append(("second_person_missing", _too_few(fewest(question))))
    elif any(_same_contact(one, other) for one, other in combinations(value, 2)):
        sentence = _(
            "Give two different people. Each needs their own email or phone: "
            "for example Amina on 0161 496 0001 and Tom on tom@example.org."
        )
        found.append(("same_person_twice", sentence))
    elif "apart" in question.asks and not all(person.get("is_apart") for person in value[1:]):
        found.append(("people_related", _("Tick that the people are not related and do not live together.")))
    return found


def missing_people(question: QuestionSpec) -> str:
    """What is said when nobody is named."""
    if fewest(question) == CONTACTS:
        return _("Tell us two people we can talk to.")
    return _too_few(max(1, fewest(question)))


def _too_few(least: int) -> str:
    if least == CONTACTS:
        return _("Tell us a second person we can talk to.")
    sentence = ngettext("Tell us %(least)s person.", "Tell us at least %(least)s people.", least)
    return sentence % {"least": least}


def _contact_problems(number: int, person: Mapping[str, Any]) -> Found:
    if not person["name"]:
        return [("name_missing", _("Person %(number)s: enter a name.") % {"number": number})]
    if not person["email"] and not person["phone"]:
        return [("contact_missing", _("Person %(number)s: enter an email or a phone number.") % {"number": number})]
    return []


def _same_contact(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    def same(read: Callable[[Mapping[str, Any]], str]) -> bool:
        return bool(read(one)) and read(one) == read(other)

    return (
        same(lambda person: person["email"].casefold())
        or same(lambda person: digits(person["phone"]))
        or same(lambda person: person["name"].casefold())
    )


def show_people(question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str, language: str) -> Display:
    return [[person["name"], person["email"], person["phone"], *_shown_besides(person)] for person in value]


def _shown_besides(person: Mapping[str, Any]) -> list[str]:
    return [person["language"]] if person.get("language") else []
