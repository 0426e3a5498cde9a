"""Checks across questions: answers, sums of columns and constants that must agree."""

import datetime as dt
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker
from grants.ground.kit.text import in_language
from grants.ground.questions.rules.conditions import Values
from grants.ground.questions.rules.spec import (
    Check,
    FormSpec,
    Measure,
    QuestionSpec,
    Remark,
    Route,
    amount_of,
    answer_code,
    column_total,
)

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
WEIGHTS = ("stops", "warns", "notes", "offers", "moves")
STOPPING = ("stops", "moves")
REMARKING = ("warns", "notes")
ROUTING = ("offers", "moves")
CHOSEN = frozenset({"choice", "yes_no"})
WorkingDays = Callable[[int], dt.date]  # the day that comes so many working days after today


def check_from_record(record: Mapping[str, Any]) -> Check:
    """A Check from its JSON: {"id", "left", "op", "right", "sentence", "at", "weight", "call"}.

    A side is one measure or a list of them; a measure is {"answer": key}, {"column": column, "of": key},
    {"constant": value} or {"working_days": count}.
    """
    return Check(
        id=record.get("id", ""),
        left=_side(record["left"]),
        op=record["op"],
        right=_side(record["right"]),
        sentence=dict(record["sentence"]),
        at=record["at"],
        weight=record.get("weight", "stops"),
        call=record.get("call", ""),
    )


