"""Invitations: mailed once, accepted once, by the owner of the address."""

import datetime as dt
import re

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.actions import accept_invitation, add_person, cancel_invitation, invite
from grants.ground.people.models import Invitation, MemberRole
from grants.ground.people.queries import actor_of
from grants.ground.people.roles import Permission, Role
from tests.cast import NOW
from tests.factories.people import make_person

TODAY = NOW.date()


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [blocker.code for blocker in caught.value.blockers]


def invited(cast, **changes):
    facts = {"role": Role.OFFICER, "by": cast.actor("administrator"), "now": NOW} | changes
    return invite("new@cast.example", **facts)


def test_invitation_is_mailed_with_its_link_and_stored_without(cast):
    invitation = invited(cast, name="Nell")
    mail = Mail.objects.get()
    assert (mail.to_email, mail.kind) == ("new@cast.example", "invitation")
    assert re.search(r"/account/invitation/(\S+)/", mail.text)[1] == invitation.token
    assert invitation.token not in str(Invitation.objects.values().get())
    assert "Hello Nell" in mail.text
    assert "Grants officer" in mail.text
    assert list(Entry.objects.values_list("verb", "facts")) == [("person_invited", {"role": "officer"})]


def test_accepting_gives_the_role_once(cast):
    invitation = invited(cast)
    person = add_person("New@cast.example", name="Nell", now=NOW)
    for _again in range(2):
        accept_invitation(invitation.token, by=actor_of(person, today=TODAY), now=NOW)
    assert actor_of(person, today=TODAY).may(Permission.RECOMMEND)
    holding = person.role_holdings.get()
    assert (holding.role, holding.given_by) == ("officer", cast.administrator)
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "person_invited",
        "role_given",
        "invitation_accepted",
    ]


def test_accepting_an_invitation_to_a_group_gives_the_part(cast):
    invitation = invite(
        "new@cast.example",
        organisation=cast.organisation,
        member_role=MemberRole.SIGNATORY,
        by=cast.actor("applicant"),
        now=NOW,
    )
    person = add_person("new@cast.example", now=NOW)
    accept_invitation(invitation.token, by=actor_of(person, today=TODAY), now=NOW)
    assert dict(actor_of(person, today=TODAY).memberships) == {cast.organisation.pk: "signatory"}
    assert "Harbour Lights Peer Circle" in Mail.objects.get().text


def test_invitation_is_for_its_address_only(cast):
    invitation = invited(cast)
    other = actor_of(make_person("Other"), today=TODAY)
    assert refused(lambda: accept_invitation(invitation.token, by=other, now=NOW)) == ["invitation_for_another"]


def test_unknown_old_and_cancelled_invitations_are_refused(cast):
    person = add_person("new@cast.example", now=NOW)
    actor = actor_of(person, today=TODAY)
    assert refused(lambda: accept_invitation("made-up", by=actor, now=NOW)) == ["invitation_unknown"]
    invitation = invited(cast)
    late = NOW + dt.timedelta(days=14)
    assert refused(lambda: accept_invitation(invitation.token, by=actor, now=late)) == ["invitation_expired"]
    cancel_invitation(invitation, by=cast.actor("administrator"), now=NOW)
    cancel_invitation(invitation, by=cast.actor("administrator"), now=NOW)
    assert refused(lambda: accept_invitation(invitation.token, by=actor, now=NOW)) == ["invitation_over"]
    assert Entry.objects.filter(verb="invitation_cancelled").count() == 1


def test_newer_invitation_takes_the_place_of_the_older(cast):
    first, second = invited(cast), invited(cast)
    actor = actor_of(add_person("new@cast.example", now=NOW), today=TODAY)
    assert refused(lambda: accept_invitation(first.token, by=actor, now=NOW)) == ["invitation_over"]
    accept_invitation(second.token, by=actor, now=NOW)


def test_invitation_that_was_accepted_cannot_be_cancelled(cast):
    invitation = invited(cast)
    accept_invitation(invitation.token, by=actor_of(add_person("new@cast.example", now=NOW), today=TODAY), now=NOW)
    assert refused(lambda: cancel_invitation(invitation, by=cast.actor("administrator"), now=NOW)) == [
        "invitation_accepted"
    ]


@pytest.mark.parametrize("who", ["officer", "applicant", "stranger", "auditor"])
def test_only_administrators_invite_to_roles(cast, who):
    assert refused(lambda: invited(cast, by=cast.actor(who))) == ["not_allowed"]


@pytest.mark.parametrize(
    ("who", "may"), [("cowriter", True), ("officer", True), ("stranger", False), ("auditor", False)]
)
def test_people_of_a_group_and_officers_invite_to_the_group(cast, who, may):
    act = lambda: invited(  # noqa: E731
        cast, role="", organisation=cast.organisation, member_role=MemberRole.MEMBER, by=cast.actor(who)
    )
    if may:
        assert act().organisation == cast.organisation
    else:
        assert refused(act) == ["not_allowed"]


def test_invitation_to_a_role_follows_the_rules_of_roles(cast):
    by = cast.actor("administrator")
    assert refused(lambda: invited(cast, limit_amount=100)) == ["limit_without_use"]
    assert refused(lambda: invited(cast, role="king")) == ["role_unknown"]
    assert refused(lambda: invite(cast.officer.email, role=Role.OFFICER, by=by, now=NOW)) == ["role_held"]
    assert refused(lambda: invite(by.email, role=Role.OFFICER, by=by, now=NOW)) == ["role_for_self"]
    assert Mail.objects.count() == 0
