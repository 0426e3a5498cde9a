"""Where each person goes on: their desk, or a choice of desks."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from grants.desks.profile.gate import profile_screen
from grants.ground.people.actor import Actor
from grants.ground.people.roles import Permission
from grants.stages.assessment.queries import panels_sat_on

OFFICE = (Permission.SEE_CASES, Permission.MANAGE_PEOPLE, Permission.SEE_AUDIT)


@dataclass(frozen=True)
class Desk:
    """One place where a person has something to do."""

    name: str
    what: str
    url: str


def desks_of(actor: Actor) -> list[Desk]:
    """Every desk where the actor has something to do; the groups' desk for those who have no other."""
    found = []
    if actor.may_any(*OFFICE):
        found.append(Desk(_("Office"), _("Calls, applications, awards and people"), reverse("office:home")))
    if actor.may(Permission.SEE_FINANCE):
        found.append(Desk(_("Finance"), _("Funds, bank details and payments"), reverse("finance:home")))
    if actor.may(Permission.EDIT_SITE):
        found.append(Desk(_("Public site"), _("Pages, pictures and documents"), reverse("wagtailadmin_home")))
    if panels_sat_on(actor).exists():
        found.append(Desk(_("Panel"), _("Applications that wait for your judgement"), reverse("panel:home")))
    if actor.memberships or not found:
        found.append(Desk(_("My applications"), _("Applications, grants and reports"), reverse("portal:home")))
    return found


@profile_screen
def home(request: Any) -> HttpResponse:
    """Sends a person to their desk, or lets them choose; asks for the name of somebody new first."""
    if not request.user.name:
        return redirect(f"{reverse('profile:details')}?{urlencode({'next': reverse('profile:home')})}")
    desks = desks_of(request.actor)
    if len(desks) == 1:
        return redirect(desks[0].url)
    return render(request, "profile/home.html", {"desks": desks})
