"""The page of demo people: who there is, what they do, and a button to be one of them. Demonstrations only."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from grants.desks.web.gates import doorstep
from grants.desks.web.sessions import enter, leave, note_second_step
from grants.ground.kit import clock
from grants.ground.people.models import MemberRole, Person
from grants.ground.people.queries import codes_shown_now, people_with_parts
from grants.ground.people.roles import Role
from grants.stages.assessment.models import PanelMember, PanelRole
from grants.stages.assessment.queries import open_places

if settings.PRODUCTION:
    raise ImproperlyConfigured("The page of demo people cannot load in production.")

WHAT_THEY_DO = {
    Role.OFFICER: _("announces calls, checks applications in, runs panels, looks after grants"),
    Role.DECISION_MAKER: _("decides what to fund"),
    Role.FINANCE_PREPARER: _("looks after funds, checks bank details, builds payment batches"),
    Role.FINANCE_APPROVER: _("verifies bank details and approves payment batches"),
    Role.EDITOR: _("writes the public site"),
    Role.ADMINISTRATOR: _("invites colleagues and gives roles"),
    Role.AUDITOR: _("reads everything, changes nothing"),
    PanelRole.REVIEWER: _("reads and scores applications"),
    PanelRole.CHAIR: _("leads the panel and settles conflicts of interest"),
    MemberRole.SIGNATORY: _("applies for the group and signs for it"),
    MemberRole.MEMBER: _("writes applications with the group"),
    MemberRole.HELPER: _("helps the group with its application"),
}


@dataclass(frozen=True)
class DemoPerson:
    """One row of the page. `parts` are pairs: what somebody is, and what they do in it."""

    pk: int
    name: str
    parts: list[tuple[str, str]]
    place: str
    code: str


@doorstep
def demo_people(request: Any) -> HttpResponse:
    """Lists the people of the demonstration; a click signs in as one of them, second step and all."""
    seats = open_places()
    people = list(people_with_parts(and_also=[seat.person_id for seat in seats]))
    if request.method == "POST":
        person = next((person for person in people if str(person.pk) == request.POST.get("person")), None)
        if person is None:
            raise Http404
        leave(request)
        enter(request, person)
        note_second_step(request)
        return redirect("profile:home")
    codes = codes_shown_now(people, now=clock.now())
    rows = [_row(person, [seat for seat in seats if seat.person_id == person.pk], codes) for person in people]
    floors = [
        (_("Staff"), [row for row in rows if row.place == "staff"]),
        (_("Panels"), [row for row in rows if row.place == "panels"]),
        (_("Community groups"), [row for row in rows if row.place == "groups"]),
    ]
    return render(request, "profile/demo_people.html", {"floors": floors})


def _row(person: Person, seats: list[PanelMember], codes: dict[int, str]) -> DemoPerson:
    roles = [(held.role_label, WHAT_THEY_DO[Role(held.role)]) for held in person.open_holdings]
    groups = [
        (f"{part.get_role_display()} · {part.organisation}", WHAT_THEY_DO[MemberRole(part.role)])
        for part in person.open_memberships
    ]
    panels = [(f"{seat.get_role_display()} · {seat.panel}", WHAT_THEY_DO[PanelRole(seat.role)]) for seat in seats]
    place = "staff" if roles else "panels" if panels else "groups"
    return DemoPerson(person.pk, str(person), [*roles, *panels, *groups], place, codes.get(person.pk, ""))
