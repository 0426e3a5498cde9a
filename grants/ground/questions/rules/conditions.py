"""Conditions: which sections and questions the answers so far call for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker, refuse
from grants.ground.questions.rules.spec import (
    Clause,
    Condition,
    FileSpec,
    FormSpec,
    QuestionSpec,
    amount_of,
    answer_code,
    facts_of,
)

Values = Mapping[str, Any]
Files = Mapping[str, Sequence[FileSpec]]
NO_FILES: Files = {}

WAYS = ("all", "any")
GIVEN = ("answered", "not_answered")
SAME = ("is", "is_not")
MORE = ("more_than", "less_than")
ALL_TESTS = (*SAME, "contains", *MORE, *GIVEN)

# Which tests an answer of a type can be put to.
TESTS: Mapping[str, tuple[str, ...]] = {
    "short_text": (*SAME, "contains", *GIVEN),
    "long_text": ("contains", *GIVEN),
    "email": (*SAME, "contains", *GIVEN),
    "phone": (*SAME, *GIVEN),
    "number": (*SAME, *MORE, *GIVEN),
    "money": (*SAME, *MORE, *GIVEN),
    "date": (*SAME, *MORE, *GIVEN),
    "date_range": GIVEN,
    "yes_no": (*SAME, *GIVEN),
    "choice": (*SAME, *GIVEN),
    "choices": ("contains", *GIVEN),
    "districts": ("contains", *GIVEN),
    "terms": ("contains", *GIVEN),
    "declaration": GIVEN,
    "address": (*SAME, *GIVEN),
    "organisation": GIVEN,
    "people": GIVEN,
    "file": GIVEN,
    "budget": (*MORE, *GIVEN),
    "table": (*MORE, *GIVEN),
    "indicators": GIVEN,
    "note": (),
}

# Types whose clause names the code of something that is offered.
CODED_TYPES = frozenset({"yes_no", "choice", "choices", "districts", "terms", "address"})


def condition_from_record(record: Mapping[str, Any] | None) -> Condition | None:
    """A Condition from {"all": [clause, …]} or {"any": [clause, …]}; None from nothing."""
    for way in WAYS:
        clauses = (record or {}).get(way)
        if clauses:
            made = tuple(Clause(clause["key"], clause["test"], clause.get("value")) for clause in clauses)
            return Condition(way, made)
    return None


def clean_condition(record: Mapping[str, Any] | None) -> dict[str, Any]:
    """A condition as stored. Refuses any other shape; whether it fits the form, publishing asks."""
    if not record:
        return {}
    shape = [way for way in WAYS if isinstance(record.get(way), list | tuple)]
    if len(record) != 1 or not shape or any(not _is_clause(clause) for clause in record[shape[0]]):
        raise refuse("condition_shape", _("This condition cannot be read. Choose it again."), "show_if")
    return {shape[0]: [dict(clause) for clause in record[shape[0]]]} if record[shape[0]] else {}


def _is_clause(clause: Any) -> bool:
    if not isinstance(clause, Mapping) or clause.get("test") not in ALL_TESTS or not clause.get("key"):
        return False
    return clause["test"] in GIVEN or clause.get("value") not in (None, "")


@dataclass(frozen=True)
class Shown:
    """What the answers call for: keys of sections and of questions, and what was told in those that are shown.

    A question that is hidden counts as not answered, for conditions and for everything else.
    """

    sections: frozenset[str]
    questions: frozenset[str]
    told: Values = field(default_factory=dict)


def given(question: QuestionSpec, values: Values, files: Files) -> Any:
    """The answer to a question, its files where it asks for files or was spoken; None for none."""
    value = values.get(question.key)
    if question.type == "file" or (question.voice and value is None):
        return list(files.get(question.key, ())) or None
    return value


def is_spoken(question: QuestionSpec, value: Any) -> bool:
    """Whether a recording stands for the written answer: an equal, so no limit on words applies."""
    return question.type == "long_text" and isinstance(value, list)


def shown(form: FormSpec, values: Values, files: Files = NO_FILES) -> Shown:
    """What these answers call for. Conditions look back only, so one walk in the order asked settles chains.

    Facts that are given with the form (`facts_of`) stand among `values` under their keys.
    """
    sections, questions = set(), set()
    asked: dict[str, QuestionSpec] = {fact.key: fact for fact in facts_of(form.purpose)}
    told: dict[str, Any] = {key: values[key] for key in asked if values.get(key) is not None}
    for section in form.sections:
        if not holds(section.show_if, asked, told):
            continue
        sections.add(section.key)
        for question in section.questions:
            if not holds(question.show_if, asked, told):
                continue
            questions.add(question.key)
            asked[question.key] = question
            answer = given(question, values, files)
            if answer is not None:
                told[question.key] = answer
    return Shown(frozenset(sections), frozenset(questions), told)


def holds(condition: Condition | None, asked: Mapping[str, QuestionSpec], told: Values) -> bool:
    """Whether a condition holds by what was told so far; without a condition it does."""
    if condition is None:
        return True
    verdicts = (clause_holds(clause, asked.get(clause.key), told.get(clause.key)) for clause in condition.clauses)
    return all(verdicts) if condition.way == "all" else any(verdicts)


def clause_holds(clause: Clause, question: QuestionSpec | None, value: Any) -> bool:
    """Whether one clause holds. Where nothing was answered only "not answered" does, not even "is not"."""
    if question is None or value is None:
        return clause.test == "not_answered"
    return COMPARE[clause.test](question, value, clause.value)


def _is(question: QuestionSpec, value: Any, wanted: Any) -> bool:
    if question.type == "yes_no":
        return answer_code(value) == answer_code(wanted)
    if question.type == "address":
        return bool(value.get("place") == wanted)
    if isinstance(value, str) and isinstance(wanted, str):
        return value.casefold() == wanted.casefold()
    return bool(value == wanted)


def _contains(question: QuestionSpec, value: Any, wanted: Any) -> bool:
    if isinstance(value, list):
        return wanted in value
    return str(wanted).casefold() in str(value).casefold()


def _order(question: QuestionSpec, value: Any, wanted: Any) -> int:
    """-1, 0 or 1 as the answer is less than, as much as or more than wanted; 0 where it cannot be compared."""
    size: Any = value if question.type == "date" else amount_of(question, value)
    if type(size) is not type(wanted):
        return 0
    return int(size > wanted) - int(size < wanted)


COMPARE: Mapping[str, Callable[[QuestionSpec, Any, Any], bool]] = {
    "is": _is,
    "is_not": lambda question, value, wanted: not _is(question, value, wanted),
    "contains": _contains,
    "more_than": lambda question, value, wanted: _order(question, value, wanted) > 0,
    "less_than": lambda question, value, wanted: _order(question, value, wanted) < 0,
    "answered": lambda question, value, wanted: True,
    "not_answered": lambda question, value, wanted: False,
}


def condition_problems(condition: Condition | None, before: Mapping[str, QuestionSpec], field: str) -> list[Blocker]:
    """Why a condition cannot be published: it looks at what is not asked before, or at an answer not offered."""
    clauses = condition.clauses if condition else ()
    return [problem for clause in clauses for problem in _clause_problems(clause, before.get(clause.key), field)]


def _clause_problems(clause: Clause, asked: QuestionSpec | None, field: str) -> list[Blocker]:
    if asked is None or clause.test not in TESTS[asked.type]:
        sentence = _("This waits for an earlier question that is not there. Change its condition.")
        return [Blocker("condition_without_question", sentence, field)]
    if clause.test in GIVEN:
        return []
    if asked.type in CODED_TYPES and asked.option(answer_code(clause.value)) is None:
        sentence = _("This waits for an answer that is no longer offered. Change its condition.")
        return [Blocker("condition_without_answer", sentence, field)]
    if clause.test in MORE and type(clause.value) is not (str if asked.type == "date" else int):
        return [Blocker("condition_value", _("Say what to compare the answer with."), field)]
    return []
