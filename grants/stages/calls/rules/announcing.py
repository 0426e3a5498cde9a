"""What a call still needs before it is announced, and what should make its officer stop and think."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from grants.ground.kit.dates import day_words
from grants.ground.kit.errors import Blocker
from grants.ground.kit.money import format_minor
from grants.stages.calls.rules.renewing import Renewed, blockers_to_announce_renewal
from grants.stages.calls.rules.rubrics import RubricSpec, rubric_problems

# Each group of meanings, one of which the form must ask for, and what is missing without it.
REQUIRED_MEANINGS: Sequence[frozenset[str]] = (
    frozenset({"project_title", "group_name"}),
    frozenset({"amount_requested", "budget"}),
    frozenset({"contacts"}),
)
LEAST_DAYS_OPEN = 14


@dataclass(frozen=True)
class FormChoice:
    """A form chosen for a call: its title, its newest published version if any, and the meanings that one asks for."""

    title: str
    version_id: int | None
    meanings: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CallPlan:
    """Everything that decides whether a call may be announced. Built by queries.plan_of."""

    is_timed: bool
    is_rehearsal: bool
    has_summary: bool
    opens_at: dt.datetime
    closes_at: dt.datetime | None
    decision_by: dt.date | None
    decision_working_days: int | None
    smallest_amount: int
    largest_amount: int
    budget_amount: int
    fund_name: str
    fund_available: int
    promised_elsewhere: int
    restricted_to: frozenset[str]
    form: FormChoice | None
    quiz: FormChoice | None
    report_form: FormChoice | None
    rubric: RubricSpec | None
    currency: str
    zone: str
    holidays: frozenset[dt.date]
    renewed: Renewed | None = None
    needs_quiz: bool = False

    def money(self, minor: int) -> str:
        """An amount of this call in words."""
        return format_minor(minor, self.currency)


@dataclass(frozen=True)
class Part:
    """One line of the list "ready to announce?": the part, and what is missing or should be looked at."""

    code: str
    label: str
    blockers: tuple[Blocker, ...]
    warnings: tuple[Blocker, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.blockers


def blockers_to_announce(plan: CallPlan, *, now: dt.datetime) -> list[Blocker]:
    """Everything that keeps a call from being announced, each at the field where it is put right."""
    return [
        *_missing_words(plan),
        *_money_faults(plan),
        *_date_faults(plan, now),
        *_form_faults(plan),
        *blockers_to_announce_renewal(plan.renewed),
        *_rubric_faults(plan),
    ]


def _missing_words(plan: CallPlan) -> list[Blocker]:
    if plan.has_summary:
        return []
    return [Blocker("summary_missing", _("Say in a sentence or two what the call is for."), "summary")]


def _money_faults(plan: CallPlan) -> list[Blocker]:
    found = []
    if plan.largest_amount <= 0:
        found.append(Blocker("largest_missing", _("Say how much a group may ask for."), "largest_amount"))
    if plan.budget_amount < max(plan.largest_amount, 1):
        sentence = _("The budget of the call is smaller than its largest grant.")
        found.append(Blocker("budget_too_small", sentence, "budget_amount"))
    if not plan.is_rehearsal and plan.budget_amount > plan.fund_available:
        sentence = _("%(fund)s has %(left)s left in this year; this call needs %(needed)s.") % {
            "fund": plan.fund_name,
            "left": plan.money(plan.fund_available),
            "needed": plan.money(plan.budget_amount),
        }
        found.append(Blocker("fund_short", sentence, "budget_amount"))
    return found


def _date_faults(plan: CallPlan, now: dt.datetime) -> list[Blocker]:
    if not plan.is_timed:
        if plan.decision_working_days:
            return []
        sentence = _("Say within how many working days groups hear from you.")
        return [Blocker("decision_days_missing", sentence, "decision_working_days")]
    found = []
    if plan.closes_at is None:
        found.append(Blocker("closing_missing", _("Say when the call closes."), "closes_at"))
    elif plan.closes_at <= max(now, plan.opens_at):
        found.append(Blocker("closing_past", _("The closing date is over, or before the opening date."), "closes_at"))
    if plan.decision_by is None:
        found.append(Blocker("decision_missing", _("Say by when groups hear from you."), "decision_by"))
    elif plan.closes_at and plan.decision_by <= plan.closes_at.astimezone(ZoneInfo(plan.zone)).date():
        sentence = _("The decision date must come after the closing date.")
        found.append(Blocker("decision_before_closing", sentence, "decision_by"))
    return found


def _form_faults(plan: CallPlan) -> list[Blocker]:
    asks_quiz = plan.quiz or plan.needs_quiz
    return [
        *_unpublished(plan.form, "form", _("Choose the form that groups fill in.")),
        *_unpublished(plan.report_form, "report_form", _("Choose the form for reports.")),
        *(_unpublished(plan.quiz, "quiz", _("Choose the quiz that must be passed.")) if asks_quiz else []),
        *_missing_meanings(plan.form),
    ]


def _unpublished(choice: FormChoice | None, field: str, nothing_chosen: str) -> list[Blocker]:
    if choice is None:
        return [Blocker(f"{field}_missing", nothing_chosen, field)]
    if choice.version_id is None:
        sentence = _("Publish the form “%(title)s” first.") % {"title": choice.title}
        return [Blocker(f"{field}_unpublished", sentence, field)]
    return []


def _missing_meanings(form: FormChoice | None) -> list[Blocker]:
    if form is None or form.version_id is None:
        return []
    sentences = (
        _("The form “%(title)s” does not ask what the project or the group is called."),
        _("The form “%(title)s” does not ask how much money is needed."),
        _("The form “%(title)s” does not ask whom to contact."),
    )
    return [
        Blocker("form_lacks_meaning", sentence % {"title": form.title}, "form")
        for wanted, sentence in zip(REQUIRED_MEANINGS, sentences, strict=True)
        if wanted.isdisjoint(form.meanings)
    ]


def _rubric_faults(plan: CallPlan) -> list[Blocker]:
    if plan.rubric is None:
        return [Blocker("rubric_missing", _("Choose the rubric by which you judge."), "rubric")]
    return rubric_problems(plan.rubric)


def warnings_to_announce(plan: CallPlan, *, now: dt.datetime) -> list[Blocker]:
    """What does not forbid announcing, but needs a reason to go on."""
    return [*_closing_warnings(plan, now), *_money_warnings(plan), *_restriction_warnings(plan)]


def _closing_warnings(plan: CallPlan, now: dt.datetime) -> list[Blocker]:
    if plan.closes_at is None:
        return []
    found, closing = [], plan.closes_at.astimezone(ZoneInfo(plan.zone))
    if (closing.hour, closing.minute) == (0, 0):
        sentence = _("The call closes at midnight. Many people read the wrong day; 5 pm is clearer.")
        found.append(Blocker("closes_at_midnight", sentence, "closes_at"))
    if closing.weekday() >= 5 or closing.date() in plan.holidays:
        sentence = _("The call closes on %(day)s, when nobody can help. Choose a working day.")
        found.append(Blocker("closes_on_day_off", sentence % {"day": day_words(closing.date())}, "closes_at"))
    if plan.closes_at - max(plan.opens_at, now) < dt.timedelta(days=LEAST_DAYS_OPEN):
        sentence = _("The call is open for less than two weeks. Groups that meet once a month will miss it.")
        found.append(Blocker("open_too_briefly", sentence, "closes_at"))
    return found


def _money_warnings(plan: CallPlan) -> list[Blocker]:
    if plan.is_rehearsal or plan.budget_amount + plan.promised_elsewhere <= plan.fund_available:
        return []
    sentence = _("Together with other open calls, more is promised from %(fund)s than the %(left)s that it has left.")
    words = {"fund": plan.fund_name, "left": plan.money(plan.fund_available)}
    return [Blocker("fund_promised_twice", sentence % words, "budget_amount")]


def _restriction_warnings(plan: CallPlan) -> list[Blocker]:
    """Restricted money can only be matched to projects whose form asks for it."""
    if plan.form is None or plan.form.version_id is None:
        return []
    sentences = {
        "districts": _("Some of the fund's money is only for certain places, and the form does not ask where."),
        "populations": _("Some of the fund's money is only for certain people, and the form does not ask for whom."),
        "activities": _("Some of the fund's money is only for certain activities, and the form does not ask which."),
        "outcomes": _("Some of the fund's money is only for certain aims, and the form does not ask for them."),
    }
    return [
        Blocker("restriction_not_asked", sentence, "form")
        for to, sentence in sentences.items()
        if to in plan.restricted_to - plan.form.meanings
    ]


# Which fields make up each part of the readiness list.
PART_FIELDS = {
    "words": ("summary",),
    "money": ("largest_amount", "budget_amount"),
    "dates": ("closes_at", "decision_by", "decision_working_days"),
    "form": ("form", "renews"),
    "quiz": ("quiz",),
    "report_form": ("report_form",),
    "rubric": ("rubric",),
}


def readiness(plan: CallPlan, *, now: dt.datetime) -> list[Part]:
    """The parts of a call in order, each with what is missing and what to think about."""
    labels = {
        "words": _("What it is for"),
        "money": _("Money"),
        "dates": _("Dates"),
        "form": _("Application form"),
        "quiz": _("Eligibility quiz"),
        "report_form": _("Report form"),
        "rubric": _("Rubric"),
    }
    blockers, warnings = blockers_to_announce(plan, now=now), warnings_to_announce(plan, now=now)
    return [
        Part(
            code,
            labels[code],
            tuple(blocker for blocker in blockers if blocker.field in fields),
            tuple(warning for warning in warnings if warning.field in fields),
        )
        for code, fields in PART_FIELDS.items()
    ]
