"""What changes about a question while people write: what was typed, what is stored, what is wrong, what is offered."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from grants.ground.questions.rules import FileSpec, TextSpec


@dataclass(frozen=True)
class Conflict:
    """What another page saved in between: shown beside what was typed here, with the question which to keep."""

    text: str
    by: str
    revision: int
    at: dt.datetime | None = None


@dataclass(frozen=True)
class OfferLine:
    """An answer from elsewhere, as the page shows it above its button: what it is, its text, the names of its files."""

    name: str
    told: Any
    text: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldState:
    """Everything about a question that changes: what was typed, what is stored, what is wrong. `is_kept`: it stands as
    it was written last time, and is shown like that.
    """

    raw: Any = ""
    display: Any = ""
    errors: tuple[str, ...] = ()
    base: int = 0
    conflict: Conflict | None = None
    files: tuple[FileSpec, ...] = ()
    is_visible: bool = True
    is_writable: bool = True
    is_changed: bool = False
    extra_rows: int = 0
    is_heading: bool = False
    waits: str = ""
    transcript: TextSpec | None = None
    offers: tuple[OfferLine, ...] = ()
    is_kept: bool = False


@dataclass(frozen=True)
class FileLine:
    """A file that was added, with where it opens and the row that its button removes. `note` says why it does not."""

    id: int
    name: str
    size: int
    kind: str
    url: str
    note: str = ""
    seconds: int | None = None
