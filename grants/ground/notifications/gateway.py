"""Text messages: the hook for a gateway, as Django has one for mail.

`GRANTS_SMS_BACKEND` names a class with `send(to, text, reference)`. It raises TextRefused when the number will never
take the message, and anything else when it is worth trying again. `reference` is the same for the same message, so
that a gateway that knows it sends it once.
"""

import sys
from dataclasses import dataclass
from typing import ClassVar, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class TextRefused(Exception):
    """The number does not take this message, and will not."""


class Gateway(Protocol):
    """What a backend is."""

    def send(self, to: str, text: str, reference: str) -> None:
        """Hands one text message to the network. `to` is a number like +447700900123."""


class ConsoleGateway:
    """Writes text messages to the console, for demonstrations."""

    def send(self, to: str, text: str, reference: str) -> None:
        sys.stdout.write(f"Text message to {to}: {text}\n")
        sys.stdout.flush()


@dataclass(frozen=True)
class SentText:
    """A text message that the memory keeps."""

    to: str
    text: str
    reference: str


class MemoryGateway:
    """Keeps text messages, for tests."""

    sent: ClassVar[list[SentText]] = []

    def send(self, to: str, text: str, reference: str) -> None:
        self.sent.append(SentText(to, text, reference))


def gateway() -> Gateway:
    """The gateway of this installation."""
    made: Gateway = import_string(settings.GRANTS_SMS_BACKEND)()
    return made
