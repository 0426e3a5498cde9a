"""Recommending and deciding: which amount fits which verdict, what needs a reason, who may not do both."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker
from grants.stages.assessment.rules.panels import STEPS

FUNDING = frozenset({"fund", "part"})
VERDICTS = ("fund", "part", "reserve", "no")
LONGEST_TEXT = 5000


@dataclass(frozen=True)
class Standing:
    """How an application stands before the judgement. Amounts are minor units, totals hundredths.

    `floor` is the smallest amount that would still work for the group, or the least that the call gives.
    """

    requested: int
    floor: int
    least_total: int = 0
    mean: int | None = None
    is_below_gate: bool = False

    @property
    def is_below_bar(self) -> bool:
        """Below the rubric's least total, or a gate criterion at 0: only a recommendation with a reason lifts it."""
        return self.is_below_gate or (self.mean is not None and self.mean < self.least_total)


@dataclass(frozen=True)
class Proposal:
    """A verdict as someone puts it: what, how much, why, what the group will read, why in spite of the bar."""

    verdict: str
    amount: int
    reason: str
    feedback: str
    exception: str = ""


def amount_for(verdict: str, amount: int | None, requested: int) -> int:
    """The amount that a verdict means: all that was asked, what was typed, or nothing."""
    if verdict == "fund":
        return requested if amount is None else amount
    return (amount or 0) if verdict == "part" else 0


def blockers_to_propose(proposal: Proposal, standing: Standing) -> list[Blocker]:
    """What is missing from a recommendation or a decision, at its field."""
    if proposal.verdict not in VERDICTS:
        return [Blocker("no_verdict", _("Choose one of these."), "verdict")]
    found = _amount_blockers(proposal, standing)
    if not proposal.reason:
        found.append(Blocker("no_reason", _("Say why. The file must show it for years."), "reason"))
    if proposal.verdict != "fund" and not proposal.feedback:
        found.append(Blocker("no_feedback", _("Write a sentence that will help the group."), "feedback"))
    if needs_exception(proposal.verdict, standing) and not proposal.exception:
        sentence = _("This application is below the bar of the rubric. Explain why it should be funded all the same.")
        found.append(Blocker("exception_unexplained", sentence, "exception"))
    for field in ("reason", "feedback", "exception"):
        if len(getattr(proposal, field)) > LONGEST_TEXT:
            found.append(Blocker("text_too_long", _("Please say it in fewer than 5,000 characters."), field))
    return found


def needs_exception(verdict: str, standing: Standing) -> bool:
    """Whether money would go below the bar."""
    return verdict in FUNDING and standing.is_below_bar


def _amount_blockers(proposal: Proposal, standing: Standing) -> list[Blocker]:
    amount = proposal.amount
    if proposal.verdict not in FUNDING:
        return [Blocker("amount_without_grant", _("Leave the amount empty."), "amount")] if amount else []
    if amount <= 0:
        return [Blocker("no_amount", _("Enter the amount of the grant."), "amount")]
    if amount > standing.requested:
        return [Blocker("more_than_asked", _("This is more than the group asked for."), "amount")]
    if proposal.verdict == "fund" and amount < standing.requested:
        return [Blocker("less_than_asked", _("This is less than they asked for. Choose “Fund in part”."), "amount")]
    if proposal.verdict == "part" and amount == standing.requested:
        return [Blocker("all_that_was_asked", _("This is all they asked for. Choose “Fund”."), "amount")]
    if amount < standing.floor:
        return [Blocker("below_floor", _("The project would not work with so little. See the least amount."), "amount")]
    return []


@dataclass(frozen=True)
class Hand:
    """Whoever decides, and what came before. `is_same_refused`: they recommended, and the policy wants another."""

    limit: int | None
    effect: str
    is_same_refused: bool
    has_recommendation: bool
    is_exception_recommended: bool


def blockers_to_decide(proposal: Proposal, standing: Standing, hand: Hand, who_decides: str) -> list[Blocker]:
    """What stands in the way of this person deciding this. A tie of any weight excludes from deciding."""
    if hand.effect in {"hidden", "may_not_score"}:
        return [Blocker("conflict", _("You have a conflict of interest here. Somebody else decides."))]
    if not hand.has_recommendation and recommends_first(who_decides, hand.is_same_refused):
        return [Blocker("not_recommended", _("Nobody has recommended anything yet. Somebody else decides after that."))]
    if hand.is_same_refused:
        return [Blocker("same_person", _("You recommended this. Somebody else decides."))]
    found = blockers_to_propose(proposal, standing)
    if proposal.verdict in FUNDING and hand.limit is not None and proposal.amount > hand.limit:
        sentence = _("This is above the amount that you may decide. Somebody with a higher limit decides.")
        found.append(Blocker("above_limit", sentence, "amount"))
    if needs_exception(proposal.verdict, standing) and hand.has_recommendation and not hand.is_exception_recommended:
        sentence = _("This is below the bar, and the recommendation does not explain an exception. Ask for a new one.")
        found.append(Blocker("exception_not_recommended", sentence))
    return found


def recommends_first(who_decides: str, is_another_needed: bool) -> bool:
    """Whether a recommendation comes before the decision: someone confirms it, or the policy wants two people."""
    return STEPS[who_decides].has_confirming or is_another_needed
