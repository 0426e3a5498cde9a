"""The board, for the panel's chair."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from grants.desks.panel.gate import panel_screen
from grants.desks.web.gates import ActingRequest
from grants.stages.assessment.models import PanelRole
from grants.stages.assessment.queries import board, panels_sat_on


@panel_screen()
def show_board(request: ActingRequest, panel_pk: int) -> HttpResponse:
    """What the scores come to, with the money under it."""
    seat = get_object_or_404(panels_sat_on(request.actor).filter(role=PanelRole.CHAIR), panel_id=panel_pk)
    return render(request, "panel/board_show.html", {"seat": seat, "board": board(seat.panel, request.actor)})
