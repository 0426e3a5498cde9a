"""What a sheet of equality answers counts as, and how much of the counts may be shown."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from grants.ground.kit.small_numbers import FEWEST_FOR_SHARES, hidden_cells

PREFER_NOT = "prefer_not_to_say"
# The answer under which is counted how many answered a question at all.
ANSWERED = ""
LINK_LASTS = dt.timedelta(days=7)


@dataclass(frozen=True)
class QuestionSpec:
    """A question as people read it: code and words of each answer, "prefer not to say" among them.

    `foreign` names the language of what is not translated, by "label", "help" and "option.CODE".
    """

    key: str
    label: str
    help: str
    is_several: bool
    options: tuple[tuple[str, str], ...]
    foreign: Mapping[str, str] = field(default_factory=dict)


def counted(given: Mapping[str, Collection[str]], asked: Iterable[QuestionSpec]) -> list[tuple[str, str]]:
    """What to count, as (question, answer), in one order always. Whatever is not offered is left out.

    "Prefer not to say" stands alone; of a question with one answer the first one offered counts.
    """
    found = []
    for question in asked:
        chosen = [code for code, _label in question.options if code in given.get(question.key, ())]
        if PREFER_NOT in chosen:
            chosen = [PREFER_NOT]
        if not question.is_several:
            chosen = chosen[:1]
        if chosen:
            found += [(question.key, code) for code in (ANSWERED, *chosen)]
    return sorted(found)


@dataclass(frozen=True)
class Row:
    """One answer in a table. `count` and `share`, in whole per cent, are None where they are hidden."""

    label: str
    count: int | None
    share: int | None


@dataclass(frozen=True)
class Table:
    """One question in numbers. `rows` is empty when fewer than ten answered; `answered` is None then too."""

    label: str
    is_several: bool
    answered: int | None
    rows: tuple[Row, ...]


def table(question: QuestionSpec, counts: Mapping[str, int]) -> Table:
    """What may be shown of the counts of one question."""
    answered = counts.get(ANSWERED, 0)
    if answered < FEWEST_FOR_SHARES:
        return Table(question.label, question.is_several, None, ())
    numbers = [counts.get(code, 0) for code, _label in question.options]
    hidden = [row[0] for row in hidden_cells([[number] for number in numbers])]
    rows = tuple(
        Row(label, None if is_hidden else number, None if is_hidden else round(100 * number / answered))
        for (_code, label), number, is_hidden in zip(question.options, numbers, hidden, strict=True)
    )
    return Table(question.label, question.is_several, answered, rows)


def month_of(day: dt.date) -> dt.date:
    """The first day of a day's month."""
    return day.replace(day=1)


def finished_quarters(months: Sequence[dt.date], today: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Quarters that are over and have answers, newest first, as (first month, last month)."""
    starts = {month.replace(month=(month.month - 1) // 3 * 3 + 1) for month in months}
    quarters = [(start, start.replace(month=start.month + 2)) for start in starts]
    return sorted((quarter for quarter in quarters if quarter[1] < month_of(today)), reverse=True)
