"""Who says who belongs to a group, and that nobody gives themselves a part."""

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.people.actions import change_part, invite, join_organisation
from grants.ground.people.models import MemberRole, Membership
from grants.ground.people.permissions import parts_to_give
from tests.cast import NOW
from tests.factories.people import belong, make_person

pytestmark = pytest.mark.django_db


def codes(act, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        act(*args, **kwargs)
    return [blocker.code for blocker in refused.value.blockers]


@pytest.fixture
def helper(cast):
    person = make_person("Hana Help")
    belong(person, cast.organisation, MemberRole.HELPER)
    cast.helper = person
    return cast.actor("helper")


def asked_in(cast, by, role, email="new@people.example"):
    return invite(email, organisation=cast.organisation, member_role=role, by=by, now=NOW)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("applicant", ["member", "helper", "signatory"]),
        ("cowriter", ["member", "helper"]),
        ("officer", ["member", "helper", "signatory"]),
        ("stranger", []),
        ("decision_maker", []),
        ("auditor", []),
        ("editor", []),
        ("administrator", []),
        ("finance_approver", []),
        ("reviewer", []),
    ],
)
def test_which_parts_somebody_gives(cast, name, parts):
    assert parts_to_give(cast.actor(name), cast.organisation.pk) == parts


def test_a_helper_invites_nobody_and_puts_nobody_in(cast, helper):
    assert codes(asked_in, cast, helper, "member") == ["not_allowed"]
    person = make_person()
    assert codes(join_organisation, cast.organisation, person, "member", by=helper, now=NOW) == ["not_allowed"]


def test_a_member_invites_no_signatory_not_even_themselves(cast):
    by = cast.actor("cowriter")
    assert codes(asked_in, cast, by, "signatory") == ["not_allowed"]
    assert codes(asked_in, cast, by, "signatory", cast.cowriter.email) == ["not_allowed"]


def test_somebody_who_is_there_is_not_invited_again(cast):
    assert cast.cowriter
    assert codes(asked_in, cast, cast.actor("applicant"), "helper", cast.cowriter.email.upper()) == ["already_there"]


def test_a_group_has_no_more_than_twenty_invitations_open(cast):
    by = cast.actor("applicant")
    for number in range(20):
        asked_in(cast, by, "member", f"new{number}@people.example")
    assert asked_in(cast, by, "member", "new3@people.example").email == "new3@people.example"
    assert codes(asked_in, cast, by, "member", "one.more@people.example") == ["too_many_invitations"]


def part(person):
    return Membership.objects.get(person=person, ended_at=None)


def test_a_signatory_gives_somebody_another_part(cast):
    changed = change_part(part(cast.cowriter), "signatory", by=cast.actor("applicant"), now=NOW)
    assert (changed.role, part(cast.cowriter).pk) == ("signatory", changed.pk)
    assert change_part(changed, "signatory", by=cast.actor("applicant"), now=NOW) == changed


def test_a_group_keeps_a_signatory(cast):
    assert codes(change_part, part(cast.applicant), "member", by=cast.actor("applicant"), now=NOW) == ["last_signatory"]


def test_a_member_changes_no_signatory(cast):
    assert cast.applicant
    by = cast.actor("cowriter")
    assert codes(change_part, part(cast.applicant), "helper", by=by, now=NOW) == ["not_allowed"]
    assert codes(change_part, part(cast.cowriter), "signatory", by=by, now=NOW) == ["not_allowed"]
