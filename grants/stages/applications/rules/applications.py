"""Rules of the ask: its lifecycle, what the group is told, what stands in the way, and what a submission states."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from grants.ground.kit.clock import add_months, add_working_days
from grants.ground.kit.errors import Blocker
from grants.ground.kit.lifecycle import lifecycle
from grants.ground.kit.money import format_minor
from grants.ground.questions.rules import values_by_meaning
from grants.stages.applications.rules.renewing import blockers_to_confirm_answers, blockers_to_renew

Words = str | Promise

LIFECYCLE = lifecycle(
    "application",
    _("This application has moved on since you opened the page. Look at where it is now."),
    {
        "draft": {"awaiting_sign_off", "submitted", "lapsed", "withdrawn"},
        "awaiting_sign_off": {"draft", "submitted", "lapsed", "withdrawn"},
        "submitted": {"draft", "sent_back", "eligible", "ineligible", "withdrawn"},
        "sent_back": {"submitted", "eligible", "ineligible", "withdrawn"},
        "eligible": {"submitted", "in_review", "recommended", "withdrawn"},
        "ineligible": {"submitted"},
        "in_review": {"eligible", "recommended", "withdrawn"},
        "recommended": {"in_review", "decided", "withdrawn"},
        "decided": {"recommended", "offered", "reserved", "declined"},
        "reserved": {"recommended", "offered", "declined", "withdrawn"},
        "offered": set(),
        "declined": set(),
        "lapsed": set(),
        "withdrawn": set(),  # but for `changing.restored_status`: only its own act brings it back, to where it was
    },
)

# Where the group is still writing, and where the office has the application in hand.
BEING_WRITTEN = frozenset({"draft", "awaiting_sign_off"})
BEFORE_RELEASE = frozenset({"submitted", "eligible", "in_review", "recommended", "decided"})
# Where the group may write: everything, or the questions that the office sent back.
WITH_THE_GROUP = frozenset({"draft", "sent_back"})

IDLE_MONTHS = 6
LONGEST_MESSAGE = 5_000
TITLE_LENGTH = 160


class Told(TextChoices):
    """What a group reads about its application. Inner states have one word in common, so that nothing leaks."""

    DRAFT = "draft", _("Not sent yet")
    SIGN_OFF = "sign_off", _("Waiting for sign-off")
    BEING_JUDGED = "being_judged", _("Being judged")
    QUESTIONS = "questions", _("We have questions")
    NOT_ELIGIBLE = "not_eligible", _("We could not consider this")
    OFFERED = "offered", _("Offered a grant")
    RESERVED = "reserved", _("On the reserve list")
    DECLINED = "declined", _("We could not fund this")
    LAPSED = "lapsed", _("Not sent in time")
    WITHDRAWN = "withdrawn", _("Withdrawn")


TOLD: Mapping[str, Told] = {
    "draft": Told.DRAFT,
    "awaiting_sign_off": Told.SIGN_OFF,
    "sent_back": Told.QUESTIONS,
    "ineligible": Told.NOT_ELIGIBLE,
    "offered": Told.OFFERED,
    "reserved": Told.RESERVED,
    "declined": Told.DECLINED,
    "lapsed": Told.LAPSED,
    "withdrawn": Told.WITHDRAWN,
} | dict.fromkeys(BEFORE_RELEASE, Told.BEING_JUDGED)


def is_being_written(status: str) -> bool:
    """Whether answers can be written now: not while a signatory looks at them."""
    return status == "draft"


def is_unsent(status: str) -> bool:
    """Whether the group has it in hand: writing, or waiting for a signatory."""
    return status in BEING_WRITTEN


def is_with_group(status: str) -> bool:
    """Whether the group may write now: the whole form, or what was sent back."""
    return status in WITH_THE_GROUP


def told_status(status: str) -> Told:
    """What the group reads. Before release every inner state says "being judged"."""
    return TOLD[status]


@dataclass(frozen=True)
class Step:
    """A date on the group's way: `state` is done, now, or empty for to come. `on` is None where nothing is promised."""

    label: Words
    on: dt.datetime | dt.date | None
    state: str


def steps_of(told: Told, *, started: dt.datetime, sent: dt.datetime | None, promised: dt.date | None) -> list[Step]:
    """The dates of an application, from its start to the group's hearing about it."""
    waits = told in {Told.BEING_JUDGED, Told.QUESTIONS}
    steps = [Step(_("Started"), started, "done")]
    if sent is not None:
        steps.append(Step(_("Sent to us"), sent, "done"))
    if told in {Told.LAPSED, Told.WITHDRAWN}:
        return steps
    steps.append(Step(_("We read and judge it"), None, "now" if waits else "done"))
    return [*steps, Step(_("You hear from us"), promised if waits else None, "" if waits else "done")]


# What stands in the way


def blockers_to_start(*, accepts_new: bool, takes_group: bool = True, may_renew: bool = True) -> list[Blocker]:
    """Why no application can be started in a call now, or not by this group: a rehearsal has a group of its own, and a
    call that renews grants is for those who were offered one.
    """
    if not accepts_new:
        return [Blocker("call_not_open", _("This call is not taking new applications now."))]
    if not takes_group:
        return [Blocker("not_this_group", _("This group cannot apply here. A rehearsal has a group of its own."))]
    return blockers_to_renew(may_renew=may_renew)


