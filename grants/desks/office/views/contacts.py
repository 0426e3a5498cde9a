"""How to reach the people of a group."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from grants.desks.office.gate import office_screen
from grants.desks.office.views.applications import case
from grants.desks.web.contact import contact_form
from grants.desks.web.forms import act, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people.actions import change_contact
from grants.ground.people.queries import memberships_of, open_memberships, people_of_groups
from grants.ground.people.roles import Permission


@office_screen(Permission.SEE_CASES)
def application_contacts(request: ActingRequest, pk: int) -> HttpResponse:
    """Who belongs to the group of an application, how to reach each, and what they need."""
    found, context = case(request, pk, "application_contacts")
    context["memberships"] = open_memberships(found.organisation)
    context["may_change"] = request.actor.may(Permission.CHECK_APPLICATIONS)
    return render(request, "office/application_contacts.html", context)


@office_screen(Permission.CHECK_APPLICATIONS)
def contact(request: ActingRequest, pk: int) -> HttpResponse:
    """Changes how to reach somebody of a group, as they said on the phone."""
    person = get_object_or_404(people_of_groups(), pk=pk)
    form = contact_form(request.POST if request.method == "POST" else None, person)
    saved = is_sent(request, form) and act(
        form, lambda: change_contact(person, form.contact, by=request.actor, now=clock.now())
    )
    parts = list(memberships_of(person))
    if saved:
        messages.success(request, _("We reach %(name)s like this from now on.") % {"name": saved.get_full_name()})
        return redirect("office:organisation", parts[0].organisation_id)
    return render(request, "office/contact.html", {"form": form, "person": person, "parts": parts})
