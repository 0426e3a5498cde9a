"""The cast is who it says it is."""

from grants.ground.people.roles import ROLES, Permission
from tests.cast import NOW, ROLE_OF


def test_cast_members_hold_exactly_their_role(cast):
    held = {name: cast.actor(name).permissions for name in cast.names}
    assert held == {name: ROLES[ROLE_OF[name]] if name in ROLE_OF else frozenset() for name in cast.names}


def test_cast_has_two_groups_that_do_not_know_each_other(cast):
    members = {name for name in cast.names if cast.actor(name).belongs_to(cast.organisation.pk)}
    assert members == {"applicant", "cowriter", "signatory"}
    assert [name for name in cast.names if cast.actor(name).belongs_to(cast.other_organisation.pk)] == ["stranger"]


def test_cast_is_made_once_and_signs_in(cast):
    assert cast.officer is cast.officer
    assert cast.client("officer") is cast.client("officer")
    assert cast.client("officer").session["_auth_user_id"] == str(cast.officer.pk)
    assert cast.actor("officer").may(Permission.RECOMMEND)
    assert not cast.actor("anyone").is_person
    cast.proof("officer").refuse_unless_for(cast.actor("officer"), NOW)