def _side(given: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> tuple[Measure, ...]:
    return tuple(_measure(part) for part in ([given] if isinstance(given, Mapping) else given))


def _measure(record: Mapping[str, Any]) -> Measure:
    if "constant" in record:
        return Measure(value=record["constant"])
    if "working_days" in record:
        return Measure(working_days=record["working_days"])
    return Measure(key=record.get("of") or record["answer"], column=record.get("column", ""))


def measure_record(measure: Measure) -> dict[str, Any]:
    """A measure as stored."""
    if measure.working_days is not None:
        return {"working_days": measure.working_days}
    if not measure.key:
        return {"constant": measure.value}
    return {"column": measure.column, "of": measure.key} if measure.column else {"answer": measure.key}


def check_problems(form: FormSpec, told: Values) -> list[Blocker]:
    """Which checks stop the sending, in the language of the moment. `form` and `told` are of what is shown.

    A check waits until there is an answer on each side. It is told where it says, or, when that question is not shown,
    at the first one that it looks at.
    """
    return [
        Blocker("answers_disagree", in_language(check.sentence, get_language() or ""), place)
        for weight in STOPPING
        for check, place in _unmet(form, told, weight)
    ]


def remarks(form: FormSpec, told: Values, days: WorkingDays) -> list[Remark]:
    """What else the checks notice: warnings, then notes for the office. `form` and `told` are of what is shown."""
    return [
        Remark(place, weight, check.sentence)
        for weight in REMARKING
        for check, place in _unmet(form, told, weight, days)
    ]


def routes(form: FormSpec, told: Values) -> list[Route]:
    """Which other calls the answers lead to: those where this belongs first. `told` is of what is shown."""
    return [
        Route(place, weight, check.sentence, check.call)
        for weight in reversed(ROUTING)
        for check, place in _unmet(form, told, weight)
    ]


def _unmet(form: FormSpec, told: Values, weight: str, days: WorkingDays | None = None) -> list[tuple[Check, str]]:
    """Checks of a weight that the answers do not meet, each with the question that it is said at."""
    asked = {question.key: question for question in form.questions}
    found = []
    for check in form.checks:
        if check.weight != weight:
            continue
        left, right = (_size(_dated(side, days), asked, told) for side in (check.left, check.right))
        if left is not None and right is not None and not OPERATORS[check.op](left, right):
            found.append((check, _place(check, asked)))
    return found


def _dated(side: Sequence[Measure], days: WorkingDays | None) -> Sequence[Measure]:
    """A side with days from today as dates."""
    return [
        Measure(value=days(measure.working_days).isoformat()) if days and measure.working_days is not None else measure
        for measure in side
    ]


def _size(side: Sequence[Measure], asked: Mapping[str, QuestionSpec], told: Values) -> Any:
    """A side's sum; what is not answered adds nothing, and a side with no answer at all has none."""
    sizes = [size for measure in side if (size := _size_of(measure, asked, told)) is not None]
    if not sizes:
        return None
    return sizes[0] if isinstance(sizes[0], str) else sum(sizes)


def _size_of(measure: Measure, asked: Mapping[str, QuestionSpec], told: Values) -> Any:
    if not measure.key:
        return measure.value
    question, value = asked.get(measure.key), told.get(measure.key)
    if question is None or value is None:
        return None
    if measure.column:
        return column_total(value, measure.column)
    if question.type in CHOSEN:
        return answer_code(value)
    return value if question.type == "date" else amount_of(question, value)


def _place(check: Check, asked: Mapping[str, QuestionSpec]) -> str:
    named = (measure.key for measure in (*check.left, *check.right))
    return check.at if check.at in asked else next(key for key in named if key in asked)


def measures_of(form: FormSpec) -> list[tuple[Measure, str]]:
    """What a check can look at, each with its kind: "money", "number", "date" or "choice"."""
    found: list[tuple[Measure, str]] = []
    for question in form.questions:
        kind = _kind_of_answer(question)
        if kind:
            found.append((Measure(question.key), kind))
        columns = [column for column in question.columns if column.type in {"money", "number"}]
        found += [(Measure(question.key, column.key), column.type) for column in columns]
    return found


def _kind_of_answer(question: QuestionSpec) -> str:
    if question.type in {"number", "money", "date"}:
        return question.type
    if question.type == "budget":
        return "money"
    if question.type in CHOSEN:
        return "choice"
    column = question.column(question.amount_column) if question.type == "table" else None
    return column.type if column else ""


def blockers_of_checks(form: FormSpec) -> list[Blocker]:
    """Why checks cannot be published. `field` is the check's id."""
    return [
        Blocker(code, sentence, check.id) for check in form.checks for code, sentence in _problems_of_check(check, form)
    ]


def _problems_of_check(check: Check, form: FormSpec) -> list[tuple[str, str]]:
    known = dict(measures_of(form))
    named = [measure for measure in (*check.left, *check.right) if measure.key]
    if form.question(check.at) is None or any(measure not in known for measure in named):
        return [("check_without_question", _("A check names a question or a column that is not there. Change it."))]
    if check.weight not in WEIGHTS:
        return [("check_weight", _("Choose what happens when a check is not met."))]
    if not named or not check.left or not check.right or check.op not in OPERATORS:
        return [("check_without_answer", _("A check must look at an answer, and compare it with something."))]
    if len({known[measure] for measure in named}) > 1 or not _constants_fit(check, known[named[0]], form):
        return [("check_unlike", _("A check compares things that are not alike, such as money with a date."))]
    if check.weight not in REMARKING and _is_moving(check):
        return [("check_moves", _("A check that looks at the day of today can warn or note, and never stop anybody."))]
    if not check.sentence:
        return [("check_without_sentence", _("Say what is read when a check is not met."))]
    return _problems_of_route(check, form)


def _problems_of_route(check: Check, form: FormSpec) -> list[tuple[str, str]]:
    if check.weight not in ROUTING:
        return []
    if form.purpose != "application":
        return [("check_route", _("Only an application form can lead to another call. Change what the check does."))]
    return [] if check.call else [("check_without_call", _("Choose the call that a check leads to."))]


def _is_moving(check: Check) -> bool:
    """Whether a check means another thing each day: what was right when it was written would be wrong when sent."""
    return any(measure.working_days is not None for measure in (*check.left, *check.right))


def _is_about_choice(check: Check, form: FormSpec) -> bool:
    """Whether a check says of one question that one of its choices is chosen, or is not."""
    if check.op not in {"=", "!="} or len(check.left) != 1 or len(check.right) != 1 or check.right[0].key:
        return False
    asked, code = form.question(check.left[0].key), check.right[0].value
    return asked is not None and isinstance(code, str) and asked.option(code) is not None


def _constants_fit(check: Check, kind: str, form: FormSpec) -> bool:
    """Whether constants are of the kind of the answers; dates are compared, never added up, and a choice is one of
    those offered or is not.
    """
    if kind == "choice":
        return _is_about_choice(check, form)
    if _is_moving(check) and kind != "date":
        return False
    constants = [m.value for m in (*check.left, *check.right) if not m.key and m.working_days is None]
    if kind == "date":
        return len(check.left) == len(check.right) == 1 and all(isinstance(value, str) for value in constants)
    return all(isinstance(value, int) for value in constants)
