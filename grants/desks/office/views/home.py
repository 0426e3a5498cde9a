"""What needs me today: counts that lead to lists."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from grants.desks.office.gate import office_screen
from grants.desks.web.gates import ActingRequest
from grants.ground.files.queries import scan_health
from grants.ground.kit import clock
from grants.ground.kit.counting import count_upto_limit, counts_upto_limit
from grants.ground.notifications.queries import messages_to_tell
from grants.ground.people.actor import Actor
from grants.ground.people.queries import open_requests
from grants.ground.people.roles import Permission
from grants.ground.questions.permissions import can_write_texts
from grants.ground.questions.queries import sheets_with_work
from grants.stages.applications.models import ApplicationStatus
from grants.stages.applications.queries import past_their_day, staff_applications, unread_by_office
from grants.stages.assessment.models import PanelStatus
from grants.stages.assessment.queries import staff_panels, unhidden, waiting_to_decide
from grants.stages.awards.models import AwardStatus
from grants.stages.awards.queries import due_instalments, staff_awards, today_here
from grants.stages.calls.permissions import can_see_calls
from grants.stages.calls.queries import call_counts
from grants.stages.outcomes.queries import reports_expected, reports_waiting

# Everybody on the staff but editors, whose work is in the site's own editor.
STAFF = frozenset(Permission) - {Permission.EDIT_SITE}


@dataclass(frozen=True)
class Card:
    """A count that stops at the limit, what it counts, and its list. `kind` is "care" for what is late."""

    count: int
    label: Any
    url: str
    kind: str = ""


@office_screen(*STAFF)
@require_GET
def home(request: ActingRequest) -> HttpResponse:
    """The office's first page. Lists in which nothing waits stand apart, without a number."""
    cards = needs_me(request.actor, clock.now())
    context = {
        "cards": cards,
        "waiting": [card for card in cards if card.count],
        "done": [card for card in cards if not card.count],
        "scan": scan_health(),
    }
    return render(request, "office/home.html", context)


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


def _applications(actor: Actor, now: dt.datetime) -> list[Card]:
    if not actor.may(Permission.CHECK_APPLICATIONS):
        return []
    every, here = staff_applications(actor), reverse("office:applications")
    sent, late, news, asking, to_tell = counts_upto_limit(
        every.filter(status=ApplicationStatus.SUBMITTED),
        past_their_day(every, today=today_here(now)),
        unread_by_office(every),
        open_requests(now=now),
        messages_to_tell(now),
    )
    return [
        Card(sent, _("applications to check in"), f"{here}?status=submitted"),
        Card(late, _("groups whose day to answer our questions has passed"), f"{here}?status=sent_back", "care"),
        Card(news, _("applications with new messages"), f"{here}?news=1"),
        Card(asking, _("people who ask to join a group"), reverse("office:join_requests")),
        Card(to_tell, _("messages to tell by phone or post"), reverse("office:to_tell")),
    ]


def _decisions(actor: Actor, now: dt.datetime) -> list[Card]:
    if not actor.may(Permission.DECIDE):
        return []
    waiting = count_upto_limit(waiting_to_decide(actor))
    return [Card(waiting, _("recommendations that wait for you"), reverse("office:decisions"))]


def _panels(actor: Actor, now: dt.datetime) -> list[Card]:
    if not actor.may(Permission.RELEASE_DECISIONS):
        return []
    ready = staff_panels(actor).filter(status=PanelStatus.DECIDED).count()
    return [Card(ready, _("panels to release"), reverse("office:panels"))]


def _awards(actor: Actor, now: dt.datetime) -> list[Card]:
    if not actor.may(Permission.MANAGE_AWARDS):
        return []
    today, here = today_here(now), reverse("office:awards")
    accepted = count_upto_limit(staff_awards(actor).filter(status=AwardStatus.ACCEPTED))
    return [
        Card(accepted, _("grants to start"), f"{here}?status=accepted"),
        Card(count_upto_limit(due_instalments(today)), _("instalments due to release"), f"{here}?status=active"),
    ]


def _reports(actor: Actor, now: dt.datetime) -> list[Card]:
    if not actor.may(Permission.ANSWER_REPORTS):
        return []
    here = reverse("office:reports")
    late = count_upto_limit(reports_expected(today_here(now), within_days=-1))
    return [
        Card(count_upto_limit(reports_waiting(actor)), _("reports to read and answer"), here),
        Card(late, _("reports that are late"), here, "care"),
    ]


def _texts(actor: Actor, now: dt.datetime) -> list[Card]:
    if not can_write_texts(actor):
        return []
    waiting = unhidden(staff_applications(actor), actor).filter(sheet__in=sheets_with_work(settings.LANGUAGE_CODE))
    return [
        Card(
            count_upto_limit(waiting),
            _("applications with recordings to write down or answers to translate"),
            reverse("office:texts"),
        )
    ]


PARTS: tuple[Callable[[Actor, dt.datetime], list[Card]], ...] = (
    _applications,
    _texts,
    _decisions,
    _panels,
    _awards,
    _reports,
    _calls,
)
