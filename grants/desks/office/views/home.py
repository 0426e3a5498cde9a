"""What needs me today: counts that lead to lists."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from grants.desks.office.gate import office_screen
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.stages.calls.permissions import can_see_calls
from grants.stages.calls.queries import call_counts

# Everybody on the staff but editors, whose work is in the site's own editor.
STAFF = frozenset(Permission) - {Permission.EDIT_SITE}


@dataclass(frozen=True)
class Card:
    """A count, what it counts, and the list that it leads to. `kind` is "care" for what is late."""

    count: int
    label: Any
    url: str
    kind: str = ""


@office_screen(*STAFF)
@require_GET
def home(request: ActingRequest) -> HttpResponse:
    """The office's first page."""
    now = clock.now()
    return render(request, "office/home.html", {"cards": needs_me(request.actor, now)})


def needs_me(actor: Actor, now: dt.datetime) -> list[Card]:
    """Everything that waits for this person, from one query for each part of the house."""
    return [card for cards in PARTS for card in cards(actor, now)]


def _calls(actor: Actor, now: dt.datetime) -> list[Card]:
    if not can_see_calls(actor):
        return []
    counts, here = call_counts(now), reverse("office:calls")
    return [
        Card(counts.drafts, _("calls being prepared"), f"{here}?phase=draft"),
        Card(counts.open, _("calls open now"), f"{here}?phase=open"),
        Card(counts.closing, _("calls closing within a week"), f"{here}?phase=open", "care"),
    ]


PARTS: tuple[Callable[[Actor, dt.datetime], list[Card]], ...] = (_calls,)
