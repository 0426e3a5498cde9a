"""What stands in the controls of a question: as posted, or from a typed answer. Names of controls live here only."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from grants.ground.kit.money import plain_minor
from grants.ground.questions.rules import QuestionSpec
from grants.ground.questions.rules.spec import answer_code
from grants.ground.questions.rules.types.places import address_parts
from grants.ground.questions.rules.types.raw import MOST_ROWS
from grants.ground.questions.rules.types.targets import target_figures

DATE_PARTS = ("day", "month", "year")
RANGE_PARTS = ("start", "end")
SEVERAL = frozenset({"choices", "districts", "terms"})
ROW_TYPES = frozenset({"budget", "table", "people", "indicators"})
# What is not one control, and is never sent by itself.
WITHOUT_CONTROL = frozenset({"file", "note"})


def control_name(key: str) -> str:
    """The name, and the id, of a question's first control."""
    return f"q-{key}"


def columns_of(question: QuestionSpec) -> tuple[str, ...]:
    """The cells of a row, as their controls are named."""
    if question.type == "table":
        return tuple(column.key for column in question.columns)
    if question.type == "indicators":
        return ("indicator", "start", "is_start_unknown", *target_figures(question)[1:], "how")
    if question.type == "people":
        besides = [name for ask, name in (("language", "language"), ("apart", "is_apart")) if ask in question.asks]
        return ("name", "email", "phone", *besides)
    return ("item", "cost")


def parts_of(question: QuestionSpec) -> tuple[str, ...]:
    """The named parts of an answer that is not rows and not one control."""
    return address_parts(question) if question.type == "address" else ("name", "number")


def recording_name(key: str) -> str:
    """The name, and the id, of the control that takes a recording for a long text."""
    return f"q-{key}-recording"


def transcript_name(key: str) -> str:
    """The name, and the id, of the text beside a recording."""
    return f"q-{key}-transcript"


def posted_number(post: Mapping[str, str], name: str) -> int:
    """A whole number that our own page put there; 0 for anything else."""
    given = post.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def posted_raw(question: QuestionSpec, post: QueryDict) -> Any:
    """What was posted for a question, in the shape that `clean_answer` takes."""
    name = control_name(question.key)
    if question.type == "date":
        return _posted_date(name, post)
    if question.type == "date_range":
        return {part: _posted_date(f"{name}-{part}", post) for part in RANGE_PARTS}
    if question.type in SEVERAL:
        return post.getlist(name)
    if question.type in ROW_TYPES:
        return _posted_rows(name, columns_of(question), post)
    if question.type in {"address", "organisation"}:
        return {part: post.get(f"{name}-{part}", "") for part in parts_of(question)}
    return post.get(name, "")


def _posted_date(name: str, post: QueryDict) -> dict[str, str]:
    return {part: post.get(f"{name}-{part}", "") for part in DATE_PARTS}


def _posted_rows(name: str, columns: tuple[str, ...], post: QueryDict) -> list[dict[str, str]]:
    count = min(posted_number(post, f"{name}-rows"), MOST_ROWS + 1)
    return [{part: post.get(f"{name}-{row}-{part}", "") for part in ("id", *columns)} for row in range(count)]


def raw_from_value(question: QuestionSpec, value: Any, currency: str) -> Any:
    """What to show in the controls for a typed answer."""
    show = SHOWS.get(question.type)
    if show is not None:
        return show(question, value, currency)
    return "" if value is None else str(value)


def _raw_money(question: QuestionSpec, value: int | None, currency: str) -> str:
    return "" if value is None else plain_minor(value, currency).removesuffix(".00")


def _raw_date(question: QuestionSpec, value: str | None, currency: str) -> dict[str, str]:
    year, month, day = value.split("-") if value else ("", "", "")
    return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}


def _raw_range(question: QuestionSpec, value: Mapping[str, str] | None, currency: str) -> dict[str, Any]:
    return {part: _raw_date(question, (value or {}).get(part), currency) for part in RANGE_PARTS}


def _raw_budget(question: QuestionSpec, value: list[dict[str, Any]] | None, currency: str) -> list[dict[str, str]]:
    return [row | {"cost": _raw_money(question, row["cost"], currency)} for row in value or []]


def _raw_table(question: QuestionSpec, value: list[dict[str, Any]] | None, currency: str) -> list[dict[str, str]]:
    """Cells as they are typed: a date in one control, like 27 3 2027."""
    types = {column.key: column.type for column in question.columns}
    return [
        {"id": row["id"]} | {key: _raw_cell(kind, row.get(key), question, currency) for key, kind in types.items()}
        for row in value or []
    ]


def _raw_cell(kind: str, cell: Any, question: QuestionSpec, currency: str) -> str:
    if cell is None:
        return ""
    if kind == "money":
        return _raw_money(question, cell, currency)
    if kind == "date":
        return " ".join(_raw_date(question, cell, currency).values())
    return answer_code(cell) if kind in {"yes_no", "choice"} else str(cell)


def _raw_ticked(question: QuestionSpec, value: list[dict[str, Any]] | None, currency: str) -> list[dict[str, str]]:
    """Rows with their ticks as "yes" or nothing."""
    return [{name: _tick(cell) for name, cell in row.items()} for row in value or []]


def _tick(cell: Any) -> str:
    return ("yes" if cell else "") if isinstance(cell, bool) else cell


def _raw_several(question: QuestionSpec, value: list[str] | None, currency: str) -> list[str]:
    return list(value or [])


def _raw_parts(question: QuestionSpec, value: Mapping[str, str] | None, currency: str) -> dict[str, str]:
    return {part: (value or {}).get(part, "") for part in parts_of(question)}


SHOWS: Mapping[str, Callable[[QuestionSpec, Any, str], Any]] = {
    "money": _raw_money,
    "date": _raw_date,
    "date_range": _raw_range,
    "yes_no": lambda question, value, currency: answer_code(value),
    "declaration": lambda question, value, currency: answer_code(value),
    "choices": _raw_several,
    "districts": _raw_several,
    "terms": _raw_several,
    "budget": _raw_budget,
    "table": _raw_table,
    "people": _raw_ticked,
    "indicators": _raw_ticked,
    "address": _raw_parts,
    "organisation": _raw_parts,
}


def raw_as_text(raw: Any) -> str:
    """What stood in the controls of a question, as plain lines."""
    if isinstance(raw, Mapping):
        return " ".join(raw_as_text(text) for part, text in raw.items() if text and part != "id")
    return raw if isinstance(raw, str) else "\n".join(raw_as_text(row) for row in raw)
