"""Groups: founding, changing, joining, leaving."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.people.actions import (
    add_organisation,
    change_details,
    change_organisation,
    join_organisation,
    leave_organisation,
)
from grants.ground.people.actor import ANYONE
from grants.ground.people.models import LegalForm, MemberRole
from grants.ground.people.queries import members_of, organisations_of
from tests.cast import NOW
from tests.factories.people import make_person


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def test_founder_becomes_signatory(cast):
    cast.reviewer.email = "rosa@northfield.example"
    cast.reviewer.save()
    organisation = add_organisation(
        "  The Northfield Shed ", by=cast.actor("reviewer"), now=NOW, legal_form=LegalForm.CHARITY, postcode="AB1 2CD"
    )
    assert (organisation.name, organisation.sort_name) == ("The Northfield Shed", "northfield shed")
    assert (organisation.legal_form, organisation.postcode) == ("charity", "AB1 2CD")
    assert organisation.email_domain == "northfield.example"
    assert dict(cast.actor("reviewer").memberships) == {organisation.pk: "signatory"}
    assert list(organisations_of(cast.actor("reviewer"))) == [organisation]
    assert list(Entry.objects.values_list("verb", "subject")) == [
        ("organisation_added", f"organisation:{organisation.pk}")
    ]


def test_group_needs_a_name_and_somebody_signed_in(cast):
    assert refused(lambda: add_organisation(" ", by=cast.actor("reviewer"), now=NOW)) == [("name_missing", "name")]
    assert refused(lambda: add_organisation("Shed", by=ANYONE, now=NOW)) == [("not_allowed", "")]


def test_changing_to_the_same_values_changes_nothing(cast):
    by = cast.actor("applicant")
    for _again in range(2):
        organisation = change_organisation(cast.organisation, by=by, now=NOW, name="The Peer Circle", about="Evenings")
    assert (organisation.name, organisation.sort_name, organisation.about) == (
        "The Peer Circle",
        "peer circle",
        "Evenings",
    )
    assert list(Entry.objects.values_list("verb", "facts")) == [("organisation_changed", {"fields": "about name"})]


def test_unknown_detail_is_a_mistake_of_ours(cast):
    with pytest.raises(TypeError):
        change_organisation(cast.organisation, by=cast.actor("applicant"), now=NOW, joined_at=NOW)


def test_joining_again_changes_the_part(cast):
    person, by = make_person("Dee"), cast.actor("applicant")
    first = join_organisation(cast.organisation, person, MemberRole.HELPER, by=by, now=NOW)
    assert join_organisation(cast.organisation, person, MemberRole.HELPER, by=by, now=NOW) == first
    join_organisation(cast.organisation, person, MemberRole.SIGNATORY, by=by, now=NOW)
    assert list(person.memberships.order_by("pk").values_list("role", "ended_at")) == [
        ("helper", NOW),
        ("signatory", None),
    ]
    assert Entry.objects.filter(verb="organisation_joined").count() == 2


def test_strangers_cannot_add_themselves_or_change_the_group(cast):
    by = cast.actor("stranger")
    assert refused(lambda: join_organisation(cast.organisation, cast.stranger, MemberRole.MEMBER, by=by, now=NOW)) == [
        ("not_allowed", "")
    ]
    assert refused(lambda: change_organisation(cast.organisation, by=by, now=NOW, about="Mine")) == [
        ("not_allowed", "")
    ]


def test_leaving_ends_the_part_and_the_last_one_stays(cast):
    for name in ("applicant", "cowriter"):
        assert cast.actor(name).belongs_to(cast.organisation.pk)
    by = cast.actor("applicant")
    membership = cast.cowriter.memberships.get()
    for _again in range(2):
        leave_organisation(membership, by=by, now=NOW)
    assert list(members_of(cast.organisation)) == [cast.applicant]
    assert refused(lambda: leave_organisation(cast.applicant.memberships.get(), by=by, now=NOW)) == [
        ("last_member", "")
    ]
    assert Entry.objects.filter(verb="organisation_left").count() == 1


def test_people_change_their_own_details_only(cast):
    wanted = {"name": "Amina Y.", "phone": " 01234 ", "language": "en-gb"}
    for _again in range(2):
        person = change_details(cast.applicant, **wanted, by=cast.actor("applicant"), now=NOW)
    assert (person.name, person.sort_name, person.phone) == ("Amina Y.", "amina y.", "01234")
    assert Entry.objects.filter(verb="details_changed").count() == 1
    assert refused(lambda: change_details(cast.applicant, **wanted, by=cast.actor("stranger"), now=NOW)) == [
        ("not_allowed", "")
    ]
    unnamed = wanted | {"name": " "}
    assert refused(lambda: change_details(cast.applicant, **unnamed, by=cast.actor("applicant"), now=NOW)) == [
        ("name_missing", "name")
    ]
