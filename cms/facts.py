"""What the office says about calls, as the public reads it: the facts of one, cards of many. Knows no pages."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, DateTimeField, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from grants.desks.web.pages import Page as Listing
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.kit.clock import local_date
from grants.ground.kit.dates import day_words
from grants.ground.reference.models import Funder
from grants.ground.reference.queries import funder
from grants.stages.calls.models import Call, WhoDecides
from grants.stages.calls.queries import closing_changes, form_mends, is_coming, is_open, rubric_spec
from grants.stages.calls.rules import PHASE_LABELS, KeyDates, Phase, RubricSpec, key_dates, phase

# Who decides, as groups read it.
DECIDERS = {
    WhoDecides.OFFICER: _("One of our grants officers"),
    WhoDecides.OFFICER_AND_APPROVER: _("A grants officer, and a second person confirms it"),
    WhoDecides.PANEL: _("A panel of local people"),
    WhoDecides.PANEL_THEN_BOARD: _("A panel of local people, and our board confirms it"),
}
FAR_AWAY = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
SOONEST = {"soonest": Sort(_("Closing soonest"), ("rank", "ends", "pk"))}
NEWEST = {"newest": Sort(_("Closed last"), ("-ends", "-pk"))}


@dataclass(frozen=True)
class CallCard:
    """A call in a list: its page, where it stands, its dates."""

    page: Any
    phase: Phase
    dates: KeyDates

    @property
    def label(self) -> str:
        """The phase in words."""
        return str(PHASE_LABELS[self.phase])


@dataclass(frozen=True)
class Change:
    """A day on which the closing date was moved, or the form corrected, in words, and why."""

    label: str
    day: str
    reason: str


@dataclass(frozen=True)
class CallFacts:
    """All that the page of a call says by itself. Names of places and themes are by language."""

    call: Call
    phase: Phase
    dates: KeyDates
    decides: str
    places: tuple[Mapping[str, str], ...]
    themes: tuple[Mapping[str, str], ...]
    rubric: RubricSpec | None
    currency: str
    changes: tuple[Change, ...] = ()

    @property
    def label(self) -> str:
        """The phase in words."""
        return str(PHASE_LABELS[self.phase])


def is_public(call: Call) -> bool:
    """Whether the public may know of a call: it was announced, and is no rehearsal."""
    return call.announced_at is not None and not call.is_rehearsal


def facts_of(call: Call, now: dt.datetime) -> CallFacts:
    """The facts of one call now. Six queries."""
    row = funder()
    return CallFacts(
        call=call,
        phase=phase(call, now),
        dates=_dates(call, row),
        decides=str(DECIDERS[WhoDecides(call.who_decides)]),
        places=tuple(place.label for place in call.districts.order_by("position", "name")),
        themes=tuple(term.label for term in call.themes.order_by("position", "code")),
        rubric=rubric_spec(call.rubric),
        currency=row.currency,
        changes=_changes(call, row),
    )


def _changes(call: Call, row: Funder) -> tuple[Change, ...]:
    """Every move of the closing date, then every correction of the form, the last first. One query, or two."""
    moved = [(_("Closing date changed"), change.changed_at, change.reason) for change in closing_changes(call)]
    mended = [(_("Questions corrected"), mend.mended_at, mend.reason) for mend in form_mends(call)]
    return tuple(
        Change(str(label), day_words(local_date(at, row.timezone)), reason) for label, at, reason in [*moved, *mended]
    )


def _dates(call: Call, row: Funder) -> KeyDates:
    return key_dates(call, zone=row.timezone, place=row.place_name)


def page_of_calls(request: HttpRequest, pages: QuerySet[Any], now: dt.datetime) -> Listing:
    """A page of the list: open calls that close next, then those to come. Of closed calls, the last one first."""
    sorts = NEWEST if request.GET.get("status") == "closed" else SOONEST
    return keyset_page(request, ranked(pages, now), sorts, size=20)


def ranked(pages: QuerySet[Any], now: dt.datetime) -> QuerySet[Any]:
    """Pages of calls with `rank` (open, to come, closed) and `ends`, the closing date or one far away."""
    rank = Case(
        When(is_open(now, "call__"), then=Value(0)),
        When(is_coming(now, "call__"), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ends = Coalesce("call__closes_at", Value(FAR_AWAY, output_field=DateTimeField()))
    return pages.annotate(rank=rank, ends=ends)


def call_cards(pages: Iterable[Any], now: dt.datetime, row: Funder | None) -> list[CallCard]:
    """Cards for pages of calls, in their order."""
    return [CallCard(page, phase(page.call, now), _dates(page.call, row)) for page in pages if row]


def funder_if_any() -> Funder | None:
    """The funder; None before set-up, when the site has nothing to say yet."""
    return Funder.objects.filter(pk=1).first()
