"""Audit verbs: what was done, in the past tense, and who may see it in a timeline."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from grants.ground.kit.errors import Words


class Audience(StrEnum):
    """Whose timelines show an entry."""

    PUBLIC = "public"
    GROUP = "group"
    STAFF = "staff"
    PANEL = "panel"
    FINANCE = "finance"


@dataclass(frozen=True)
class Verb:
    """`code` is stored; `sentence` follows the actor's name: "sent the application"."""

    code: str
    sentence: Words
    audiences: frozenset[Audience]


VERBS: dict[str, Verb] = {}


def declare(code: str, sentence: Words, *audiences: Audience) -> Verb:
    """Adds a verb to the register. Each code is declared once, in the verbs.py of the app that records it."""
    if code in VERBS:
        raise ValueError(f"verb {code} is declared twice")
    VERBS[code] = Verb(code, sentence, frozenset(audiences))
    return VERBS[code]


TRAIL_CHECKED = declare("trail_checked", _("checked every seal of the audit trail"), Audience.STAFF)
