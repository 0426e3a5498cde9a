"""What a form asks of people: time, what it is for, and how plain its words are. Hints, never a barrier."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grants.ground.kit.money import minor_digits
from grants.ground.people.actor import Actor
from grants.ground.questions.models import Purpose, Version
from grants.ground.questions.queries import OutlineRow, OutlineSection
from grants.ground.questions.rules import Burden, FormSpec, burden, form_readings, unused_answers
from grants.ground.reference.queries import funder
from grants.stages.calls.models import Call
from grants.stages.calls.queries import calls_asking, judged_keys

MOST_CALLS = 10


@dataclass(frozen=True)
class WorkForCall:
    """What the work on a form may bring in a call, in minor units for an hour."""

    call: Call
    an_hour: int
    is_much: bool


def meters(actor: Actor, version: Version, spec: FormSpec, outline: Sequence[OutlineSection]) -> dict[str, Any]:
    """The meters of a form for its page. At most three queries for an application form, else none."""
    work = burden(spec)
    calls = _calls(actor, version)
    currency = funder().currency if calls else ""
    judged = judged_keys({call.rubric_id for call in calls if call.rubric_id}) if calls else set()
    return {
        "work": work,
        "work_for_calls": [_work_for(call, work, currency) for call in calls],
        "call_currency": currency,
        "unused": _rows([question.key for question in unused_answers(spec, judged)], outline),
        "readings": form_readings(spec),
    }


def _calls(actor: Actor, version: Version) -> list[Call]:
    """The newest calls that ask this form; quizzes and reports ask nothing for a grant."""
    if version.questionnaire.purpose != Purpose.APPLICATION:
        return []
    return list(calls_asking(actor, version.questionnaire)[:MOST_CALLS])


def _work_for(call: Call, work: Burden, currency: str) -> WorkForCall:
    """Whole pounds, or what the currency counts in."""
    an_hour = work.money_an_hour(call.largest_amount, unit=10 ** minor_digits(currency))
    return WorkForCall(call, an_hour, work.is_much_for(call.largest_amount))


def _rows(keys: Sequence[str], outline: Sequence[OutlineSection]) -> list[OutlineRow]:
    return [row for section in outline for row in section.questions if row.row.key in keys]
