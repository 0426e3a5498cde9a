"""Reads of awards, by noun."""

from grants.stages.awards.queries.awards import (
    agreement_of,
    award_facts,
    awards_of,
    conditions_of,
    due_instalments,
    has_verified_account,
    instalments_of,
    letters_of,
    reports_due_of,
    reports_to_come,
    staff_awards,
    today_here,
    with_money,
)
from grants.stages.awards.queries.letters import agreement_words, letter_kind, letter_words
from grants.stages.awards.queries.plans import plan_of, proposed_shares, stated_facts

__all__ = [
    "agreement_of",
    "agreement_words",
    "award_facts",
    "awards_of",
    "conditions_of",
    "due_instalments",
    "has_verified_account",
    "instalments_of",
    "letter_kind",
    "letter_words",
    "letters_of",
    "plan_of",
    "proposed_shares",
    "reports_due_of",
    "reports_to_come",
    "staff_awards",
    "stated_facts",
    "today_here",
    "with_money",
]
