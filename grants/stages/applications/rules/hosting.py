"""Another organisation holds the money for a group: the fee, what it is asked to agree to, and whether that stands."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Blocker
from grants.ground.kit.lifecycle import lifecycle
from grants.ground.kit.money import format_minor

# What the group chose at the question with the meaning `host`. Who is not sure may name a host, and need not.
ANOTHER_HOLDS_IT = "another_group"
NOT_SURE = "not_sure"
LINK_LASTS = dt.timedelta(days=30)
ASKED_A_DAY = 5
LONGEST_NAME = 120

HOSTING = lifecycle(
    "hosting",
    _("This has been answered or withdrawn since you opened the page."),
    {"asked": {"confirmed", "declined", "withdrawn"}, "confirmed": {"withdrawn"}},
)

OVER = frozenset({"ineligible", "declined", "lapsed", "withdrawn"})


@dataclass(frozen=True)
class Terms:
    """What a host agrees to: nothing private, and nothing that is not said to it. `amount` in minor units."""

    title: str
    public_summary: str
    amount: int


@dataclass(frozen=True)
class Fee:
    """What the host keeps: a percentage of the grant, or a sum in minor units; neither is nothing."""

    percent: Decimal | None = None
    amount: int | None = None


def fee_of(fee: Fee, amount: int) -> int:
    """The fee for a grant of `amount`, in minor units: `amount * percent / 100`, half a unit rounded up."""
    if fee.amount is not None:
        return fee.amount
    share = Decimal(amount) * (fee.percent or Decimal(0)) / 100
    return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))


class Standing(StrEnum):
    """What the group and the office read about a host."""

    NONE = "none"
    ASKED = "asked"
    EXPIRED = "expired"
    CONFIRMED = "confirmed"
    VOID = "void"
    DECLINED = "declined"


def hosting_standing(
    *, status: str, expires_at: dt.datetime, agreed: Terms, terms: Terms, now: dt.datetime
) -> Standing:
    """Where it stands. A host agreed to these terms and no others: when the application says something else by now,
    what it said is void.
    """
    if status == "withdrawn":
        return Standing.NONE
    if status == "declined":
        return Standing.DECLINED
    if agreed != terms:
        return Standing.VOID
    if status == "confirmed":
        return Standing.CONFIRMED
    return Standing.EXPIRED if now >= expires_at else Standing.ASKED


def may_have_host(host_choice: str) -> bool:
    """Whether a group may name a host: not when it says that it has an account of its own."""
    return host_choice in {ANOTHER_HOLDS_IT, NOT_SURE}


def blockers_to_change_host(status: str, *, has_confirmed: bool) -> list[Blocker]:
    """Why a group cannot name, or take back, a host now. An offer may name the host that confirmed."""
    if status in OVER:
        return [Blocker("application_over", _("This application is over, so nobody needs to hold money for it."))]
    if status == "offered" and has_confirmed:
        sentence = _(
            "Your host has confirmed, and your offer may name it. Write to us on the page of your application."
        )
        return [Blocker("payee_settled", sentence)]
    return []


def blockers_to_ask_host(
    details: Mapping[str, str],
    fee: Fee,
    terms: Terms,
    *,
    is_own_person: bool,
    asked_today: int,
    most_percent: int,
    currency: str,
) -> list[Blocker]:
    """What is wrong with the host that a group names."""
    found = [Blocker(f"{field}_missing", sentence, field) for field, sentence in MISSING.items() if not details[field]]
    found += [
        Blocker(f"{field}_long", _("Shorten this to 120 characters or fewer."), field)
        for field in ("host_name", "contact_name")
        if len(details[field]) > LONGEST_NAME
    ]
    if is_own_person:
        sentence = _("This is somebody of your own group. Name a person of the other organisation.")
        found.append(Blocker("host_is_own", sentence, "email"))
    if not terms.title or terms.amount <= 0:
        sentence = _("Write the name of your project and how much you ask for first: the host agrees to that.")
        found.append(Blocker("terms_missing", sentence))
    if asked_today >= ASKED_A_DAY:
        found.append(Blocker("asked_often", _("You have asked several times today. Go on tomorrow, or write to us.")))
    return found + blockers_to_fee(fee, terms.amount, most_percent=most_percent, currency=currency)


MISSING = {
    "host_name": _("Enter the name of the organisation."),
    "contact_name": _("Enter the name of the person whom we may ask."),
    "email": _("Enter their email address."),
}


def blockers_to_fee(fee: Fee, amount: int, *, most_percent: int, currency: str) -> list[Blocker]:
    """The fee is a percentage or a sum, not below nothing and within what the call allows."""
    if fee.percent is not None and fee.amount is not None:
        return [Blocker("two_fees", _("Enter a percentage or a sum, not both."), "fee_amount")]
    if (fee.percent or 0) < 0 or (fee.amount or 0) < 0:
        field = "fee_percent" if fee.percent is not None else "fee_amount"
        return [Blocker("fee_negative", _("The fee cannot be less than nothing."), field)]
    if fee.percent is not None and fee.percent > most_percent:
        sentence = _("In this call a host may keep at most %(most)s percent.") % {"most": most_percent}
        return [Blocker("fee_too_high", sentence, "fee_percent")]
    most = fee_of(Fee(percent=Decimal(most_percent)), amount)
    if fee.amount is not None and fee.amount > most:
        limits = {"most": most_percent, "sum": format_minor(most, currency)}
        told = _("In this call a host may keep at most %(most)s percent, which is %(sum)s here.") % limits
        return [Blocker("fee_too_high", told, "fee_amount")]
    return []


def blockers_to_answer_host(standing: Standing, *, name: str, role: str) -> list[Blocker]:
    """Why a host's answer does not count: the link is over, or nobody stands behind the answer."""
    if standing == Standing.EXPIRED:
        return [Blocker("link_expired", _("This link is too old. Ask the group to send you a new one."))]
    if standing == Standing.VOID:
        sentence = _("The group has changed its plan since it asked you. Ask it to send you a new link.")
        return [Blocker("terms_changed", sentence)]
    found = []
    if not name:
        found.append(Blocker("name_missing", _("Enter your full name."), "name"))
    if not role:
        found.append(Blocker("role_missing", _("Say what you are in your organisation, like treasurer."), "role"))
    found += [
        Blocker(f"{field}_long", _("Shorten this to 120 characters or fewer."), field)
        for field, typed in (("name", name), ("role", role))
        if len(typed) > LONGEST_NAME
    ]
    return found
