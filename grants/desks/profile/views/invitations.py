"""Accepting an invitation that came by mail."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from grants.desks.profile.gate import profile_screen
from grants.desks.web.forms import act
from grants.ground.kit import clock
from grants.ground.people.actions import accept_invitation
from grants.ground.people.queries import invitation_by
from grants.ground.people.rules import blockers_to_accept_invitation


@profile_screen
def invitation(request: Any, token: str) -> HttpResponse:
    """Says who invites to what, and accepts."""
    found, now = get_object_or_404(invitation_by(token)), clock.now()
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and act(form, lambda: accept_invitation(token, by=request.actor, now=now)):
        messages.success(request, _("You have accepted the invitation."))
        return redirect("profile:home")
    blockers = blockers_to_accept_invitation(
        invited=found.email,
        by_email=request.actor.email,
        expires_at=found.expires_at,
        cancelled_at=found.cancelled_at,
        accepted_at=found.accepted_at,
        now=now,
    )
    part = found.get_member_role_display() if found.organisation else found.role_label
    context = {"form": form, "invitation": found, "blockers": blockers, "part": part}
    return render(request, "profile/invitation.html", context)
