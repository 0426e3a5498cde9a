"""Reads: ways to other calls, for those who set them in a form and for those whose answers lead there."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.ground.kit.text import in_language
from grants.ground.people.actor import Actor
from grants.ground.questions.queries import Draft
from grants.ground.questions.rules import Route, routes, shown
from grants.stages.applications import rules
from grants.stages.applications.models import Application, ApplicationStatus
from grants.stages.calls.models import Call, CallStatus
from grants.stages.calls.queries import announced_calls, staff_calls
from grants.stages.calls.rules import Phase, accepts_new, phase


@dataclass(frozen=True)
class Way:
    """A way to another call, as a group sees it. `call` is the one that is meant now, None where there is none."""

    key: str
    weight: str
    sentence: str
    call: Call | None
    is_open: bool

    @property
    def must_move(self) -> bool:
        """Whether this cannot be sent where it is."""
        return self.weight == "moves"


def ways_from(application: Application, found: Sequence[Route], *, now: dt.datetime) -> list[Way]:
    """Ways that answers lead to, each call once, with the call that is meant now. One query, and none without a way.

    Nothing leads out of a rehearsal, nor while it is not the group's to write.
    """
    if not found or not rules.is_being_written(application.status):
        return []
    calls = [] if application.call.is_rehearsal else _calls_named({route.call.lower() for route in found}, application)
    ways: dict[str, Way] = {}
    for route in found:
        call = _call_meant(calls, route.call, now)
        sentence = in_language(route.sentence, get_language() or "")
        is_open = call is not None and accepts_new(call, now)
        ways.setdefault(route.call.lower(), Way(route.key, route.weight, sentence, call, is_open))
    return list(ways.values())


def ways_from_draft(application: Application, draft: Draft, *, now: dt.datetime) -> list[Way]:
    """As `ways_from`, of a draft that is read already."""
    return ways_from(application, _routes_of(draft), now=now)


def leads_to(draft: Draft, call: Call) -> bool:
    """Whether the answers of a draft lead to this call, open or not."""
    named = {route.call.lower() for route in _routes_of(draft)}
    return bool(named & {call.code.lower(), call.programme_code.lower()})


def _routes_of(draft: Draft) -> list[Route]:
    return routes(draft.form, shown(draft.form, draft.values, draft.files).told)


def _calls_named(codes: set[str], application: Application) -> list[Call]:
    """Announced calls of these codes or programmes, but for the application's own; the one that closes first on top."""
    named = Q()
    for code in sorted(codes):
        named |= Q(code__iexact=code) | Q(programme_code__iexact=code)
    rows = announced_calls().filter(named, form_version__isnull=False).exclude(pk=application.call_id)
    return sorted(rows, key=lambda call: (call.closes_at is None, call.closes_at or call.opens_at, call.pk))


def _call_meant(calls: Sequence[Call], code: str, now: dt.datetime) -> Call | None:
    """Of the calls that a code names: the open one that closes first, else the next one to open."""
    named = [call for call in calls if code.lower() in {call.code.lower(), call.programme_code.lower()}]
    for wanted in (Phase.OPEN, Phase.UPCOMING):
        found = [call for call in named if phase(call, now) == wanted]
        if found:
            return min(found, key=lambda call: call.opens_at) if wanted == Phase.UPCOMING else found[0]
    return None


def route_choices(actor: Actor) -> list[tuple[str, str]]:
    """What a form may lead to: programmes, then calls that have not ended, by code. One query."""
    rows = staff_calls(actor).select_related(None).filter(status__in=[CallStatus.DRAFT, CallStatus.ANNOUNCED])
    calls = list(rows.only("code", "title", "programme_code").order_by("-opens_at", "-pk"))
    programmes = {call.programme_code: call.title for call in reversed(calls) if call.programme_code}
    return [
        *((code, _("%(code)s: whichever call is open (%(title)s)") % {"code": code, "title": title})
          for code, title in sorted(programmes.items())),
        *((call.code, f"{call.code}: {call.title}") for call in calls),
    ]  # fmt: skip


def moved_to(application: Application) -> Application | None:
    """Where a draft that was put aside moved to. No query for any other."""
    if application.status != ApplicationStatus.WITHDRAWN:
        return None
    moved = application.copies.exclude(call=application.call_id).select_related("call").order_by("-pk")
    return moved.exclude(status=ApplicationStatus.WITHDRAWN).first()
