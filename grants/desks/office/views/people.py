"""Colleagues: who there is, inviting, giving and ending roles, taking off a lost second step."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.desks.office.forms.people import InviteForm, RoleForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.kit import clock
from grants.ground.people import actions
from grants.ground.people.models import Person
from grants.ground.people.permissions import can_manage_people
from grants.ground.people.queries import (
    colleagues,
    has_second_factor,
    memberships_of,
    open_holdings,
    open_invitations,
    staff,
)
from grants.ground.people.roles import ROLES, Permission, Role
from grants.ground.reference.queries import funder

SORTS = {"name": Sort(gettext_lazy("Name"), ("sort_name", "id"))}


@office_screen(Permission.MANAGE_PEOPLE, Permission.SEE_AUDIT)
def people(request: ActingRequest) -> HttpResponse:
    """Everybody with a staff role, and invitations that wait for an answer; below, the table of roles."""
    context = {
        "page": keyset_page(request, staff(), SORTS),
        "invitations": open_invitations(now=clock.now()),
        "may_manage": can_manage_people(request.actor),
        "roles": [(role.label, [permission.label for permission in sorted(ROLES[role])]) for role in Role],
    }
    return render(request, "office/people.html", context)


@office_screen(Permission.MANAGE_PEOPLE)
def invite(request: ActingRequest) -> HttpResponse:
    """Mails somebody an invitation to a role."""
    form = InviteForm(request.POST or None, currency=funder().currency)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and act(form, lambda: actions.invite(**form.cleaned_data, by=request.actor, now=clock.now())):
        sentence = _("We have invited %(email)s. The link works for 14 days.")
        messages.success(request, sentence % {"email": form.cleaned_data["email"]})
        return redirect("office:people")
    return render(request, "office/person_invite.html", {"form": form})


@office_screen(Permission.MANAGE_PEOPLE, Permission.SEE_AUDIT)
def person(request: ActingRequest, pk: int) -> HttpResponse:
    """One colleague: their roles, their groups, their second step; gives a further role."""
    found, now = get_object_or_404(colleagues(), pk=pk), clock.now()
    may_manage = can_manage_people(request.actor)
    if request.method == "POST" and not may_manage:
        raise Http404
    form = RoleForm(request.POST or None, currency=funder().currency, initial={"starts_on": now.date()})
    if form.is_valid() and act(form, lambda: _give(found, form.cleaned_data, request, now)):
        messages.success(request, _("The role is given."))
        return redirect("office:person", pk)
    context = {
        "person": found,
        "form": form,
        "may_manage": may_manage,
        "has_second_factor": has_second_factor(found.pk),
        "memberships": memberships_of(found),
    }
    return render(request, "office/person.html", context)


def _give(found: Person, facts: dict[str, Any], request: ActingRequest, now: Any) -> Any:
    return actions.give_role(found, facts.pop("role"), **facts, by=request.actor, now=now)


@office_screen(Permission.MANAGE_PEOPLE)
def role_end(request: ActingRequest, pk: int) -> HttpResponse:
    """Says what ending a role means, then ends it."""
    holding = get_object_or_404(open_holdings(), pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and act(form, lambda: actions.end_role(holding, by=request.actor, now=clock.now())):
        messages.success(request, _("The role has ended."))
        return redirect("office:person", holding.person_id)
    return render(request, "office/role_end.html", {"form": form, "holding": holding})


@office_screen(Permission.MANAGE_PEOPLE)
def second_factor_off(request: ActingRequest, pk: int) -> HttpResponse:
    """For somebody who lost phone and recovery codes: says what it means, then takes off their second step."""
    found = get_object_or_404(colleagues(), pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    act_on = actions.take_off_second_factor
    if form.is_valid() and act(form, lambda: act_on(found, by=request.actor, now=clock.now())):
        messages.success(request, _("Their second step is off. They set up a new one when they next sign in."))
        return redirect("office:person", pk)
    return render(request, "office/second_factor_off.html", {"form": form, "person": found})


@office_screen(Permission.MANAGE_PEOPLE)
def invitation_cancel(request: ActingRequest, pk: int) -> HttpResponse:
    """Asks, then makes the mailed link worthless."""
    invitation, now = get_object_or_404(open_invitations(now=clock.now()), pk=pk), clock.now()
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and act(form, lambda: actions.cancel_invitation(invitation, by=request.actor, now=now)):
        messages.success(request, _("The invitation is cancelled."))
        return redirect("office:people")
    return render(request, "office/invitation_cancel.html", {"form": form, "invitation": invitation})
