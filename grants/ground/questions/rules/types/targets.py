"""Signs of change picked from the funder's library: where a group starts, where it wants to get, how it knows."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker, Refusal, refuse
from grants.ground.kit.text import in_language
from grants.ground.questions.rules.spec import QuestionSpec
from grants.ground.questions.rules.types.raw import Display, Found, bare, refusal_at_row, row_id, rows_of
from grants.ground.questions.rules.types.tables import limit_rows
from grants.ground.questions.rules.types.words import clean_short_text

LONGEST_HOW = 200
FIGURES = ("start", "target", "actual", "counted")


def target_figures(question: QuestionSpec) -> tuple[str, ...]:
    """The figures that a row asks: a report also asks what came of it, and of how many people that is known."""
    return FIGURES if "actual" in question.asks else FIGURES[:2]


def clean_indicators(question: QuestionSpec, raw: Any, currency: str) -> list[dict[str, Any]] | None:
    """Rows of {"id", "indicator", "is_start_unknown", "how", figures}; figures are texts like "27" or "3.4".

    Empty rows fall away. "We do not know yet" empties the start.
    """
    rows: list[dict[str, Any]] = []
    blockers: list[Blocker] = []
    for number, row in enumerate(rows_of(question, raw), start=1):
        try:
            cells = _clean_row(question, row, currency)
        except Refusal as refusal:
            blockers += refusal_at_row(refusal, number).blockers
            continue
        if any(value for name, value in cells.items() if name != "is_start_unknown"):
            rows.append({"id": row_id(row), **cells})
    if blockers:
        raise Refusal(blockers)
    return rows or None


def _clean_row(question: QuestionSpec, row: Mapping[str, Any], currency: str) -> dict[str, Any]:
    code = bare(row.get("indicator"))
    if code and question.option(code) is None:
        raise refuse("not_offered", _("Choose from the list."), question.key)
    unknown = row.get("is_start_unknown") in {True, "yes", "on"}
    figures = {name: _figure(question, row.get(name)) for name in target_figures(question)}
    figures["start"] = "" if unknown else figures["start"]
    how = clean_short_text(question, row.get("how"), currency) or ""
    return {"indicator": code, "is_start_unknown": unknown, **figures, "how": how}


def _figure(question: QuestionSpec, raw: Any) -> str:
    """A figure with at most two places, as plain text: exact, and the same however it was typed."""
    text = re.sub(r"[\s%]", "", bare(raw))
    if not text:
        return ""
    if not re.fullmatch(r"(\d{1,9}|\d{1,3}(,\d{3}){1,2})(\.\d{1,2})?", text):
        raise refuse("not_a_figure", _("Enter a number in digits, like 12 or 3.4."), question.key)
    whole, _point, places = text.replace(",", "").partition(".")
    places = places.rstrip("0")
    return f"{int(whole)}.{places}" if places else str(int(whole))


def limit_indicators(question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str) -> Found:
    """Between `least` and `most` signs, each once and complete."""
    found = limit_rows(question, value)
    for number, row in enumerate(value, start=1):
        found += [(code, sentence % {"number": number}) for code, sentence in _row_problems(question, row)]
    chosen = Counter(row["indicator"] for row in value if row["indicator"])
    if any(count > 1 for count in chosen.values()):
        found.append(("indicator_twice", _("Choose each sign once.")))
    return found


def _row_problems(question: QuestionSpec, row: Mapping[str, Any]) -> Found:
    found = []
    if not row["indicator"]:
        found.append(("indicator_missing", _("Row %(number)s: choose how you will know.")))
    if not row["start"] and not row["is_start_unknown"]:
        sentence = _("Row %(number)s: enter where you start, or tick that you do not know yet.")
        found.append(("start_missing", sentence))
    if not row["target"]:
        found.append(("target_missing", _("Row %(number)s: enter what you hope for.")))
    if "actual" in question.asks and not row["actual"]:
        found.append(("actual_missing", _("Row %(number)s: enter what came of it.")))
    if not row["how"]:
        found.append(("how_missing", _("Row %(number)s: say how you will find out.")))
    if len(row["how"]) > LONGEST_HOW:
        found.append(("too_many_characters", _("Row %(number)s: shorten how you will find out to 200 characters.")))
    return found


def show_indicators(
    question: QuestionSpec, value: Sequence[Mapping[str, Any]], currency: str, language: str
) -> Display:
    """One row a sign: what, start, target, what came of it where that is asked, how."""
    return [
        [
            _title(question, row["indicator"], language),
            _("Not known yet") if row["is_start_unknown"] else row["start"],
            *(row[name] for name in target_figures(question)[1:]),
            row["how"],
        ]
        for row in value
    ]


def _title(question: QuestionSpec, code: str, language: str) -> str:
    option = question.option(code)
    return in_language(option.label, language) if option else code
