"""Who looks after an application; leaving a group without leaving its drafts to nobody."""

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import MemberRole, Membership, Person
from grants.stages.applications.actions import end_part, hand_over_application, withdraw_application
from grants.stages.applications.queries import hands_of
from tests.factories.applications import actor, answer, make_draft, make_group, reread
from tests.factories.calls import NOW
from tests.factories.people import belong, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group("Harbour Lights")


def join(group, name, role):
    person = make_person(name)
    return person, belong(person, group[0], role)


@pytest.fixture
def ben(group):
    return join(group, "Ben Castle", MemberRole.MEMBER)[0]


@pytest.fixture
def draft(group):
    return make_draft(organisation=group[0], by=group[1])


def codes(act, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        act(*args, **kwargs)
    return [blocker.code for blocker in refused.value.blockers]


def part(group):
    return Membership.objects.get(organisation=group[0], person_id=group[1].person_id, ended_at=None)


def test_whoever_starts_looks_after_it(draft, group):
    assert draft.lead_id == group[1].person_id


def test_it_is_handed_over_and_the_new_one_hears_so(draft, group, ben):
    assert hand_over_application(draft, ben, by=group[1], now=NOW).lead == ben
    assert [mail.to_person for mail in Mail.objects.filter(kind="application_handed_over")] == [ben]


def test_another_member_takes_it_over_without_a_mail_to_themselves(draft, ben):
    assert hand_over_application(draft, ben, by=actor(ben), now=NOW).lead == ben
    assert Mail.objects.filter(kind="application_handed_over").count() == 0


def test_it_is_not_handed_to_a_helper_or_a_stranger(draft, group):
    helper = join(group, "Hana Help", MemberRole.HELPER)[0]
    for person in (helper, make_person()):
        assert codes(hand_over_application, draft, person, by=group[1], now=NOW) == ["not_a_member"]


def test_a_stranger_hands_nothing_over(draft, ben):
    assert codes(hand_over_application, draft, ben, by=make_group()[1], now=NOW) == ["not_yours"]


def test_nobody_leaves_their_drafts_to_nobody(draft, group, ben):
    Membership.objects.filter(person=ben).update(role=MemberRole.SIGNATORY)
    assert codes(end_part, part(group), by=group[1], now=NOW) == ["needs_heir"]
    end_part(part(group), hand_to=ben, by=group[1], now=NOW)
    assert reread(draft).lead_id == ben.pk
    assert Membership.objects.get(person_id=group[1].person_id).ended_at == NOW


def test_a_withdrawn_draft_holds_nobody(draft, group, ben):
    Membership.objects.filter(person=ben).update(role=MemberRole.SIGNATORY)
    withdraw_application(draft, by=group[1], now=NOW)
    assert end_part(part(group), by=group[1], now=NOW).ended_at == NOW


def test_the_last_signatory_stays_until_there_is_another(group, ben):
    assert codes(end_part, part(group), hand_to=ben, by=group[1], now=NOW) == ["last_signatory"]


def test_whoever_takes_somebody_off_takes_over_what_they_looked_after(draft, group, ben):
    hand_over_application(draft, ben, by=group[1], now=NOW)
    end_part(Membership.objects.get(person=ben), by=group[1], now=NOW)
    assert reread(draft).lead_id == group[1].person_id


def test_a_member_does_not_take_a_signatory_off(group, ben):
    assert codes(end_part, part(group), by=actor(ben), now=NOW) == ["not_allowed"]


def test_a_helper_takes_nobody_off(group, ben):
    helper = join(group, "Hana Help", MemberRole.HELPER)[0]
    assert codes(end_part, Membership.objects.get(person=ben), by=actor(helper), now=NOW) == ["not_allowed"]


def test_a_refused_leaving_changes_no_lead(draft, group, ben):
    codes(end_part, part(group), hand_to=ben, by=group[1], now=NOW)
    assert reread(draft).lead_id == group[1].person_id


def test_everybody_who_wrote_is_named_and_helpers_are_marked(draft, group):
    helper = join(group, "Hana Help", MemberRole.HELPER)[0]
    answer(draft, by=actor(helper), title="With help")
    starter = Person.objects.get(pk=group[1].person_id).name
    found = [(hand.name, hand.is_helper) for hand in hands_of(draft)]
    assert sorted(found) == sorted([(starter, False), ("Hana Help", True)])


def test_the_rest_of_the_group_hears_who_left_and_whoever_did_it_does_not(group, ben):
    carys, _row = join(group, "Carys Lloyd", MemberRole.HELPER)
    row = Membership.objects.get(person=ben, ended_at=None)
    for _twice in range(2):
        end_part(row, by=group[1], now=NOW)
    mails = Mail.objects.filter(kind="member_left")
    assert [mail.to_person for mail in mails] == [carys]
    assert "Ben Castle has left Harbour Lights" in mails.get().subject


def test_everybody_else_hears_when_somebody_leaves_themselves(group, ben):
    end_part(Membership.objects.get(person=ben, ended_at=None), by=actor(ben), now=NOW)
    assert [mail.to_person_id for mail in Mail.objects.filter(kind="member_left")] == [group[1].person_id]
