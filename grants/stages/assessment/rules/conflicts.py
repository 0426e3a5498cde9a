"""Conflicts of interest: what each tie means, and which ties the system can see by itself."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from grants.ground.kit.errors import Blocker
from grants.ground.kit.text import sort_name

# From the mildest to the strictest.
EFFECTS = ("clear", "noted", "may_not_score", "hidden")


@dataclass(frozen=True)
class Meaning:
    """What a kind of tie does. An unsettled one counts as hidden until the chair or an officer settles it;
    `effect` is then the least that they may choose."""

    effect: str
    is_settled: bool = True


KINDS = {
    "none": Meaning("clear"),
    "direct": Meaning("hidden"),
    "personal": Meaning("may_not_score", is_settled=False),
    "institutional": Meaning("may_not_score"),
    "perceived": Meaning("noted"),
    "unsure": Meaning("clear", is_settled=False),
}

# Addresses at these say nothing about where a person belongs.
PUBLIC_MAIL = frozenset(
    {
        "aol.com", "btinternet.com", "fastmail.com", "gmail.com", "gmx.com", "gmx.net", "googlemail.com",
        "hotmail.co.uk", "hotmail.com", "icloud.com", "live.co.uk", "live.com", "mac.com", "mail.com", "me.com",
        "msn.com", "outlook.com", "pm.me", "proton.me", "protonmail.com", "sky.com", "talktalk.net", "tutanota.com",
        "virginmedia.com", "yahoo.co.uk", "yahoo.com", "ymail.com", "zoho.com",
    }
)  # fmt: skip


def strictness(effect: str) -> int:
    """The place of an effect on the way from clear (0) to hidden (3)."""
    return EFFECTS.index(effect)


def strictest(found: Iterable[tuple[str, bool]]) -> str:
    """The effect of several ties together, as pairs of (effect, is_settled). No tie at all is clear."""
    effects = [effect if is_settled else "hidden" for effect, is_settled in found]
    return max(effects, key=strictness, default="clear")


def may_read(effect: str) -> bool:
    return effect != "hidden"


def may_score(effect: str) -> bool:
    return effect in {"clear", "noted"}


def settled_effects(kind: str) -> list[str]:
    """The effects that may be chosen for a tie of this kind: what the table says, or anything stricter."""
    return [effect for effect in EFFECTS if strictness(effect) >= strictness(KINDS[kind].effect)]


def blockers_to_settle(kind: str, effect: str, present: str, is_settled: bool) -> list[Blocker]:
    """The chair may only tighten: never below the table, never below what was settled before."""
    floor = max(strictness(KINDS[kind].effect), strictness(present) if is_settled else 0)
    if effect not in EFFECTS or strictness(effect) < floor:
        return [Blocker("effect_too_mild", _("A tie like this cannot be settled more mildly."), "effect")]
    return []


def is_stricter(kind: str, than: str) -> bool:
    """Whether a person may change their own answer from `than` to `kind` without asking the chair."""
    return _weight(kind) >= _weight(than)


def _weight(kind: str) -> int:
    meaning = KINDS[kind]
    return strictness(meaning.effect) if meaning.is_settled else strictness("hidden")


@dataclass(frozen=True)
class Group:
    """What the system knows of the group behind an application."""

    organisation_id: int
    email_domain: str
    contact_emails: Collection[str]
    excluded_names: Collection[str]


@dataclass(frozen=True)
class Judge:
    """What the system knows of a person who judges. `organisation_ids` are those they belong to."""

    person_id: int
    name: str
    email: str
    organisation_ids: Collection[int]


def detected_kind(person: Judge, group: Group) -> str | None:
    """The tie that the system sees between a person and a group, or None.

    Belonging to the group is a direct tie. A shared mail domain, or a name that the group asked to be left out, may be
    chance: unsure, so that a human being settles it.
    """
    if group.organisation_id in person.organisation_ids:
        return "direct"
    if shares_mail_domain(person.email, group.email_domain, group.contact_emails):
        return "unsure"
    if any(is_same_name(person.name, name) for name in group.excluded_names):
        return "unsure"
    return None


def mail_domain(email: str) -> str:
    """The part after the last @, casefolded; empty when there is none or when it is a public provider's."""
    domain = email.rpartition("@")[2].casefold().strip().strip(".") if "@" in email else ""
    return "" if domain in PUBLIC_MAIL else domain


def shares_mail_domain(email: str, domain: str, contact_emails: Collection[str]) -> bool:
    """Whether an address belongs to the group's mail domain, or to that of one of its contacts."""
    theirs = {mail_domain(f"@{domain.lstrip('@')}")} | {mail_domain(contact) for contact in contact_emails}
    return mail_domain(email) in theirs - {""}


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are of one person as far as words tell: every word of the shorter, at least two, is shared."""
    words, others = (set(sort_name(name).replace(",", " ").split()) for name in (one, other))
    return min(len(words), len(others)) >= 2 and (words <= others or others <= words)
