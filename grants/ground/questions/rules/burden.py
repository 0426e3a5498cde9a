"""How much work a form is: minutes, and what is asked without being used.

Minutes are what somebody needs who knows their project: reading, finding and typing. The rates are assumptions of
ours, set so that the two forms for which a time was promised come out right: Doorstep at about 15 minutes and the
project form at about 3 hours. They are for comparing forms, and for seeing what a question costs.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

from grants.ground.questions.rules.spec import Column, FormSpec, QuestionSpec

# Minutes for an answer that is known or chosen. What grows with its limit stands below.
MINUTES = {
    "short_text": 0.5,
    "number": 0.5,
    "money": 0.5,
    "date": 0.5,
    "date_range": 1.0,
    "yes_no": 0.3,
    "choice": 0.5,
    "choices": 1.0,
    "declaration": 0.3,
    "email": 0.5,
    "phone": 0.5,
    "address": 1.0,
    "organisation": 1.0,
    "districts": 0.5,
    "terms": 0.5,
    "note": 0.1,
}
# A few sentences come as fast as telling a friend; beyond that people draft, ask others, and look things up.
QUICK_WORDS, QUICK_WORDS_A_MINUTE, SLOW_WORDS_A_MINUTE = 120, 30, 12
USUAL_WORDS = 150  # where no limit is set
PERSON, FILE, SIGN, BUDGET_ROW = 1.0, 5.0, 5.0, 0.75
TEXT_CELL, PLAIN_CELL = 1.0, 0.5
USUAL_ROWS, USUAL_FILES, USUAL_PEOPLE = 6, 1, 2

# A form for a grant of up to 2,000 should not ask more. Minor units, of any currency.
SMALL_GRANT, MOST_FOR_SMALL = 200_000, 12


@dataclass(frozen=True)
class Burden:
    """What a form takes: minutes in all, and how many questions everybody is asked."""

    minutes: int
    questions: int

    @property
    def told(self) -> tuple[int, int]:
        """Hours and minutes as people are told them: above twenty minutes to the next five."""
        minutes = self.minutes if self.minutes <= 20 else -(-self.minutes // 5) * 5
        return divmod(minutes, 60)

    def money_an_hour(self, amount: int, *, unit: int = 1) -> int:
        """What an hour of work on the form may bring, in the minor units of `amount`, down to whole `unit`s: an
        estimate has no pennies.
        """
        return amount * 60 // max(self.minutes, 1) // unit * unit

    def is_much_for(self, amount: int) -> bool:
        """Whether it asks more than a grant of at most `amount` is worth."""
        return amount <= SMALL_GRANT and self.questions > MOST_FOR_SMALL


def burden(form: FormSpec) -> Burden:
    """The work of filling in a form. What only some are asked counts half in minutes, and not as a question."""
    minutes, always = 0.0, 0
    for section in form.sections:
        for question in section.questions:
            is_always = section.show_if is None and question.show_if is None
            minutes += minutes_of(question) * (1 if is_always else 0.5)
            always += is_always and question.takes_answer
    return Burden(math.ceil(minutes), always)


def minutes_of(question: QuestionSpec) -> float:
    """Minutes for one answer, as if its limit were used half for rows, and wholly for words."""
    if question.type == "long_text":
        return _writing(_most(question) or USUAL_WORDS)
    if question.type == "people":
        return PERSON * max(question.least or USUAL_PEOPLE, 1)
    if question.type == "file":
        return FILE * (question.least or USUAL_FILES)
    if question.type == "indicators":
        return SIGN * (_most(question) or USUAL_ROWS) / 2
    if question.type == "budget":
        return BUDGET_ROW * (_most(question) or USUAL_ROWS) / 2
    if question.type == "table":
        return sum(map(_cell, question.columns)) * (_most(question) or USUAL_ROWS) / 2
    return MINUTES[question.type]


def _most(question: QuestionSpec) -> int:
    """The limit, or the largest one where it comes in bands."""
    bands = question.bands.limits if question.bands else ()
    return question.most or max((band.most or 0 for band in bands), default=0)


def _writing(words: int) -> float:
    slow = max(words - QUICK_WORDS, 0)
    return (words - slow) / QUICK_WORDS_A_MINUTE + slow / SLOW_WORDS_A_MINUTE


def _cell(column: Column) -> float:
    return TEXT_CELL if column.type == "short_text" else PLAIN_CELL


def unused_answers(form: FormSpec, judged: Collection[str]) -> list[QuestionSpec]:
    """Questions whose answers nobody seems to need: no criterion judges by them (`judged` holds the keys), they have
    no meaning and no use, and nothing else in the form looks at them. A quiz uses all it asks.
    """
    if form.purpose == "quiz":
        return []
    needed = {*judged, *_looked_at(form)}
    return [
        question
        for question in form.questions
        if question.takes_answer and not question.meaning and not question.use and question.key not in needed
    ]


def _looked_at(form: FormSpec) -> set[str]:
    """Keys that conditions, bands, signs of change and checks look at."""
    conditions = [part.show_if for part in (*form.sections, *form.questions) if part.show_if]
    found = {key for condition in conditions for key in condition.keys}
    found |= {question.bands.key for question in form.questions if question.bands}
    found |= {question.outcomes_key for question in form.questions}
    return found | {measure.key for check in form.checks for measure in (*check.left, *check.right)}
