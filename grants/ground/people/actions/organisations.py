"""Groups and who belongs to them."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import Blocker, refuse, refuse_if
from grants.ground.kit.text import sort_name, tidy
from grants.ground.notifications.actions import queue_mail
from grants.ground.people.actor import Actor
from grants.ground.people.models import LegalForm, MemberRole, Membership, Organisation, Person
from grants.ground.people.permissions import can_change_organisation, can_choose_people
from grants.ground.people.queries import members_of
from grants.ground.people.roles import Permission
from grants.ground.people.rules import (
    REGISTERS,
    blockers_to_change_details,
    blockers_to_leave,
    blockers_to_lose_signatory,
    own_domain,
    plain_numbers,
)
from grants.ground.people.verbs import (
    ORGANISATION_ADDED,
    ORGANISATION_CHANGED,
    ORGANISATION_JOINED,
    ORGANISATION_LEFT,
)
from grants.ground.reference.queries import funder

DETAILS = frozenset(
    {
        "name",
        "legal_form",
        "charity_number",
        "company_number",
        "address",
        "postcode",
        "district",
        "about",
        "website",
        "income_band",
        "is_address_public",
    }
)


def add_organisation(
    name: str, *, by: Actor, now: dt.datetime, legal_form: str = LegalForm.UNINCORPORATED, **details: Any
) -> Organisation:
    """A new group, with its founder as first signatory. `details` are fields named in DETAILS."""
    if by.person_id is None:
        raise refuse("not_allowed", _("Sign in to add a group."))
    founder = Person.objects.get(pk=by.person_id)
    return _add_organisation(name, founder, by=by, now=now, legal_form=legal_form, **details)


def add_organisation_for(
    name: str, founder: Person, *, by: Actor, now: dt.datetime, legal_form: str = LegalForm.UNINCORPORATED
) -> Organisation:
    """As add_organisation, by an officer for somebody who applies on paper or on the phone."""
    if not by.may(Permission.CHECK_APPLICATIONS):
        raise refuse("not_allowed", _("Only officers add groups for others."))
    return _add_organisation(name, founder, by=by, now=now, legal_form=legal_form)


def add_organisation_as_helper(name: str, *, by: Actor, now: dt.datetime, legal_form: str) -> Organisation:
    """A new group of which nobody is here yet, added by somebody who helps it and has no other part in it."""
    if by.person_id is None:
        raise refuse("not_allowed", _("Sign in to add a group."))
    helper = Person.objects.get(pk=by.person_id)
    return _add_organisation(name, helper, by=by, now=now, legal_form=legal_form, role=MemberRole.HELPER)


def _add_organisation(
    name: str,
    founder: Person,
    *,
    by: Actor,
    now: dt.datetime,
    legal_form: str,
    role: str = MemberRole.SIGNATORY,
    **details: Any,
) -> Organisation:
    called = tidy(name)
    if not called:
        raise refuse("name_missing", _("Enter the name of your group."), "name")
    with transaction.atomic():
        organisation = Organisation.objects.create(
            name=called,
            sort_name=sort_name(called),
            legal_form=legal_form,
            email_domain="" if role == MemberRole.HELPER else own_domain(founder.email or ""),
            joined_at=now,
            **_known(details),
        )
        Membership.objects.create(organisation=organisation, person=founder, role=role, since=now)
        record(ORGANISATION_ADDED, organisation, by=by, now=now)
    return organisation


def change_organisation(organisation: Organisation, *, by: Actor, now: dt.datetime, **details: Any) -> Organisation:
    """New values for some of the fields in DETAILS. Saving the same values again changes nothing.

    Raises Refusal at the field for a name that is missing or too long, a register number that no register of the
    funder's country could have given, or an address on the web that is none.
    """
    if not can_change_organisation(by, organisation.pk):
        raise refuse("not_allowed", _("Only people of the group and officers can change this."))
    wanted = _known(details)
    country = funder().country if any(wanted.get(name) for name in REGISTERS) else ""
    refuse_if(blockers_to_change_details(wanted, country=country))
    wanted |= plain_numbers(wanted, country=country)
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        changed = [field for field, value in wanted.items() if getattr(organisation, field) != value]
        for field in changed:
            setattr(organisation, field, wanted[field])
        organisation.sort_name = sort_name(organisation.name)
        if changed:
            organisation.save(update_fields=[*changed, "sort_name"])
            record(ORGANISATION_CHANGED, organisation, by=by, now=now, fields=" ".join(sorted(changed)))
    return organisation


def join_organisation(
    organisation: Organisation, person: Person, role: str, *, by: Actor, now: dt.datetime
) -> Membership:
    """Puts a person in a group, or gives them another part in it. No stranger can add themselves."""
    if not can_choose_people(by, organisation.pk, member_role=role):
        raise refuse("not_allowed", _("Only people of the group and officers can add somebody."))
    return hold_membership(organisation, person, role, by=by, now=now)


def change_part(membership: Membership, role: str, *, by: Actor, now: dt.datetime) -> Membership:
    """Gives somebody of a group another part in it. A group keeps a signatory. The same part again changes nothing."""
    organisation_id = membership.organisation_id
    may = [can_choose_people(by, organisation_id, member_role=part) for part in (membership.role, role)]
    if not all(may):
        raise refuse("not_allowed", _("Only a signatory of the group can do this."), "role")
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)
        present = Membership.objects.filter(pk=membership.pk, ended_at=None).select_related("person").first()
        if present is None:
            raise refuse("part_ended", _("This person is no longer in the group."))
        if present.role == role:
            return present
        refuse_if(_blockers_to_lose_signatory(organisation, present))
        return hold_membership(organisation, present.person, role, by=by, now=now)


def _blockers_to_lose_signatory(organisation: Organisation, membership: Membership) -> list[Blocker]:
    others = organisation.memberships.filter(ended_at=None, role=MemberRole.SIGNATORY).exclude(pk=membership.pk)
    return blockers_to_lose_signatory(is_signatory=membership.role == MemberRole.SIGNATORY, others=others.count())


def hold_membership(
    organisation: Organisation, person: Person, role: str, *, by: Actor, now: dt.datetime
) -> Membership:
    """The row and the evidence of a part that somebody was allowed to give. The same part again changes nothing."""
    if role not in MemberRole.values:
        raise refuse("member_role_unknown", _("Choose a part from the list."), "role")
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        present = Membership.objects.filter(organisation=organisation, person=person, ended_at=None).first()
        if present and present.role == role:
            return present
        if present:
            present.ended_at = now
            present.save(update_fields=["ended_at"])
        membership = Membership.objects.create(organisation=organisation, person=person, role=role, since=now)
        record(ORGANISATION_JOINED, organisation, by=by, now=now, person=person.pk, role=role)
    return membership


def leave_organisation(membership: Membership, *, by: Actor, now: dt.datetime) -> Membership:
    """Ends somebody's part in a group: everybody their own, and whoever may say who belongs to it. Twice is once."""
    is_own = by.person_id is not None and membership.person_id == by.person_id
    if not is_own and not can_choose_people(by, membership.organisation_id, member_role=membership.role):
        raise refuse("not_allowed", _("Only people of the group and officers can do this."))
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=membership.organisation_id)
        membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        if membership.ended_at is not None:
            return membership
        others = organisation.memberships.filter(ended_at=None).exclude(pk=membership.pk).count()
        refuse_if(blockers_to_leave(others=others) or _blockers_to_lose_signatory(organisation, membership))
        membership.ended_at = now
        membership.save(update_fields=["ended_at"])
        record(ORGANISATION_LEFT, organisation, by=by, now=now, person=membership.person_id)
        _tell_the_rest(organisation, membership, by=by, now=now)
    return membership


def _tell_the_rest(organisation: Organisation, membership: Membership, *, by: Actor, now: dt.datetime) -> None:
    """One mail for everybody who is still in the group, but for whoever took the person off it."""
    facts = {
        "group": organisation.name,
        "name": membership.person.get_full_name(),
        "path": reverse("portal:group", args=[organisation.pk]),
    }
    for person in members_of(organisation).exclude(pk=by.person_id):
        queue_mail("member_left", to=person, key=str(membership.pk), context=facts, now=now)


def _known(details: dict[str, Any]) -> dict[str, Any]:
    unknown = details.keys() - DETAILS
    if unknown:
        raise TypeError(f"not a detail of an organisation: {', '.join(sorted(unknown))}")
    return {field: tidy(value) if isinstance(value, str) else value for field, value in details.items()}
