"""My group: what it says of itself, who belongs to it, who is invited, who asks to join; and asking to join one."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.desks.portal.forms.group import AskInForm, EndPartForm, JoinForm, PartForm
from grants.desks.portal.forms.papers import DetailsForm
from grants.desks.portal.gate import portal_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.kit import clock
from grants.ground.people import actions, queries
from grants.ground.people.models import Membership, Organisation
from grants.ground.people.permissions import can_choose_people, parts_to_give
from grants.stages.applications.actions import end_part
from grants.stages.applications.queries import heirs, led_by, titles_of


def _found(request: ActingRequest, pk: int) -> Organisation:
    """One of my own groups."""
    return get_object_or_404(queries.organisations_of(request.actor), pk=pk)


def _part(request: ActingRequest, pk: int, part_pk: int) -> Membership:
    return get_object_or_404(queries.open_memberships(_found(request, pk)), pk=part_pk)


@portal_screen()
def group(request: ActingRequest, pk: int) -> HttpResponse:
    """Who belongs to my group, and who could."""
    found, now, actor = _found(request, pk), clock.now(), request.actor
    people = queries.open_memberships(found)
    context = {
        "group": found,
        "parts": [(row, row.person_id == actor.person_id, _may_change(request, row)) for row in people],
        "may_choose": can_choose_people(actor, pk),
        "invitations": queries.invitations_to(found, now=now) if can_choose_people(actor, pk) else [],
        "requests": queries.requests_to_join(found, now=now) if can_choose_people(actor, pk) else [],
    }
    return render(request, "portal/group.html", context)


@portal_screen()
def group_details(request: ActingRequest, pk: int) -> HttpResponse:
    """What my group says of itself: kept once, offered in every application."""
    found, now = _found(request, pk), clock.now()
    form = DetailsForm(request.POST if request.method == "POST" else None, group=found)
    if is_sent(request, form) and act(
        form, lambda: actions.change_organisation(found, **form.cleaned_data, by=request.actor, now=now)
    ):
        messages.success(request, _("Saved. We offer this wherever a form asks for it."))
        return redirect("portal:group", pk)
    return render(request, "portal/group_details.html", {"group": found, "form": form})


def _may_change(request: ActingRequest, row: Membership) -> bool:
    return can_choose_people(request.actor, row.organisation_id, member_role=row.role)


@portal_screen()
def group_invite(request: ActingRequest, pk: int) -> HttpResponse:
    """Mails somebody an invitation to my group."""
    found, parts = _found(request, pk), parts_to_give(request.actor, pk)
    form = AskInForm(request.POST if request.method == "POST" else None, parts=parts)
    if is_sent(request, form):
        given = form.cleaned_data
        if act(form, lambda: actions.invite(organisation=found, **given, by=request.actor, now=clock.now())):
            messages.success(request, _("We have invited %(email)s. The link works for 14 days.") % given)
            return redirect("portal:group", pk)
    return render(request, "portal/group_invite.html", {"group": found, "form": form, "may_choose": bool(parts)})


@portal_screen()
@require_POST
def group_invitation_cancel(request: ActingRequest, pk: int, invitation_pk: int) -> HttpResponse:
    """Makes the mailed link worthless."""
    rows = queries.invitations_to(_found(request, pk), now=clock.now())
    invitation = get_object_or_404(rows, pk=invitation_pk)
    if act_or_tell(request, lambda: actions.cancel_invitation(invitation, by=request.actor, now=clock.now())):
        messages.success(request, _("The invitation is cancelled."))
    return redirect("portal:group", pk)


@portal_screen()
def part_change(request: ActingRequest, pk: int, part_pk: int) -> HttpResponse:
    """Gives somebody of my group another part in it."""
    row, parts = _part(request, pk, part_pk), parts_to_give(request.actor, pk)
    form = PartForm(request.POST if request.method == "POST" else None, parts=parts, initial={"member_role": row.role})
    if is_sent(request, form):
        role = form.cleaned_data["member_role"]
        if act(form, lambda: actions.change_part(row, role, by=request.actor, now=clock.now())):
            messages.success(request, _("That is changed."))
            return redirect("portal:group", pk)
    context = {"group": row.organisation, "row": row, "form": form, "may_choose": _may_change(request, row)}
    return render(request, "portal/group_part.html", context)


@portal_screen()
def part_end(request: ActingRequest, pk: int, part_pk: int) -> HttpResponse:
    """Leaving my group, or taking somebody off it: says what it means, and who takes over."""
    row = _part(request, pk, part_pk)
    is_own = row.person_id == request.actor.person_id
    form = EndPartForm(request.POST if request.method == "POST" else None, people=heirs(row))
    if is_sent(request, form):
        heir = form.cleaned_data["hand_to"]
        if act(form, lambda: end_part(row, hand_to=heir, by=request.actor, now=clock.now())):
            messages.success(
                request, _("You have left the group.") if is_own else _("They are no longer in the group.")
            )
            return redirect("portal:home") if is_own else redirect("portal:group", pk)
    context = {
        "group": row.organisation,
        "row": row,
        "form": form,
        "is_own": is_own,
        "leads": titles_of(led_by(row)),
        "may_choose": is_own or _may_change(request, row),
    }
    return render(request, "portal/group_part_end.html", context)


@portal_screen()
def request_answer(request: ActingRequest, pk: int, request_pk: int) -> HttpResponse:
    """Somebody asks to join my group: yes and as what, or no."""
    found, now = _found(request, pk), clock.now()
    asked = get_object_or_404(queries.requests_to_join(found, now=now), pk=request_pk)
    parts, is_no = parts_to_give(request.actor, pk), "no" in request.POST
    form: forms.Form = PartForm(request.POST if request.method == "POST" else None, parts=parts)
    if request.method == "POST" and (is_no or form.is_valid()):
        role = "" if is_no else form.cleaned_data["member_role"]
        if is_no:
            form = forms.Form(request.POST)
        if act(form, lambda: actions.answer_request(asked, member_role=role, by=request.actor, now=now)):
            messages.success(request, _("They are in your group now.") if role else _("They were not let in."))
            return redirect("portal:group", pk)
    context = {"group": found, "asked": asked, "form": form, "may_choose": bool(parts)}
    return render(request, "portal/group_request.html", context)


@portal_screen()
def join(request: ActingRequest) -> HttpResponse:
    """Asks to join a group. The answer is the same, word for word, whether or not we know it."""
    form, now = JoinForm(request.POST if request.method == "POST" else None), clock.now()
    if is_sent(request, form) and act(
        form, lambda: actions.ask_to_join(**form.cleaned_data, by=request.actor, now=now)
    ):
        messages.success(request, _("If the group is known to us, its people get a mail now."))
        return redirect("portal:join")
    asked = queries.own_requests(request.actor.person_id, now=now)
    return render(request, "portal/join.html", {"form": form, "asked": asked})
