"""Conditions and checks in words, for the builder."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.ground.kit.money import format_minor
from grants.ground.kit.text import in_language
from grants.ground.questions.rules.conditions import CODED_TYPES
from grants.ground.questions.rules.spec import Check, Clause, Condition, FormSpec, Measure, QuestionSpec, answer_code
from grants.ground.questions.rules.words import day_in_words


def condition_in_words(condition: Condition | None, form: FormSpec, language: str) -> list[str]:
    """A condition as sentences, one a clause; none without a condition."""
    clauses = condition.clauses if condition else ()
    return [clause_in_words(clause, form, language) for clause in clauses]


def clause_in_words(clause: Clause, form: FormSpec, language: str) -> str:
    """One clause: `“What kind of group are you?” is “A registered charity”`."""
    asked = form.known(clause.key)
    if asked is None:
        return _("a question that is not there")
    facts = {"label": asked.label_in(language), "value": value_in_words(asked, clause.value, form.currency, language)}
    return _sentence(clause.test, asked.type) % facts


def _sentence(test: str, kind: str) -> str:
    if kind == "date" and test in {"more_than", "less_than"}:
        return _("“%(label)s” is after %(value)s") if test == "more_than" else _("“%(label)s” is before %(value)s")
    return {
        "is": _("“%(label)s” is %(value)s"),
        "is_not": _("“%(label)s” is not %(value)s"),
        "contains": _("“%(label)s” contains %(value)s"),
        "more_than": _("“%(label)s” is more than %(value)s"),
        "less_than": _("“%(label)s” is less than %(value)s"),
        "answered": _("“%(label)s” is answered"),
        "not_answered": _("“%(label)s” is not answered"),
    }[test]


def value_in_words(asked: QuestionSpec, value: Any, currency: str, language: str) -> str:
    """What an answer is compared with, as people read it."""
    if asked.type in CODED_TYPES:
        option = asked.option(answer_code(value))
        names = {"yes": _("Yes"), "no": _("No")}
        text = in_language(option.label, language) if option else ""
        return _("“%(text)s”") % {"text": text or names.get(answer_code(value), answer_code(value))}
    if isinstance(value, int) and asked.type in {"money", "budget", "table"}:
        return format_minor(value, currency)
    if asked.type == "date" and value:
        return day_in_words(value)
    return _("“%(text)s”") % {"text": value} if isinstance(value, str) else str(value)


def check_in_words(check: Check, form: FormSpec, language: str) -> str:
    """A check: `Sum of “From us” ≤ £15,000`."""
    sign = {"<=": "≤", ">=": "≥", "!=": "≠"}.get(check.op, check.op)
    chosen = _choice_in_words(check, form, language)
    if chosen:
        return f"{measure_in_words(check.left[0], form, language)} {sign} {chosen}"
    kind = _kind(check, form)
    sides = (" + ".join(measure_in_words(part, form, language, kind) for part in side)
             for side in (check.left, check.right))  # fmt: skip
    return f" {sign} ".join(sides)


def _choice_in_words(check: Check, form: FormSpec, language: str) -> str:
    """The choice that a check names; empty where it compares something else."""
    asked, code = form.question(check.left[0].key), check.right[0].value
    if asked is None or asked.type not in CODED_TYPES or not isinstance(code, str):
        return ""
    return value_in_words(asked, code, form.currency, language)


def _kind(check: Check, form: FormSpec) -> str:
    """Whether a check's constants are amounts of money."""
    return "money" if any(is_money(part, form) for part in (*check.left, *check.right)) else ""


def is_money(measure: Measure, form: FormSpec) -> bool:
    """Whether a measure is counted in money."""
    asked = form.question(measure.key) if measure.key else None
    column = asked.column(measure.column or asked.amount_column) if asked else None
    return column.type == "money" if column else bool(asked and asked.type in {"money", "budget"})


def measure_in_words(measure: Measure, form: FormSpec, language: str, kind: str = "") -> str:
    """One part of a check."""
    if measure.working_days is not None:
        count = measure.working_days
        return ngettext("%(count)s working day from today", "%(count)s working days from today", count) % {
            "count": count
        }
    if not measure.key:
        return _constant(measure.value, form.currency, kind)
    asked = form.question(measure.key)
    if asked is None:
        return _("a question that is not there")
    label, column = asked.label_in(language), asked.column(measure.column) if measure.column else None
    if not measure.column:
        return _("“%(label)s”") % {"label": label}
    name = in_language(column.label, language) if column else measure.column
    return _("sum of “%(column)s” in “%(label)s”") % {"column": name, "label": label}


def _constant(value: Any, currency: str, kind: str) -> str:
    if isinstance(value, int) and kind == "money":
        return format_minor(value, currency)
    return day_in_words(value) if isinstance(value, str) else str(value)
