"""The reviewer's first page: what waits on each panel."""

from django.http import HttpResponse
from django.shortcuts import render

from grants.desks.panel.gate import panel_screen
from grants.desks.web.gates import ActingRequest
from grants.stages.assessment.queries import seats_of


@panel_screen()
def show_home(request: ActingRequest) -> HttpResponse:
    """My panels: whom I know, what I read, until when."""
    return render(request, "panel/home.html", {"seats": seats_of(request.actor)})
