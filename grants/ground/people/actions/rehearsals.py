"""Groups that the office makes to try out a call as a group would. They are nobody, and no list of groups has them."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from grants.ground.audit.actions import record
from grants.ground.kit.errors import refuse
from grants.ground.kit.text import sort_name
from grants.ground.people.actor import Actor
from grants.ground.people.models import MemberRole, Membership, Organisation, Person
from grants.ground.people.verbs import ORGANISATION_ADDED, ORGANISATION_LEFT


def add_rehearsal_group(*, by: Actor, now: dt.datetime) -> Organisation:
    """A group of one, the person who rehearses, as its signatory. Whether they may rehearse is asked before."""
    if by.person_id is None:
        raise refuse("not_allowed", _("Sign in to rehearse."))
    person = Person.objects.get(pk=by.person_id)
    name = (_("Rehearsal of %(name)s") % {"name": person})[:120]
    with transaction.atomic():
        group = Organisation.objects.create(name=name, sort_name=sort_name(name), is_rehearsal=True, joined_at=now)
        Membership.objects.create(organisation=group, person=person, role=MemberRole.SIGNATORY, since=now)
        record(ORGANISATION_ADDED, group, by=by, now=now)
    return group


def close_rehearsal_group(group: Organisation, *, by: Actor, now: dt.datetime) -> None:
    """Takes everybody off a group that was made for a rehearsal. Twice is once."""
    if not group.is_rehearsal:
        raise ValueError("only a group made for a rehearsal is closed like this")
    with transaction.atomic():
        for part in group.memberships.select_for_update(of=("self",)).filter(ended_at=None):
            part.ended_at = now
            part.save(update_fields=["ended_at"])
            record(ORGANISATION_LEFT, group, by=by, now=now, person=part.person_id)
