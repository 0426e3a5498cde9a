"""How the house says no: with reasons that a person can read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

# Words for a person, translated now or when they are shown.
Words = str | Promise


@dataclass(frozen=True)
class Blocker:
    """One reason why an act cannot be done now.

    `code` is stable and for tests; `sentence` is for the person, already translated or lazily so;
    `field` names the form field or question key where the screen shows it, empty for the whole act.
    """

    code: str
    sentence: Words
    field: str = ""


class Refusal(Exception):
    """An act was refused. Nothing was written. `blockers` are shown to the person, all of them."""

    def __init__(self, blockers: Iterable[Blocker]) -> None:
        self.blockers = list(blockers)
        super().__init__("; ".join(blocker.code for blocker in self.blockers))


class Stale(Exception):
    """Someone else wrote in between. Carries what is stored now, so that the screen can show both."""

    def __init__(self, stored: object) -> None:
        self.stored = stored
        super().__init__("stale")


def refuse_if(blockers: Iterable[Blocker]) -> None:
    """Raises Refusal with the blockers, if there are any."""
    found = list(blockers)
    if found:
        raise Refusal(found)


def refuse(code: str, sentence: Words, field: str = "") -> Refusal:
    """A Refusal with one reason, to be raised."""
    return Refusal([Blocker(code, sentence, field)])
