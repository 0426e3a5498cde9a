"""Invitations: a mailed link that gives a staff role, or a part in a group."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.kit.text import digest, tidy
from grants.ground.notifications.actions import queue_mail_to_address
from grants.ground.people.actions.organisations import hold_membership
from grants.ground.people.actions.roles import hold_role
from grants.ground.people.actor import Actor
from grants.ground.people.models import Invitation, MemberRole, Organisation, Person, RoleHolding
from grants.ground.people.permissions import can_invite
from grants.ground.people.queries import invitations_to
from grants.ground.people.roles import Role
from grants.ground.people.rules import (
    INVITATION_LASTS,
    blockers_to_accept_invitation,
    blockers_to_ask_in,
    blockers_to_give_role,
    plain_address,
)
from grants.ground.people.verbs import INVITATION_ACCEPTED, INVITATION_CANCELLED, PERSON_INVITED


def invite(
    email: str,
    *,
    role: str = "",
    limit_amount: int | None = None,
    organisation: Organisation | None = None,
    member_role: str = "",
    name: str = "",
    by: Actor,
    now: dt.datetime,
) -> Invitation:
    """Mails an invitation to a staff role, or to a part in an organisation; one to the same thing takes the place of
    those before it. The link's secret is on the result as `token`, this once.
    """
    organisation_id = organisation.pk if organisation else None
    may_invite = can_invite(by, role=role, organisation_id=organisation_id, member_role=member_role)
    if by.person_id is None or not may_invite:
        raise refuse("not_allowed", _("You cannot invite somebody to this."))
    address, token = plain_address(email), secrets.token_urlsafe(32)
    if role:
        refuse_if(_blockers_to_offer(role, limit_amount, address, by=by, now=now))
    elif organisation:
        refuse_if(_blockers_to_ask_in(organisation, address, now=now))
    with transaction.atomic():
        thing = {"email": address, "role": role, "organisation": organisation}
        Invitation.objects.filter(**thing, accepted_at=None, cancelled_at=None).update(cancelled_at=now)
        invitation = Invitation.objects.create(
            **thing,
            name=tidy(name),
            limit_amount=limit_amount,
            member_role=member_role,
            token_digest=digest(token.encode()),
            invited_by_id=by.person_id,
            invited_at=now,
            expires_at=now + INVITATION_LASTS,
        )
        record(PERSON_INVITED, organisation or invitation, by=by, now=now, role=role or member_role)
        _send(invitation, token, by=by, now=now)
    invitation.token = token  # type: ignore[attr-defined]
    return invitation


def accept_invitation(token: str, *, by: Actor, now: dt.datetime) -> Invitation:
    """Gives the invited person what they were invited to. Accepting again changes nothing."""
    with transaction.atomic():
        rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
        invitation = rows.filter(token_digest=digest(token.encode())).first()
        if invitation is None or by.person_id is None:
            raise refuse("invitation_unknown", _("This invitation no longer counts. Ask for a new one."))
        if invitation.accepted_by_id == by.person_id:
            return invitation
        refuse_if(
            blockers_to_accept_invitation(
                invited=invitation.email,
                by_email=by.email,
                expires_at=invitation.expires_at,
                cancelled_at=invitation.cancelled_at,
                accepted_at=invitation.accepted_at,
                now=now,
            )
        )
        _fulfil(invitation, by=by, now=now)
        invitation.accepted_at, invitation.accepted_by_id = now, by.person_id
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        record(INVITATION_ACCEPTED, invitation.organisation or invitation, by=by, now=now)
    return invitation


def cancel_invitation(invitation: Invitation, *, by: Actor, now: dt.datetime) -> Invitation:
    """Makes the mailed link worthless. Cancelling again changes nothing."""
    if not can_invite(by, role=invitation.role, organisation_id=invitation.organisation_id):
        raise refuse("not_allowed", _("You cannot cancel this invitation."))
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if invitation.accepted_at:
            raise refuse("invitation_accepted", _("This invitation was accepted already. End the role instead."))
        if invitation.cancelled_at is None:
            invitation.cancelled_at = now
            invitation.save(update_fields=["cancelled_at"])
            record(INVITATION_CANCELLED, invitation.organisation or invitation, by=by, now=now)
    return invitation


def _blockers_to_offer(
    role: str, limit_amount: int | None, address: str, *, by: Actor, now: dt.datetime
) -> list[Blocker]:
    """What would stand against giving the role today to whoever has this address."""
    held = RoleHolding.objects.filter(person__email__iexact=address, ended_at=None).values_list("role", flat=True)
    is_for_self = address == plain_address(by.email)
    return blockers_to_give_role(
        role, limit_amount=limit_amount, starts_on=now.date(), ends_on=None, is_for_self=is_for_self, held=list(held)
    )


def _blockers_to_ask_in(organisation: Organisation, address: str, *, now: dt.datetime) -> list[Blocker]:
    is_there = organisation.memberships.filter(person__email__iexact=address, ended_at=None).exists()
    others = invitations_to(organisation, now=now).exclude(email=address).count()
    return blockers_to_ask_in(is_there=is_there, open_invitations=others)


def _fulfil(invitation: Invitation, *, by: Actor, now: dt.datetime) -> None:
    person = Person.objects.get(pk=by.person_id)
    if invitation.organisation:
        hold_membership(invitation.organisation, person, invitation.member_role, by=by, now=now)
    elif not person.role_holdings.filter(role=invitation.role, ended_at=None).exists():
        hold_role(
            person,
            invitation.role,
            limit_amount=invitation.limit_amount,
            starts_on=now.date(),
            ends_on=None,
            given_by=Actor(kind="person", person_id=invitation.invited_by_id),
            by=by,
            now=now,
        )


def _send(invitation: Invitation, token: str, *, by: Actor, now: dt.datetime) -> None:
    organisation = invitation.organisation
    part = MemberRole(invitation.member_role).label if organisation else Role(invitation.role).label
    queue_mail_to_address(
        "invitation",
        email=invitation.email,
        language=by.language,
        key=str(invitation.pk),
        context={
            "name": invitation.name,
            "from_name": by.name,
            "role": part,
            "organisation": organisation.name if organisation else "",
            "link": settings.BASE_URL + reverse("profile:invitation", args=[token]),
        },
        now=now,
    )
