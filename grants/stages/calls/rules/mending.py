"""When the form of an announced call may be mended, and what may not change while groups are writing."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.ground.kit.errors import Blocker
from grants.ground.questions.rules import FormSpec, QuestionSpec
from grants.stages.calls.rules.announcing import REQUIRED_MEANINGS
from grants.stages.calls.rules.phases import Dated, Phase, phase

LONGEST_REASON = 500
# What says how much is asked for: groups have worked it out.
AMOUNTS = frozenset({"amount_requested", "budget"})
# Who reads an answer, the fewest first.
FEWEST_READERS = ("finance", "office", "panel")


@dataclass(frozen=True)
class Fixed:
    """Something that stays while groups are writing: said as a rule, and said of a question that breaks it."""

    rule: str | Promise
    sentence: str | Promise


# Which form of a call a purpose is, and until when it may be mended: reports are written long after the call closed.
PARTS: Mapping[str, str] = {"application": "form", "quiz": "quiz", "report": "report"}
UNTIL_CLOSING = frozenset({Phase.UPCOMING, Phase.OPEN})
MENDED_IN: Mapping[str, frozenset[Phase]] = {
    "application": UNTIL_CLOSING,
    "quiz": UNTIL_CLOSING,
    "report": UNTIL_CLOSING | {Phase.GRACE, Phase.CLOSED, Phase.ARCHIVED},
}
TOO_LATE: Mapping[str, str | Promise] = {
    "application": gettext_lazy("The form can be mended until the call closes, and not after."),
    "quiz": gettext_lazy("The quiz can be mended until the call closes, and not after."),
    "report": gettext_lazy("The report form can be mended once the call is announced, unless it is cancelled."),
}

# What of a form stays as it was promised while a call is open. A new version for later calls may change all of it.
FIXED_WHILE_OPEN: Mapping[str, Fixed] = {
    "needed": Fixed(
        gettext_lazy("Answers that every call needs: a name, an amount, somebody to contact."),
        gettext_lazy("The call needs this answer. The question cannot go, or stand for something else."),
    ),
    "amount": Fixed(
        gettext_lazy("The question that says how much is asked for, with its kind and its columns."),
        gettext_lazy("This says how much is asked for. It stays, as the same kind of question."),
    ),
    "judged": Fixed(
        gettext_lazy("Questions that a criterion of the rubric reads. Their words may change."),
        gettext_lazy("A criterion of the rubric reads this answer. The question cannot go."),
    ),
    "readers": Fixed(
        gettext_lazy("Who reads an answer: it may become fewer people, and never more."),
        gettext_lazy("Groups were promised that fewer people read this. That promise stays."),
    ),
}


def asked_version(call: Any, purpose: str) -> Any:
    """The version that a call asks now for a purpose; None for none."""
    return getattr(call, f"{PARTS[purpose]}_version")


def fixed_for(purpose: str) -> list[Fixed]:
    """What stays while a form for this purpose is in use. Of a quiz nothing does: it is taken anew by everybody."""
    names = {"application": FIXED_WHILE_OPEN.keys(), "report": {"readers"}}.get(purpose, set())
    return [fixed for name, fixed in FIXED_WHILE_OPEN.items() if name in names]


def may_mend(call: Dated, now: dt.datetime, *, purpose: str = "application") -> bool:
    """Whether a form of a call may still be mended: announced, and nobody is in the last minutes of sending. That of
    reports may be for as long as reports are written.
    """
    return phase(call, now) in MENDED_IN[purpose]


def blockers_to_mend(
    call: Dated, before: FormSpec, after: FormSpec, *, judged: Collection[str], reason: str, now: dt.datetime
) -> list[Blocker]:
    """Why a version cannot take the place of the one that a call asks now. `judged` are keys that criteria read.

    `field` is "reason", or the key of the question meant.
    """
    if not may_mend(call, now, purpose=before.purpose):
        return [Blocker("cannot_mend", TOO_LATE[before.purpose])]
    found = fixed_blockers(before, after, judged)
    if not reason:
        found.append(Blocker("reason_missing", _("Say what was wrong. Everybody reads this."), "reason"))
    elif len(reason) > LONGEST_REASON:
        found.append(Blocker("reason_too_long", _("Keep it under 500 characters."), "reason"))
    return found


def fixed_blockers(before: FormSpec, after: FormSpec, judged: Collection[str]) -> list[Blocker]:
    """What a version changes that stays as it was promised, by `FIXED_WHILE_OPEN`, at the question meant."""
    stays = fixed_for(before.purpose)
    return [
        Blocker(f"fixed_{name}", FIXED_WHILE_OPEN[name].sentence, question.key)
        for question in before.questions
        for name, is_changed in CHECKS.items()
        if FIXED_WHILE_OPEN[name] in stays and is_changed(before, question, after, judged)
    ]


def _needed_changed(before: FormSpec, question: QuestionSpec, after: FormSpec, judged: Collection[str]) -> bool:
    """The question gave something that the call needs, and nothing gives it any more."""
    return any(question.meaning in wanted and wanted.isdisjoint(after.meanings) for wanted in REQUIRED_MEANINGS)


def _amount_changed(before: FormSpec, question: QuestionSpec, after: FormSpec, judged: Collection[str]) -> bool:
    if question.meaning not in AMOUNTS:
        return False
    new = after.question(question.key)
    return new is None or _amount_part(new) != _amount_part(question)


def _amount_part(question: QuestionSpec) -> tuple[object, ...]:
    columns = [(column.key, column.type) for column in question.columns]
    return question.type, question.meaning, question.amount_column, columns


def _judged_gone(before: FormSpec, question: QuestionSpec, after: FormSpec, judged: Collection[str]) -> bool:
    return question.key in judged and after.question(question.key) is None


def _readers_widened(before: FormSpec, question: QuestionSpec, after: FormSpec, judged: Collection[str]) -> bool:
    new = after.question(question.key)
    return new is not None and FEWEST_READERS.index(new.readers) > FEWEST_READERS.index(question.readers)


CHECKS: Mapping[str, Callable[[FormSpec, QuestionSpec, FormSpec, Collection[str]], bool]] = {
    "needed": _needed_changed,
    "amount": _amount_changed,
    "judged": _judged_gone,
    "readers": _readers_widened,
}
