"""What stands in the controls of a question: as posted, or from a typed answer. Names of controls live here only."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from grants.ground.kit.money import plain_minor
from grants.ground.questions.rules import QuestionSpec
from grants.ground.questions.rules.answers import MOST_ROWS
from grants.ground.questions.rules.spec import answer_code

COLUMNS: Mapping[str, tuple[str, ...]] = {"budget": ("item", "cost"), "people": ("name", "email", "phone")}
DATE_PARTS = ("day", "month", "year")


def control_name(key: str) -> str:
    """The name, and the id, of a question's first control."""
    return f"q-{key}"


def posted_number(post: Mapping[str, str], name: str) -> int:
    """A whole number that our own page put there; 0 for anything else."""
    given = post.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def posted_raw(question: QuestionSpec, post: QueryDict) -> Any:
    """What was posted for a question, in the shape that `clean_answer` takes."""
    name = control_name(question.key)
    if question.type == "date":
        return {part: post.get(f"{name}-{part}", "") for part in DATE_PARTS}
    if question.type in {"choices", "districts", "terms"}:
        return post.getlist(name)
    if question.type in COLUMNS:
        return _posted_rows(name, COLUMNS[question.type], post)
    return post.get(name, "")


def _posted_rows(name: str, columns: tuple[str, ...], post: QueryDict) -> list[dict[str, str]]:
    count = min(posted_number(post, f"{name}-rows"), MOST_ROWS + 1)
    return [{part: post.get(f"{name}-{row}-{part}", "") for part in ("id", *columns)} for row in range(count)]


def raw_from_value(question: QuestionSpec, value: Any, currency: str) -> Any:
    """What to show in the controls for a typed answer."""
    show = SHOWS.get(question.type)
    if show is not None:
        return show(value, currency)
    return "" if value is None else str(value)


def _raw_money(value: int | None, currency: str) -> str:
    return "" if value is None else plain_minor(value, currency).removesuffix(".00")


def _raw_date(value: str | None, currency: str) -> dict[str, str]:
    year, month, day = value.split("-") if value else ("", "", "")
    return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}


def _raw_budget(value: list[dict[str, Any]] | None, currency: str) -> list[dict[str, str]]:
    return [row | {"cost": _raw_money(row["cost"], currency)} for row in value or []]


SHOWS: Mapping[str, Callable[[Any, str], Any]] = {
    "money": _raw_money,
    "date": _raw_date,
    "yes_no": lambda value, currency: answer_code(value),
    "choices": lambda value, currency: list(value or []),
    "districts": lambda value, currency: list(value or []),
    "terms": lambda value, currency: list(value or []),
    "budget": _raw_budget,
    "people": lambda value, currency: list(value or []),
}
