"""What types share in reading what was typed: one line, invisible marks, rows with an id, counts against limits."""

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker, Refusal, refuse
from grants.ground.kit.text import INVISIBLE, tidy
from grants.ground.questions.rules.spec import QuestionSpec

LONGEST_LINE = 1_000
MOST_ROWS = 60

Value = Any
Display = str | list[list[str]]
Found = list[tuple[str, str]]
Cleaner = Callable[[QuestionSpec, Any, str], Value]
Limit = Callable[[QuestionSpec, Any, str], Found]
Show = Callable[[QuestionSpec, Any, str, str], Display]


@dataclass(frozen=True)
class AnswerType:
    """What the rules know of a type: how typed text becomes an answer, what is over a limit, how it reads, and what
    is said when it is missing.
    """

    clean: Cleaner
    limits: Limit | None = None
    show: Show | None = None
    missing: Callable[[QuestionSpec], str] = lambda question: _("Answer this question.")


def line(raw: Any) -> str:
    """Text in one line, single spaces between words."""
    return re.sub(r"\s+", " ", tidy(raw if isinstance(raw, str) else ""))


def bare(raw: Any) -> str:
    """A line without the invisible marks that copying and dictation leave behind."""
    return line(raw).translate(INVISIBLE).strip()


def given(raw: Any) -> bool:
    """Whether anything was typed in a cell, or stands in it."""
    return isinstance(raw, int) or bool(bare(raw))


def rows_of(question: QuestionSpec, raw: Any) -> list[Mapping[str, Any]]:
    """The rows that were posted. Refuses more than anybody fills in."""
    rows = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, Sequence) else []
    if len(rows) > MOST_ROWS:
        raise refuse("too_many_rows", _("There are too many rows. Join some of them together."), question.key)
    return rows


def row_id(row: Mapping[str, Any]) -> str:
    """The UUID of a row: its own where it has one, else a new one."""
    try:
        return str(uuid.UUID(str(row.get("id") or "")))
    except ValueError:
        return str(uuid.uuid4())


def digits(text: str) -> str:
    """The digits of a text, for comparing phone numbers."""
    return re.sub(r"\D", "", text)


def at_row(number: int, sentence: str) -> str:
    """A sentence about one row."""
    return _("Row %(number)s: %(sentence)s") % {"number": number, "sentence": sentence}


def refusal_at_row(refusal: Refusal, number: int) -> Refusal:
    """The same refusal, said of one row."""
    said = refusal.blockers[0]
    return Refusal([Blocker(said.code, at_row(number, str(said.sentence)), said.field)])


def below(question: QuestionSpec, count: int) -> bool:
    """Whether there is less than the least."""
    return question.least is not None and count < question.least


def above(question: QuestionSpec, count: int) -> bool:
    """Whether there is more than the most."""
    return question.most is not None and count > question.most
