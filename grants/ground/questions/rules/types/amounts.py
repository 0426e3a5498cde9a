"""Whole numbers and money."""

import re
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.errors import refuse
from grants.ground.kit.money import format_minor, parse_minor
from grants.ground.questions.rules.spec import QuestionSpec
from grants.ground.questions.rules.types.raw import Display, Found, above, bare

LARGEST_NUMBER = 10**9
LONGEST_AMOUNT = 40


def clean_number(question: QuestionSpec, raw: Any, currency: str) -> int | None:
    """A whole number: "12", "1,200", "1 200"."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    text = re.sub(r"\s", "", bare(raw))
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
    text = bare(raw)
    if len(text) > LONGEST_AMOUNT:
        raise refuse("money_too_large", _("This amount is too large. Check the number of zeros."), question.key)
    return parse_minor(text, currency, field=question.key) if text else None


def limit_number(question: QuestionSpec, value: int, currency: str) -> Found:
    """A number between `least` (0 unless set) and `most`."""
    least = question.least or 0
    if value < least:
        return [("number_too_small", _("Enter %(least)s or more.") % {"least": least})]
    if above(question, value):
        return [("number_too_large", _("Enter %(most)s or less.") % {"most": question.most})]
    return []


def limit_money(question: QuestionSpec, value: int, currency: str) -> Found:
    """An amount between `least` and `most`."""
    return _amount_between(value, question.least, question.most, currency)


def _amount_between(minor: int, least: int | None, most: int | None, currency: str) -> Found:
    if least is not None and minor < least:
        sentence = _("Enter %(least)s or more.")
        return [("money_too_small", sentence % {"least": format_minor(least, currency)})]
    if most is not None and minor > most:
        sentence = _("Enter %(most)s or less.")
        return [("money_too_much", sentence % {"most": format_minor(most, currency)})]
    return []


def show_money(question: QuestionSpec, value: int, currency: str, language: str) -> Display:
    return format_minor(value, currency)
