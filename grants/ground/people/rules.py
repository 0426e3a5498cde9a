"""Pure rules: codes and their limits, roles, invitations, organisations."""

import datetime as dt
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Blocker
from grants.ground.kit.registers import clean_register_number
from grants.ground.kit.text import tidy
from grants.ground.people.roles import Role

SIGN_IN_CODE_LASTS = dt.timedelta(minutes=15)
SIGN_IN_CODES_AT_ONCE = 5
TRIES = 5
TRIES_WITHIN = dt.timedelta(minutes=15)
INVITATION_LASTS = dt.timedelta(days=14)
INVITATIONS_AT_ONCE = 20
JOIN_REQUEST_LASTS = dt.timedelta(days=14)
JOIN_REQUESTS_AT_ONCE = 5
UNVERIFIED_KEPT = dt.timedelta(days=2)

TOTP_SECONDS = 30

# Domains that many strangers share: they say nothing about whose colleague somebody is.
SHARED_MAIL_DOMAINS = frozenset(
    {
        "aol.com", "btinternet.com", "gmail.com", "gmx.com", "gmx.net", "googlemail.com", "hotmail.co.uk",
        "hotmail.com", "icloud.com", "live.co.uk", "live.com", "mac.com", "mail.com", "me.com", "msn.com",
        "outlook.com", "posteo.net", "proton.me", "protonmail.com", "sky.com", "talktalk.net", "virginmedia.com",
        "yahoo.co.uk", "yahoo.com", "zoho.com",
    }
)  # fmt: skip


def typed_digits(text: str) -> str:
    """The digits of a code as a person typed it: spaces and hyphens left out, digits of any script made plain."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())


PHONE_LENGTH = range(8, 16)


def plain_phone(typed: str, *, country: str) -> str:
    """A number as +447700900123 (E.164): only its digits, with 00 read as + and a leading 0 as the `country` code
    ("+44"), also where both were written, as in +44 (0)7700. Empty when it cannot be a number.
    """
    digits = typed_digits(typed)
    if typed.strip().startswith("+"):
        pass
    elif digits.startswith("00"):
        digits = digits[2:]
    elif digits.startswith("0"):
        digits = f"{country[1:]}{digits[1:]}"
    else:
        return ""
    trunk = f"{country[1:]}0"
    if digits.startswith(trunk):
        digits = f"{country[1:]}{digits[len(trunk) :]}"
    return f"+{digits}" if len(digits) in PHONE_LENGTH else ""


@dataclass(frozen=True)
class Contact:
    """How somebody wants to be reached. `interpreter` is the language that they need spoken, empty for none."""

    reach_by: str
    phone: str = ""
    good_times: str = ""
    interpreter: str = ""
    needs_large_print: bool = False
    postal_address: str = ""


def blockers_to_contact(contact: Contact, *, has_email: bool, is_phone_taken: bool = False) -> list[Blocker]:
    """Why somebody could not be reached like this."""
    found = []
    if contact.reach_by == "email" and not has_email:
        sentence = _("This person has no email address here. Choose another way.")
        found.append(Blocker("no_email", sentence, "reach_by"))
    if contact.reach_by in {"text", "phone"} and not contact.phone:
        found.append(Blocker("phone_missing", _("Enter the phone number for that."), "phone"))
    if contact.reach_by == "post" and not contact.postal_address:
        found.append(Blocker("address_missing", _("Enter the address for letters."), "postal_address"))
    if is_phone_taken:
        sentence = _("Somebody else without an email address has this number. Look whether it is the same person.")
        found.append(Blocker("phone_taken", sentence, "phone"))
    return found


def plain_address(email: str) -> str:
    """An address as stored and compared: without spaces around it, in small letters."""
    return email.strip().lower()


def own_domain(email: str) -> str:
    """The part after the @ where it says whose colleague somebody is; empty for providers that strangers share."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in SHARED_MAIL_DOMAINS else domain


BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def device_words(user_agent: str) -> str:
    """A browser as a person would name it, from what it says of itself: "Firefox · Windows"."""
    found = [next((words for sign, words in table.items() if sign in user_agent), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(word for word in found if word) or str(_("Unknown browser"))


def blockers_to_send_code(asked_at: Sequence[dt.datetime], *, now: dt.datetime) -> list[Blocker]:
    """Why no further sign-in code is sent to an address that was sent codes at these moments."""
    recent = [moment for moment in asked_at if now - moment < SIGN_IN_CODE_LASTS]
    if len(recent) < SIGN_IN_CODES_AT_ONCE:
        return []
    sentence = _("We have sent several codes to this address. Use the newest one, or wait 15 minutes for another.")
    return [Blocker("too_many_codes", sentence, "email")]


def blockers_to_use_code(
    *, expires_at: dt.datetime, used_at: dt.datetime | None, tries: int, is_match: bool, now: dt.datetime
) -> list[Blocker]:
    """Why a sign-in code does not let anyone in."""
    if used_at is not None or now >= expires_at:
        return [Blocker("code_over", _("This code is too old. Ask for a new one."), "code")]
    if tries >= TRIES:
        return [Blocker("too_many_tries", _("Too many wrong codes. Ask for a new one."), "code")]
    if not is_match:
        return [Blocker("code_wrong", _("This is not the code that we sent. Check it and try again."), "code")]
    return []


def recent_tries(failed_at: Sequence[float], *, now: dt.datetime) -> list[float]:
    """Those wrong second-factor codes (as timestamps) that still count."""
    return [moment for moment in failed_at if now.timestamp() - moment < TRIES_WITHIN.total_seconds()]


def totp_counters(now: dt.datetime) -> tuple[int, int, int]:
    """The time steps whose codes count at `now`: the last, the present and the next one, for clocks that differ."""
    step = int(now.timestamp()) // TOTP_SECONDS
    return (step - 1, step, step + 1)


def blockers_to_give_role(
    role: str,
    *,
    limit_amount: int | None,
    starts_on: dt.date,
    ends_on: dt.date | None,
    is_for_self: bool,
    held: Collection[str],
) -> list[Blocker]:
    """Why a staff role cannot be given to somebody who holds the roles `held`."""
    found = []
    if role not in Role.values:
        found.append(Blocker("role_unknown", _("Choose a role from the list."), "role"))
    if is_for_self:
        found.append(Blocker("role_for_self", _("You cannot give yourself a role. Ask another administrator."), "role"))
    if role in held:
        found.append(Blocker("role_held", _("This person has this role already."), "role"))
    if limit_amount is not None and limit_amount <= 0:
        found.append(Blocker("limit_not_positive", _("Enter a limit above 0, or none."), "limit_amount"))
    if limit_amount is not None and role != Role.DECISION_MAKER:
        found.append(Blocker("limit_without_use", _("Only a decision-maker has a limit."), "limit_amount"))
    if ends_on is not None and ends_on < starts_on:
        found.append(Blocker("role_ends_first", _("The last day is before the first day."), "ends_on"))
    return found


def blockers_to_end_role(role: str, *, other_administrators: int) -> list[Blocker]:
    """Why a role cannot be ended: somebody must remain who can give roles."""
    if role == Role.ADMINISTRATOR and other_administrators == 0:
        sentence = _("This is the last administrator. Give the role to somebody else first.")
        return [Blocker("last_administrator", sentence)]
    return []


def blockers_to_accept_invitation(
    *,
    invited: str,
    by_email: str,
    expires_at: dt.datetime,
    cancelled_at: dt.datetime | None,
    accepted_at: dt.datetime | None,
    now: dt.datetime,
) -> list[Blocker]:
    """Why an invitation does not count for the person who opened it."""
    if plain_address(invited) != plain_address(by_email):
        sentence = _("This invitation was sent to another address. Sign out, then sign in with that address.")
        return [Blocker("invitation_for_another", sentence)]
    if cancelled_at is not None or accepted_at is not None:
        return [Blocker("invitation_over", _("This invitation no longer counts. Ask for a new one."))]
    if now >= expires_at:
        return [Blocker("invitation_expired", _("This invitation is too old. Ask for a new one."))]
    return []


def blockers_to_leave(*, others: int) -> list[Blocker]:
    """Why somebody cannot be taken off a group: a group without people could not be reached."""
    if others:
        return []
    return [Blocker("last_member", _("This is the last person in the group. Add somebody else first."))]


def blockers_to_lose_signatory(*, is_signatory: bool, others: int) -> list[Blocker]:
    """Why the part of a signatory cannot end: somebody has to be able to sign for the group."""
    if not is_signatory or others:
        return []
    sentence = _("This is the last signatory of the group. Make somebody else a signatory first.")
    return [Blocker("last_signatory", sentence)]


def blockers_to_ask_to_join(name: str, *, open_requests: int) -> list[Blocker]:
    """Why nobody can be asked. Never because of the group: whether we know it is not said."""
    if not name:
        return [Blocker("name_missing", _("Enter the name of the group."), "name")]
    if open_requests >= JOIN_REQUESTS_AT_ONCE:
        sentence = _("You have asked several times. Wait until somebody answers, or write to us.")
        return [Blocker("too_many_requests", sentence)]
    return []


def blockers_to_answer_request(
    *, asked_at: dt.datetime, answered_at: dt.datetime | None, now: dt.datetime
) -> list[Blocker]:
    """Why a request to join cannot be answered any more."""
    if answered_at is not None:
        return [Blocker("request_answered", _("Somebody has answered this already."))]
    if now >= asked_at + JOIN_REQUEST_LASTS:
        return [Blocker("request_over", _("This request is too old. Invite the person instead."))]
    return []


def blockers_to_ask_in(*, is_there: bool, open_invitations: int) -> list[Blocker]:
    """Why nobody with this address can be invited to a group."""
    if is_there:
        return [Blocker("already_there", _("This person is in your group already."), "email")]
    if open_invitations >= INVITATIONS_AT_ONCE:
        sentence = _("Your group has many invitations open. Cancel some first.")
        return [Blocker("too_many_invitations", sentence)]
    return []


REGISTERS = ("charity_number", "company_number")
LONGEST = {"name": 120, "address": 500, "postcode": 12, "about": 2000, "website": 200}


def blockers_to_change_details(details: Mapping[str, Any], *, country: str) -> list[Blocker]:
    """What is wrong with details of a group, as typed. `country` says which registers there are."""
    found = []
    if "name" in details and not tidy(details["name"]):
        found.append(Blocker("name_missing", _("Enter the name of your group."), "name"))
    found += [
        Blocker("too_long", _("Shorten this to %(most)s characters or fewer.") % {"most": most}, field)
        for field, most in LONGEST.items()
        if len(details.get(field) or "") > most
    ]
    found += [
        Blocker("not_a_register_number", _not_a_number(field, country), field)
        for field in REGISTERS
        if details.get(field) and clean_register_number(details[field], country) is None
    ]
    website = details.get("website") or ""
    if website and (urlsplit(website).scheme not in {"http", "https"} or "." not in urlsplit(website).netloc):
        sentence = _("Enter an address on the web, like https://www.example.org.")
        found.append(Blocker("not_a_web_address", sentence, "website"))
    return found


def _not_a_number(field: str, country: str) -> Any:
    if country != "GB":
        return _("Check the register number. Leave it empty if there is none.")
    if field == "charity_number":
        return _("Enter a charity number like 1123456 or SC012345, or leave it empty.")
    return _("Enter a company number like 01234567, or leave it empty.")


def plain_numbers(details: Mapping[str, Any], *, country: str) -> dict[str, str]:
    """Register numbers as their register writes them. Those that are none were refused before."""
    return {field: clean_register_number(details[field], country) or "" for field in REGISTERS if details.get(field)}
