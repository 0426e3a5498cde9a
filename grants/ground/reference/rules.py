"""People-rules: where another person must act. One literal table, three presets (docs/decisions/people-rules.md).

In every preset two people can take a grant through its whole life: A recommends, B decides, A releases; X checks an
account and approves the batch, Y verifies the account and builds the batch.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

RECOMMEND_NOT_DECIDE = "recommend_not_decide"
DECIDE_NOT_RELEASE = "decide_not_release"
INELIGIBLE_CONFIRMED = "ineligible_confirmed"
CHECK_NOT_VERIFY = "check_not_verify"
BUILD_NOT_APPROVE = "build_not_approve"
VERIFY_NOT_APPROVE = "verify_not_approve"

# Releasing money always needs two people: these cannot be switched off.
ALWAYS_ON = frozenset({CHECK_NOT_VERIFY, BUILD_NOT_APPROVE})

OFF = None

# The amount, in minor units, from which each rule bites; OFF where it does not.
PRESETS: Mapping[str, Mapping[str, int | None]] = {
    "officer_and_treasurer": {
        RECOMMEND_NOT_DECIDE: 50_000,
        DECIDE_NOT_RELEASE: OFF,
        INELIGIBLE_CONFIRMED: OFF,
        CHECK_NOT_VERIFY: 0,
        BUILD_NOT_APPROVE: 0,
        VERIFY_NOT_APPROVE: OFF,
    },
    "two_staff_and_a_board": {
        RECOMMEND_NOT_DECIDE: 0,
        DECIDE_NOT_RELEASE: 0,
        INELIGIBLE_CONFIRMED: OFF,
        CHECK_NOT_VERIFY: 0,
        BUILD_NOT_APPROVE: 0,
        VERIFY_NOT_APPROVE: 0,
    },
    "full_separation": {
        RECOMMEND_NOT_DECIDE: 0,
        DECIDE_NOT_RELEASE: 0,
        INELIGIBLE_CONFIRMED: 0,
        CHECK_NOT_VERIFY: 0,
        BUILD_NOT_APPROVE: 0,
        VERIFY_NOT_APPROVE: 0,
    },
}


@dataclass(frozen=True)
class PeoplePolicy:
    """The rules in force: for each, the amount from which another person must act, or None."""

    from_amount: Mapping[str, int | None]

    def needs_another(self, rule: str, *, amount: int = 0) -> bool:
        """Whether the rule asks for two different people for this amount."""
        threshold = self.from_amount.get(rule)
        return rule in ALWAYS_ON or (threshold is not None and amount >= threshold)

    def is_same_person_refused(self, rule: str, first: int | None, second: int | None, *, amount: int = 0) -> bool:
        """Whether `first` and `second` are one person where the rule asks for two."""
        return first is not None and first == second and self.needs_another(rule, amount=amount)


def policy(preset: str, overrides: Iterable[tuple[str, int, bool]] = ()) -> PeoplePolicy:
    """The policy of a preset, with rows of (rule, from_amount, is_on) of the people-rules table over it."""
    table = dict(PRESETS[preset])
    for rule, from_amount, is_on in overrides:
        table[rule] = from_amount if is_on else OFF
    return PeoplePolicy(table)