def blockers_to_submit(
    *, accepts: bool, problems: Iterable[Blocker], is_declared: bool, to_confirm: Iterable[str] = ()
) -> list[Blocker]:
    """Why an application cannot be sent now: the call first, then each answer, what was not looked through in a
    renewal (`to_confirm`, titles of tasks), then the declaration.

    `accepts` is the call's own verdict, which includes the grace after closing for drafts that were started in time.
    `problems` are those of the answers and of the amount asked for.
    """
    found = [] if accepts else [Blocker("call_closed", _("This call has closed, so we cannot take this now."))]
    found += problems
    found += blockers_to_confirm_answers(to_confirm)
    if not is_declared:
        found.append(Blocker("not_declared", _("Tick the box to say that everything is true."), "declared"))
    return found


def amount_problems(amount: int, *, smallest: int, largest: int, currency: str, field: str) -> list[Blocker]:
    """Why a call cannot give this amount. Minor units; `field` is the key of the question that says it."""
    if smallest <= amount <= largest and amount > 0:
        return []
    limits = {"smallest": format_minor(smallest, currency), "largest": format_minor(largest, currency)}
    sentence = _("This call gives between %(smallest)s and %(largest)s. Change the amount you ask for.") % limits
    return [Blocker("amount_outside_limits", sentence, field)]


def quiz_problems(*, needs_quiz: bool, is_passed: bool) -> list[Blocker]:
    """That the quiz is still to be passed, where the call says that it has to be."""
    if is_passed or not needs_quiz:
        return []
    return [Blocker("quiz_not_passed", _("Answer the short quiz first. This call asks for it."))]


def blockers_to_message(text: str) -> list[Blocker]:
    """Why a message cannot be sent."""
    if not text:
        return [Blocker("message_empty", _("Write your message."), "text")]
    if len(text) > LONGEST_MESSAGE:
        return [Blocker("message_too_long", _("Keep the message under 5,000 characters."), "text")]
    return []


def lapses_before(now: dt.datetime) -> dt.datetime:
    """A draft of a call without an end lapses when nothing was saved in it since this moment."""
    day = add_months(now.date(), -IDLE_MONTHS)
    return dt.datetime.combine(day, now.timetz())


def promised_on(
    *, decision_by: dt.date | None, working_days: int | None, sent_on: dt.date, holidays: Collection[dt.date]
) -> dt.date | None:
    """The day by which the group hears: the call's date, or so many working days after sending; None if not said."""
    if decision_by is not None:
        return decision_by
    return None if working_days is None else add_working_days(sent_on, working_days, holidays)


# What a submission states


@dataclass(frozen=True)
class FactsRow:
    """What one submission says, typed. Amounts in minor units; codes as the vocabularies spell them."""

    title: str = ""
    public_summary: str = ""
    requested_amount: int = 0
    smallest_amount: int | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    districts: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    contact_emails: tuple[str, ...] = ()
    contact_phones: tuple[str, ...] = ()
    excluded_reviewers: tuple[str, ...] = ()
    host_choice: str = ""
    safeguarding_choice: str = ""


def facts_from_snapshot(content: Mapping[str, Any]) -> FactsRow:
    """The facts of a snapshot, by the meaning of each answer, never by its key.

    The amount is what was asked for, or the budget's total where the form asks only for a budget. The title falls
    back to the name of the group. Answers that are missing or hidden leave their fact empty.
    """
    told = values_by_meaning(content)
    return FactsRow(
        title=_text(told.get("project_title") or told.get("group_name"))[:TITLE_LENGTH],
        public_summary=_text(told.get("public_summary")),
        requested_amount=told.get("amount_requested") or 0,
        smallest_amount=told.get("smallest_amount"),
        starts_on=_day(told.get("start")),
        ends_on=_day(told.get("end")),
        districts=_codes(told.get("districts")),
        populations=_codes(told.get("populations")),
        activities=_codes(told.get("activities")),
        outcomes=_codes(told.get("outcomes")),
        contact_emails=_column(told.get("contacts"), "email"),
        contact_phones=_column(told.get("contacts"), "phone"),
        excluded_reviewers=_lines(told.get("excluded_reviewers")),
        host_choice=_text(told.get("host")),
        safeguarding_choice=_text(told.get("safeguarding")),
    )


def file_ids(content: Mapping[str, Any], *, may_read: Callable[[str], bool] | None = None) -> frozenset[int]:
    """Ids of every file named in a snapshot, in answers that `may_read` lets through."""
    answers = (answer for section in content["sections"] for answer in section["answers"])
    read = (answer for answer in answers if may_read is None or may_read(answer.get("readers", "panel")))
    return frozenset(file["id"] for answer in read for file in answer["files"])


def key_by_meaning(content: Mapping[str, Any], *meanings: str) -> str:
    """The key of the question that carries the first of `meanings` that the form has; empty if it has none."""
    answers = [answer for section in content["sections"] for answer in section["answers"]]
    keys = {answer["meaning"]: answer["key"] for answer in answers if answer["meaning"]}
    return next((keys[meaning] for meaning in meanings if meaning in keys), "")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _codes(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value else tuple(value or ())


def _column(rows: Any, name: str) -> tuple[str, ...]:
    return tuple(row[name] for row in rows or () if row.get(name))


def _lines(value: Any) -> tuple[str, ...]:
    return tuple(line.strip() for line in _text(value).splitlines() if line.strip())
