"""Rules of helping a group that has no account here yet: whom the helper names, and how many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Blocker

CONTACTS_NAMED = 2
# So many that nobody of their groups has confirmed yet: whoever helps more asks those first.
MOST_UNCONFIRMED = 5

NAME_MISSING = (_("Enter the name of the first person."), _("Enter the name of the second person."))
UNREACHABLE = (
    _("Enter an email address or a phone number of the first person."),
    _("Enter an email address or a phone number of the second person."),
)


@dataclass(frozen=True)
class Named:
    """Somebody of a group, as a helper or a paper names them. Address and number as we keep them."""

    name: str
    email: str = ""
    phone: str = ""


def blockers_to_name(contacts: Sequence[Named], *, own: Named) -> list[Blocker]:
    """Why these cannot speak for the group: two people, each reached by an address or a number of their own, and none
    of them is the helper (`own`). Fields are named `name_1`, `email_1`, `phone_1` and so on.
    """
    found = []
    for number, contact in enumerate(contacts[:CONTACTS_NAMED], start=1):
        if not contact.name:
            found.append(Blocker("name_missing", NAME_MISSING[number - 1], f"name_{number}"))
        if not contact.email and not contact.phone:
            found.append(Blocker("unreachable", UNREACHABLE[number - 1], f"email_{number}"))
        if contact.email and contact.email == own.email:
            sentence = _("This is your own address. Name somebody of the group.")
            found.append(Blocker("is_helper", sentence, f"email_{number}"))
        if contact.phone and contact.phone == own.phone:
            sentence = _("This is your own number. Name somebody of the group.")
            found.append(Blocker("is_helper", sentence, f"phone_{number}"))
    return found + _same_twice(contacts)


def _same_twice(contacts: Sequence[Named]) -> list[Blocker]:
    """That two of them are one person: the same address, the same number, or the same name."""
    if len(contacts) < CONTACTS_NAMED:
        return []
    first, second = contacts[:CONTACTS_NAMED]
    said = {
        "email": _("This is the first person’s address. Two people, two addresses."),
        "phone": _("This is the first person’s number. Two people, two numbers."),
        "name": _("This is the first person again. Name somebody else of the group."),
    }
    return [
        Blocker("same_twice", sentence, f"{field}_2")
        for field, sentence in said.items()
        if getattr(first, field) and getattr(first, field).casefold() == getattr(second, field).casefold()
    ]


def blockers_to_help(*, unconfirmed: int, part: str) -> list[Blocker]:
    """Why somebody cannot begin for another new group. `part` is theirs in their own group of this name, if any."""
    found = []
    if part:
        sentence = _("You are in a group of this name here already. Begin for that one.")
        found.append(Blocker("own_group", sentence, "name"))
    if unconfirmed >= MOST_UNCONFIRMED:
        sentence = _("You help several groups that have not confirmed yet. Ask them for their yes first, or ring us.")
        found.append(Blocker("helps_many", sentence))
    return found
