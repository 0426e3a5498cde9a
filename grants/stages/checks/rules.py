"""The check-in: the lines of the checklist by size of grant, what we can see ourselves, and what stands in the way.

The lines are those of the due diligence table (docs/domain.md); bank account, sanctions and agreement come later, with
the award. What we can see ourselves helps the officer and decides nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Blocker

Words = str | Promise

# The largest ask of each tier, in minor units; beyond the last one every line is asked.
MICRO_UP_TO = 50_000
SMALL_UP_TO = 500_000

MICRO, SMALL, LARGER = "micro", "small", "larger"
FROM_MICRO = frozenset({MICRO, SMALL, LARGER})
FROM_SMALL = frozenset({SMALL, LARGER})
ONLY_LARGER = frozenset({LARGER})


@dataclass(frozen=True)
class CheckLine:
    """One line of the checklist: what is asked of the officer, how to tell, and for which tiers."""

    key: str
    question: Words
    help: Words
    tiers: frozenset[str]


CHECKLIST: tuple[CheckLine, ...] = (
    CheckLine(
        "two_people",
        _("Are there two people to talk to, who are not related and do not live together?"),
        _("They have different emails or phone numbers."),
        FROM_MICRO,
    ),
    CheckLine(
        "group",
        _("Is this for a group, and not for one person's own needs or profit?"),
        _("The group does not need to be a charity."),
        FROM_MICRO,
    ),
    CheckLine(
        "purpose",
        _("Does it fit what the fund is for?"),
        _("Say in the note which of the fund's purposes it serves."),
        FROM_MICRO,
    ),
    CheckLine(
        "place",
        _("Will it happen where the fund works, or be for people who live there?"),
        _("Online counts when it is mainly for people who live there."),
        FROM_MICRO,
    ),
    CheckLine(
        "amount",
        _("Is the amount within the limits of the call, and does the budget add up to it?"),
        _("Only costs still to come count."),
        FROM_MICRO,
    ),
    CheckLine(
        "safeguarding",
        _("Have you seen how the group will keep people safe?"),
        _("Children on their own, therapy or home visits need a policy and a named lead."),
        FROM_MICRO,
    ),
    CheckLine(
        "documents",
        _("Can every document be opened and read?"),
        _("Choose “Not needed” when none was sent and none was asked for."),
        FROM_MICRO,
    ),
    CheckLine(
        "group_rules",
        _("Have you seen the group's rules, or a short group agreement?"),
        _("A group without rules can use our short agreement."),
        FROM_SMALL,
    ),
    CheckLine(
        "register",
        _("Is the group on the register that it names?"),
        _("Choose “Not needed” when it names none."),
        FROM_SMALL,
    ),
    CheckLine(
        "accounts",
        _("Have you seen last year's accounts, or bank statements of three months?"),
        _("A new group can show its plan for the year in their place."),
        ONLY_LARGER,
    ),
)

REASON_PURPOSE = "ineligible"


def tier(amount: int) -> str:
    """The tier of an ask, in minor units: micro up to £500, small up to £5,000, larger beyond."""
    if amount <= MICRO_UP_TO:
        return MICRO
    return SMALL if amount <= SMALL_UP_TO else LARGER


def checklist(amount: int) -> list[CheckLine]:
    """The lines to answer for an ask of this size."""
    wanted = tier(amount)
    return [line for line in CHECKLIST if wanted in line.tiers]


def line_of(key: str, amount: int) -> CheckLine | None:
    """The line of that key, if it is asked at this size."""
    return next((line for line in checklist(amount) if line.key == key), None)


def blockers_to_answer(*, line: CheckLine | None, answer: str, note: str, status: str) -> list[Blocker]:
    """Why a line cannot be answered this way now. "No" and "Not needed" need a note that says why."""
    if status != "submitted":
        return [_checked_in_already()]
    if line is None:
        return [Blocker("no_such_line", _("This line is not on the checklist."))]
    if answer not in {"yes", "no", "not_needed"}:
        return [Blocker("answer_missing", _("Choose yes, no or not needed."), f"{line.key}-answer")]
    if answer == "no" and not note:
        return [Blocker("note_missing", _("Say what is missing."), f"{line.key}-note")]
    return []


def blockers_to_find_eligible(
    *, lines: Sequence[CheckLine], answers: Mapping[str, str], status: str, has_finding: bool
) -> list[Blocker]:
    """Why an application cannot be found eligible: each line unanswered or answered "no"."""
    if status != "submitted" or has_finding:
        return [_checked_in_already()]
    found = []
    for line in lines:
        answer = answers.get(line.key)
        if answer is None:
            found.append(Blocker("line_unanswered", _("Answer every line of the checklist."), f"{line.key}-answer"))
        elif answer == "no":
            sentence = _("A line is answered “no”. Settle it, or say that the application is not eligible.")
            found.append(Blocker("line_is_no", sentence, f"{line.key}-answer"))
    return found


def blockers_to_find_ineligible(*, status: str, has_finding: bool, has_reason: bool) -> list[Blocker]:
    """Why an application cannot be found not eligible."""
    if status != "submitted" or has_finding:
        return [_checked_in_already()]
    return [] if has_reason else [Blocker("reason_missing", _("Choose one of the published reasons."), "reason")]


def blockers_to_confirm(*, status: str, is_waiting: bool, is_same_person: bool) -> list[Blocker]:
    """Why a finding of "not eligible" cannot be confirmed. The second pair of eyes belongs to somebody else."""
    if status != "submitted" or not is_waiting:
        return [_checked_in_already()]
    if is_same_person:
        return [Blocker("same_person", _("You found this yourself. A colleague has to confirm it."))]
    return []


def blockers_to_undo(*, status: str, is_live: bool) -> list[Blocker]:
    """Why a finding cannot be taken back: the group has been told, or the panel has it."""
    if is_live and status in {"submitted", "eligible"}:
        return []
    return [Blocker("cannot_undo", _("This can no longer be undone. The application has moved on."))]


def _checked_in_already() -> Blocker:
    return Blocker("checked_in", _("Somebody has checked this in since you opened the page. Look at it again."))


# What we can see ourselves


@dataclass(frozen=True)
class Sign:
    """What the answers themselves say about a line. `is_fine` is False where the officer should look closely."""

    line: str
    is_fine: bool
    sentence: Words


def signs(
    *,
    emails: Sequence[str],
    phones: Sequence[str],
    amount: int,
    limits: tuple[int, int],
    districts: Collection[str],
    known_districts: Collection[str],
) -> list[Sign]:
    """Signs for the lines on people, amount and place. Amounts in minor units."""
    return [
        _people_sign(emails, phones),
        _amount_sign(amount, limits),
        _place_sign(districts, known_districts),
    ]


def _people_sign(emails: Sequence[str], phones: Sequence[str]) -> Sign:
    different = {email.casefold() for email in emails}
    numbers = {"".join(c for c in phone if c.isdigit()) for phone in phones}
    if len(different) < len(emails) or len(numbers) < len(phones):
        return Sign("two_people", False, _("Both people gave the same email or phone number."))
    if len(different) + len(numbers) < 2:
        return Sign("two_people", False, _("There is only one email or phone number for both."))
    return Sign("two_people", True, _("They can be reached in two different ways."))


def _amount_sign(amount: int, limits: tuple[int, int]) -> Sign:
    if limits[0] <= amount <= limits[1]:
        return Sign("amount", True, _("The amount is within the limits of the call."))
    return Sign("amount", False, _("The amount is outside the limits of the call."))


def _place_sign(districts: Collection[str], known: Collection[str]) -> Sign:
    if districts and set(districts) <= set(known):
        return Sign("place", True, _("All the places named are on our list."))
    return Sign("place", False, _("No place of our list is named."))
