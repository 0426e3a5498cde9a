"""From what a person typed to a typed answer, or to one clear sentence.

A typed answer is JSON: text, a whole number, minor units of money, an ISO date, a code, a list of codes, or rows with a
UUID `id`; yes and no are True and False. None is no answer. Cleaning a typed answer gives it back unchanged. What is
over a limit (too long, too many, too much) is kept as a draft, and told by `forms.limit_problems`.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker, Refusal, refuse
from grants.ground.kit.money import LARGEST_MINOR, parse_minor
from grants.ground.kit.text import INVISIBLE, tidy
from grants.ground.questions.rules.spec import QuestionSpec

LONGEST_TEXT = 50_000
LONGEST_LINE = 1_000
LARGEST_NUMBER = 10**9
LONGEST_AMOUNT = 40
MOST_ROWS = 60
YES_NO = {"yes": True, "no": False}

Value = Any
Cleaner = Callable[[QuestionSpec, Any, str], Value]


def clean_answer(question: QuestionSpec, raw: Any, currency: str = "GBP") -> Value:
    """The typed answer in what was posted for a question, or None when nothing was answered.

    Raises Refusal, at the question's key, for what cannot be kept as its type: "ten" for a number, 31 February,
    a code that was never offered. File answers live in their own rows and clean to None.
    """
    return CLEANERS[question.type](question, raw, currency)


def _line(raw: Any) -> str:
    return re.sub(r"\s+", " ", tidy(raw if isinstance(raw, str) else ""))


def _bare(raw: Any) -> str:
    """A line without the invisible marks that copying and dictation leave behind."""
    return _line(raw).translate(INVISIBLE).strip()


def clean_short_text(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """One line: a pasted table or paragraph becomes one line too."""
    text = _line(raw)
    if len(text) > LONGEST_LINE:
        raise refuse("text_far_too_long", _("This is far too long for one line. Shorten it."), question.key)
    return text or None


def clean_long_text(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """Text as written, over its word limit or not."""
    text = tidy(raw if isinstance(raw, str) else "")
    if len(text) > LONGEST_TEXT:
        sentence = _("This is too long for us to keep: 50,000 characters at most. Shorten it and save again.")
        raise refuse("text_far_too_long", sentence, question.key)
    return text or None


def clean_number(question: QuestionSpec, raw: Any, currency: str) -> int | None:
    """A whole number: "12", "1,200", "1 200"."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    text = re.sub(r"\s", "", _bare(raw))
    if not text:
        return None
    if not re.fullmatch(r"-?(\d+|\d{1,3}(,\d{3})+)", text):
        raise refuse("not_a_whole_number", _not_a_whole_number(text), question.key)
    number = int(text.replace(",", "")[:20])
    if abs(number) > LARGEST_NUMBER:
        raise refuse("number_too_large", _("This number is too large. Check it."), question.key)
    return number


def _not_a_whole_number(text: str) -> str:
    if re.fullmatch(r"-?\d+[.,]\d+", text):
        return _("Enter a whole number, with nothing after a point or comma, like 12.")
    return _("Enter a number in digits, like 12.")


