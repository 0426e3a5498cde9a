"""Lists by cursor: flat in cost however long the list is."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict

from grants.ground.kit.counting import COUNT_LIMIT, count_upto_limit
from grants.ground.kit.errors import Words

PAGE_SIZE = 50


@dataclass(frozen=True)
class Sort:
    """One way to sort a list: column paths on NOT NULL columns, ending in the unique id; `-` for descending."""

    label: Words
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page of rows, and links to the ones beside it as query strings (empty when there is none)."""

    rows: Sequence[Any]
    next: str
    previous: str
    sort: str
    count: int
    is_over_limit: bool


def keyset_page(
    request: HttpRequest, queryset: QuerySet[Any], sorts: Mapping[str, Sort], *, size: int = PAGE_SIZE
) -> Page:
    """The page of `queryset` that the request's `sort`, `after` and `before` parameters ask for.

    Two queries: the rows, and a count that stops at 1,000. A damaged cursor shows the first page.
    """
    name = request.GET.get("sort", "")
    if name not in sorts:
        name = next(iter(sorts))
    columns = sorts[name].columns
    backwards = "before" in request.GET and "after" not in request.GET
    place = _decode(request.GET.get("before" if backwards else "after", ""), len(columns))
    asked = [_flip(column) for column in columns] if backwards else list(columns)
    ordered, place = _from(queryset.order_by(*asked), asked, place)
    found = list(ordered[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next = (backwards and bool(place)) or (not backwards and has_more)
    has_previous = has_more if backwards else bool(place)
    count = count_upto_limit(queryset)
    return Page(
        rows=found,
        next=_link(request.GET, "after", columns, found[-1]) if found and has_next else "",
        previous=_link(request.GET, "before", columns, found[0]) if found and has_previous else "",
        sort=name,
        count=min(count, COUNT_LIMIT),
        is_over_limit=count > COUNT_LIMIT,
    )


def _from(ordered: QuerySet[Any], columns: Sequence[str], place: list[Any]) -> tuple[QuerySet[Any], list[Any]]:
    """The rows beyond a place, and the place; all rows and no place where somebody made it up."""
    try:
        return (ordered.filter(_beyond(columns, place)), place) if place else (ordered, [])
    except (ValueError, TypeError, ValidationError):
        return ordered, []


def _flip(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"


def _beyond(columns: Sequence[str], place: Sequence[Any]) -> Q:
    """Rows that come after `place` in the order of `columns`."""
    result = Q()
    for index, column in enumerate(columns):
        same = {c.lstrip("-"): v for c, v in zip(columns[:index], place[:index], strict=True)}
        comparison = "lt" if column.startswith("-") else "gt"
        result |= Q(**same, **{f"{column.lstrip('-')}__{comparison}": place[index]})
    return result


def _value(row: Any, column: str) -> Any:
    for part in column.lstrip("-").split("__"):
        row = getattr(row, part)
    return row.isoformat() if hasattr(row, "isoformat") else row


def _link(params: QueryDict, direction: str, columns: Sequence[str], row: Any) -> str:
    place = json.dumps([_value(row, column) for column in columns], separators=(",", ":"))
    cursor = base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")
    kept = {key: params.getlist(key) for key in params if key not in {"after", "before"}}
    return "?" + urlencode({**kept, direction: cursor}, doseq=True)


def _decode(cursor: str, width: int) -> list[Any]:
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        return []
    is_plain = isinstance(place, list) and all(map(_is_plain, place))
    return place if is_plain and len(place) == width else []


def _is_plain(value: Any) -> bool:
    """Whether a database can compare with this: PostgreSQL knows no text with a zero in it."""
    return "\0" not in value if isinstance(value, str) else isinstance(value, int)
