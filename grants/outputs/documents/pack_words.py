"""Limits and conditions of questions in words, for whoever reads them on paper."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.desks.web.questions.fields import QuestionField
from grants.desks.web.questions.states import FieldState
from grants.ground.kit.money import format_minor
from grants.ground.questions.rules import Condition, FormSpec, QuestionSpec, condition_in_words
from grants.ground.questions.rules.words import day_in_words


def when_asked(condition: Condition | None, form: FormSpec, language: str) -> list[str]:
    """When something is asked at all, as sentences that all hold; none for always."""
    clauses = condition_in_words(condition, form, language)
    if condition is not None and condition.way == "any" and len(clauses) > 1:
        return [_(" or ").join(clauses)]
    return clauses


def limits_in_words(question: QuestionSpec, currency: str, language: str) -> list[str]:
    """What the screen says of a question's limits, and the amounts, days and sizes between which an answer lies."""
    on_screen = QuestionField(question, language, currency, FieldState()).limit
    told = [on_screen] if on_screen else []
    say = SAYS.get(question.type)
    if say is not None:
        told += [_between(say, question.least, question.most, currency)]
    if question.least_total is not None or question.most_total is not None:
        told += [_between(_money, question.least_total, question.most_total, currency, _("In all: "))]
    if question.earliest or question.latest:
        told += [_days(question)]
    return [line for line in told if line]


def _between(
    say: Callable[[int, str], str], least: int | None, most: int | None, currency: str, start: str = ""
) -> str:
    """“From 2 to 6 rows.” Limits that are not set are left out."""
    low = say(least, currency) if least else ""
    high = say(most, currency) if most is not None else ""
    if low and high:
        return start + _("from %(low)s to %(high)s") % {"low": low, "high": high}
    if low:
        return start + _("at least %(low)s") % {"low": low}
    return start + _("at most %(high)s") % {"high": high} if high else ""


def _days(question: QuestionSpec) -> str:
    first = day_in_words(question.earliest) if question.earliest else ""
    last = day_in_words(question.latest) if question.latest else ""
    if first and last:
        return _("from %(low)s to %(high)s") % {"low": first, "high": last}
    return _("not before %(day)s") % {"day": first} if first else _("not after %(day)s") % {"day": last}


def _money(count: int, currency: str) -> str:
    return format_minor(count, currency)


def _plain(count: int, currency: str) -> str:
    return str(count)


def _characters(count: int, currency: str) -> str:
    return ngettext("%(count)s character", "%(count)s characters", count) % {"count": count}


def _choices(count: int, currency: str) -> str:
    return ngettext("%(count)s choice", "%(count)s choices", count) % {"count": count}


def _rows(count: int, currency: str) -> str:
    return ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}


# What `least` and `most` count, where the screen does not say it beside the question already.
SAYS: Mapping[str, Callable[[int, str], str]] = {
    "short_text": _characters,
    "number": _plain,
    "money": _money,
    "choices": _choices,
    "districts": _choices,
    "terms": _choices,
    "budget": _rows,
}
