"""Dates, and a start with its end."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.kit.clock import add_months
from grants.ground.kit.errors import refuse
from grants.ground.questions.rules.spec import QuestionSpec
from grants.ground.questions.rules.types.raw import Display, Found, bare
from grants.ground.questions.rules.words import day_in_words

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def clean_date(question: QuestionSpec, raw: Any, currency: str) -> str | None:
    """An ISO date, from {"day", "month", "year"} as typed (a month may be a name), from one text like "27 3 2027", or
    from an ISO date.
    """
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
        return bare(raw.get("day")), bare(raw.get("month")), bare(raw.get("year"))
    parts = [*re.split(r"[\s/.-]+", bare(raw)), "", ""][:3]
    return (parts[2], parts[1], parts[0]) if re.match(r"\d{4}", parts[0]) else (parts[0], parts[1], parts[2])


def _month(text: str) -> int:
    name = text.casefold()[:3]
    return MONTHS.index(name) + 1 if name in MONTHS else int(text)


def limit_date(question: QuestionSpec, value: str, currency: str) -> Found:
    """A date from `earliest` to `latest`. ISO dates compare as text."""
    if question.earliest and value < question.earliest:
        return [("date_too_early", _("Enter a date on or after %(date)s.") % {"date": day_in_words(question.earliest)})]
    if question.latest and value > question.latest:
        return [("date_too_late", _("Enter a date on or before %(date)s.") % {"date": day_in_words(question.latest)})]
    return []


def show_date(question: QuestionSpec, value: str, currency: str, language: str) -> Display:
    return day_in_words(value)


def clean_date_range(question: QuestionSpec, raw: Any, currency: str) -> dict[str, str] | None:
    """{"start", "end"}, ISO dates; one of them may still be empty."""
    typed = raw if isinstance(raw, Mapping) else {}
    found = {part: clean_date(question, typed.get(part), currency) or "" for part in ("start", "end")}
    return found if any(found.values()) else None


def limit_date_range(question: QuestionSpec, value: Mapping[str, str], currency: str) -> Found:
    """Both days, the end not before the start, from `earliest` to `latest`, and `least` to `most` days long or at most
    `most_months`. A start and an end on one day are one day.
    """
    if not value["start"]:
        return [("start_missing", _("Enter when it starts."))]
    if not value["end"]:
        return [("end_missing", _("Enter when it ends."))]
    if value["end"] < value["start"]:
        return [("ends_before_start", _("The end must not be before the start. Check both dates."))]
    edges = [problem for part in ("start", "end") for problem in limit_date(question, value[part], currency)]
    return edges + _length_problems(question, *(dt.date.fromisoformat(value[part]) for part in ("start", "end")))


def _length_problems(question: QuestionSpec, start: dt.date, end: dt.date) -> Found:
    days = (end - start).days + 1
    if question.least is not None and days < question.least:
        sentence = ngettext(
            "Make it at least %(limit)s day long.", "Make it at least %(limit)s days long.", question.least
        )
        return [("too_short", sentence % {"limit": question.least})]
    if question.most is not None and days > question.most:
        sentence = ngettext(
            "Make it at most %(limit)s day long.", "Make it at most %(limit)s days long.", question.most
        )
        return [("too_long", sentence % {"limit": question.most})]
    if question.most_months is not None and end >= add_months(start, question.most_months):
        months = question.most_months
        sentence = ngettext("Make it at most %(limit)s month long.", "Make it at most %(limit)s months long.", months)
        return [("too_long", sentence % {"limit": months})]
    return []


def show_date_range(question: QuestionSpec, value: Mapping[str, str], currency: str, language: str) -> Display:
    """From one day to another."""
    days = {part: day_in_words(day) if day else "…" for part, day in value.items()}
    return _("%(start)s to %(end)s") % days
