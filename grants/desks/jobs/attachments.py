"""Documents that go with mails, found by a short name such as `letter:12`.

A mail row names its document; it is fetched, or made, when the mail is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Attachment:
    """A document as mail carries it."""

    name: str
    content: bytes
    content_type: str = "application/pdf"


class NotReady(Exception):
    """The document will be there later; the mail waits for it."""


Finder = Callable[[int], Attachment | None]
FINDERS: dict[str, Finder] = {}


def finder(prefix: str) -> Callable[[Finder], Finder]:
    """Registers how documents named `<prefix>:<id>` are found: `@finder("letter")`.

    A finder returns None when this installation cannot make the document; the mail then goes without it.
    """

    def register(find: Finder) -> Finder:
        if prefix in FINDERS:
            raise ValueError(f"attachment {prefix} has two finders")
        FINDERS[prefix] = find
        return find

    return register


def find_attachment(reference: str) -> Attachment | None:
    """The document that a mail names; None when it names none. Raises KeyError for a prefix that nobody registered."""
    if not reference:
        return None
    prefix, _, key = reference.partition(":")
    return FINDERS[prefix](int(key))
