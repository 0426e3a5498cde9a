"""Whom the calls reach: equality answers in numbers, where these are not so small that they point at anybody."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from grants.desks.office.gate import office_screen
from grants.desks.web.gates import ActingRequest
from grants.ground.equality import queries
from grants.ground.equality.permissions import can_edit_equality
from grants.ground.equality.rules import finished_quarters
from grants.ground.kit import clock
from grants.ground.kit.clock import local_date
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import funder
from grants.stages.calls.queries import periods_over


@office_screen(Permission.SEE_EQUALITY)
@require_GET
def equality(request: ActingRequest) -> HttpResponse:
    """One call and period at a time. A call shows once it has closed, a rolling one each quarter that is over: numbers
    that grow day by day would tell what the latest group said.
    """
    months, now = queries.months_answered(request.actor), clock.now()
    today = local_date(now, funder().timezone)
    periods: list[dict[str, Any]] = []
    waiting = 0
    for call in periods_over(months, now):
        spans = finished_quarters(months[call.code], today) if call.is_rolling else []
        if call.is_over and not call.is_rolling:
            spans = [(months[call.code][0], months[call.code][-1])]
        waiting += not spans
        periods += [
            {"key": f"{call.code}.{first:%Y-%m}", "call": call, "first": first, "last": last} for first, last in spans
        ]
    chosen = next((period for period in periods if period["key"] == request.GET.get("of")), None)
    chosen = chosen or (periods[0] if periods else None)
    tables = _tables(request, chosen) if chosen else []
    context = {"periods": periods, "chosen": chosen, "tables": tables, "waiting": waiting}
    context["may_edit"] = can_edit_equality(request.actor)
    return render(request, "office/equality.html", context)


def _tables(request: ActingRequest, chosen: dict[str, Any]) -> list[Any]:
    return queries.tables(request.actor, chosen["call"].code, chosen["first"], chosen["last"])
