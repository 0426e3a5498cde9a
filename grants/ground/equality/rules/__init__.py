"""Rules of the equality questions: what counts and what may be shown of it; how the questions are written."""

from grants.ground.equality.rules.counting import (
    ANSWERED,
    LINK_LASTS,
    PREFER_NOT,
    QuestionSpec,
    Row,
    Table,
    counted,
    finished_quarters,
    month_of,
    table,
)

__all__ = [
    "ANSWERED",
    "LINK_LASTS",
    "PREFER_NOT",
    "QuestionSpec",
    "Row",
    "Table",
    "counted",
    "finished_quarters",
    "month_of",
    "table",
]