def clean_money(question: QuestionSpec, raw: Any, currency: str) -> int | None:
    """Minor units: "1850", "£1,850.50"."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    text = _bare(raw)
    if len(text) > LONGEST_AMOUNT:
        raise refuse("money_too_large", _("This amount is too large. Check the number of zeros."), question.key)
    return parse_minor(text, currency, field=question.key) if text else None


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def clean_date(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """An ISO date, from {"day", "month", "year"} as typed (a month may be a name) or from an ISO date."""
    day, month, year = _date_parts(raw)
    if not (day or month or year):
        return None
    if not (day and month and year):
        sentence = _("Enter a day, a month and a year, like 27 3 2027.")
        raise refuse("date_incomplete", sentence, question.key)
    if not re.fullmatch(r"\d{4}", year):
        raise refuse("date_year", _("Enter the year in four digits, like 2027."), question.key)
    try:
        return dt.date(int(year), _month(month), int(day)).isoformat()
    except ValueError:
        sentence = _("There is no such date as %(day)s %(month)s %(year)s. Check the day and the month.")
        parts = {"day": day[:12], "month": month[:12], "year": year}
        raise refuse("date_does_not_exist", sentence % parts, question.key) from None


def _date_parts(raw: Any) -> tuple[str, str, str]:
    if isinstance(raw, Mapping):
        return _bare(raw.get("day")), _bare(raw.get("month")), _bare(raw.get("year"))
    year, month, day = [*_bare(raw).split("-"), "", ""][:3]
    return day, month, year


def _month(text: str) -> int:
    name = text.casefold()[:3]
    return MONTHS.index(name) + 1 if name in MONTHS else int(text)


def clean_yes_no(question: QuestionSpec, raw: Any, currency: str) -> bool | None:
    """True for "yes", False for "no"."""
    if isinstance(raw, bool):
        return raw
    code = _bare(raw)
    if code and code not in YES_NO:
        raise refuse("not_offered", _("Choose yes or no."), question.key)
    return YES_NO.get(code)


def clean_choice(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """The code of one offered option."""
    code = _bare(raw)
    return _offered(question, [code])[0] if code else None


def clean_choices(question: QuestionSpec, raw: Any, currency: str) -> list[str] | None:
    """Codes of offered options, each once, in the order offered."""
    given = raw if isinstance(raw, Sequence) and not isinstance(raw, str) else [raw]
    codes = [_bare(code) for code in given if _bare(code)]
    return _offered(question, codes) or None


def _offered(question: QuestionSpec, codes: Sequence[str]) -> list[str]:
    known = [option.code for option in question.options if option.code in codes]
    if set(codes) - set(known):
        raise refuse("not_offered", _("Choose from the list."), question.key)
    return known


def clean_email(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """An email address, its domain in lower case."""
    text = _bare(raw).replace(" ", "")
    if not text:
        return None
    try:
        validate_email(text)
    except ValidationError:
        raise refuse("not_an_email", _("Enter an email address, like name@example.org."), question.key) from None
    name, domain = text.rsplit("@", 1)
    return f"{name}@{domain.lower()}"


def clean_phone(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """A phone number as typed, with 7 to 15 digits."""
    text = _bare(raw)
    if not text:
        return None
    if not re.fullmatch(r"\+?[\d\s().\-–/]+", text) or not 7 <= len(digits(text)) <= 15:
        sentence = _("Enter a phone number, like 0161 496 0000 or +44 7700 900123.")
        raise refuse("not_a_phone", sentence, question.key)
    return text


def digits(text: str) -> str:
    """The digits of a text, for comparing phone numbers."""
    return re.sub(r"\D", "", text)


def clean_file(question: QuestionSpec, raw: Any, currency: str) -> None:
    """Files are rows of their own."""


def clean_budget(question: QuestionSpec, raw: Any, currency: str) -> list[dict[str, Any]] | None:
    """Rows of {"id", "item", "cost"}; empty rows fall away. Every row needs both."""
    rows, blockers = [], []
    for number, row in enumerate(_rows(question, raw), start=1):
        item, cost = _line(row.get("item")), row.get("cost")
        if not item and not _given(cost):
            continue
        try:
            clean_short_text(question, item, currency)
            rows.append({"id": _row_id(row), "item": item, "cost": _cost(question, number, item, cost, currency)})
        except Refusal as refusal:
            blockers += refusal.blockers
    if blockers:
        raise Refusal(blockers)
    return rows or None


def _cost(question: QuestionSpec, number: int, item: str, cost: Any, currency: str) -> int:
    if not _given(cost):
        sentence = _("Row %(number)s: enter what “%(item)s” costs.")
        raise refuse("budget_cost_missing", sentence % {"number": number, "item": item[:60]}, question.key)
    if not item:
        sentence = _("Row %(number)s: say what the money is for.")
        raise refuse("budget_item_missing", sentence % {"number": number}, question.key)
    try:
        minor: int | None = clean_money(question, cost, currency)
    except Refusal as refusal:
        raise _at_row(refusal, number) from None
    if minor is None or not 0 <= minor <= LARGEST_MINOR:
        raise refuse("money_too_large", _("Check the amounts."), question.key)
    return minor


def _at_row(refusal: Refusal, number: int) -> Refusal:
    said = refusal.blockers[0]
    sentence = _("Row %(number)s: %(sentence)s") % {"number": number, "sentence": said.sentence}
    return Refusal([Blocker(said.code, sentence, said.field)])


def _given(raw: Any) -> bool:
    return isinstance(raw, int) or bool(_bare(raw))


def _rows(question: QuestionSpec, raw: Any) -> list[Mapping[str, Any]]:
    rows = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, Sequence) else []
    if len(rows) > MOST_ROWS:
        raise refuse("too_many_rows", _("There are too many rows. Join some of them together."), question.key)
    return rows


def _row_id(row: Mapping[str, Any]) -> str:
    try:
        return str(uuid.UUID(str(row.get("id") or "")))
    except ValueError:
        return str(uuid.uuid4())


def clean_people(question: QuestionSpec, raw: Any, currency: str) -> list[dict[str, Any]] | None:
    """Rows of {"id", "name", "email", "phone"}; empty rows fall away. Missing parts are told before sending."""
    people, blockers = [], []
    for row in _rows(question, raw):
        try:
            person = {
                "id": _row_id(row),
                "name": clean_short_text(question, row.get("name"), currency) or "",
                "email": clean_email(question, row.get("email"), currency) or "",
                "phone": clean_phone(question, row.get("phone"), currency) or "",
            }
        except Refusal as refusal:
            blockers += refusal.blockers
            continue
        if person["name"] or person["email"] or person["phone"]:
            people.append(person)
    if blockers:
        raise Refusal(blockers)
    return people or None


CLEANERS: dict[str, Cleaner] = {
    "short_text": clean_short_text,
    "long_text": clean_long_text,
    "number": clean_number,
    "money": clean_money,
    "date": clean_date,
    "yes_no": clean_yes_no,
    "choice": clean_choice,
    "choices": clean_choices,
    "email": clean_email,
    "phone": clean_phone,
    "file": clean_file,
    "budget": clean_budget,
    "people": clean_people,
    "districts": clean_choices,
    "terms": clean_choices,
}
