"""Giving and ending roles; the table of roles itself."""

import datetime as dt

import pytest
from django.db import IntegrityError

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.people.actions import end_role, give_role
from grants.ground.people.actor import TIMER
from grants.ground.people.models import MemberRole, Person, RoleHolding
from grants.ground.people.queries import actor_of, people_who_may, person_with_standing
from grants.ground.people.roles import NEEDS_SECOND_FACTOR, ROLES, Permission, Role
from tests.cast import NOW
from tests.factories.people import LONG_AGO, belong, hold, make_organisation, make_person

TODAY = NOW.date()


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [blocker.code for blocker in caught.value.blockers]


def test_every_role_and_every_permission_stands_in_the_table():
    assert set(ROLES) == set(Role)
    assert frozenset().union(*ROLES.values()) == set(Permission)


def test_nobody_may_alone_recommend_and_decide_or_build_and_verify():
    together = [{Permission.RECOMMEND, Permission.DECIDE}, {Permission.MANAGE_FUNDS, Permission.APPROVE_PAYMENTS}]
    assert [role for role, permissions in ROLES.items() if any(pair <= permissions for pair in together)] == []


def test_money_people_and_release_need_the_second_factor():
    assert {role for role, permissions in ROLES.items() if permissions & NEEDS_SECOND_FACTOR} == {
        Role.OFFICER,
        Role.DECISION_MAKER,
        Role.FINANCE_PREPARER,
        Role.FINANCE_APPROVER,
        Role.ADMINISTRATOR,
    }


def test_role_given_is_held_from_its_day_on(cast):
    person, tomorrow = make_person("New"), TODAY + dt.timedelta(days=1)
    give_role(person, Role.OFFICER, starts_on=tomorrow, by=cast.actor("administrator"), now=NOW)
    assert not actor_of(person, today=TODAY).may(Permission.RECOMMEND)
    assert actor_of(person, today=tomorrow).may(Permission.RECOMMEND)
    assert [group.name for group in person.groups.all()] == ["officer"]
    assert list(Entry.objects.values_list("verb", "subject", "facts")) == [
        ("role_given", f"person:{person.pk}", {"role": "officer", "limit_amount": None})
    ]


def test_decision_makers_limit_reaches_the_actor(cast):
    person = make_person("New")
    give_role(
        person, Role.DECISION_MAKER, limit_amount=500_000, starts_on=TODAY, by=cast.actor("administrator"), now=NOW
    )
    assert actor_of(person, today=TODAY).decision_limit == 500_000


def test_role_ended_is_gone_with_its_group(cast):
    holding = cast.editor.role_holdings.get()
    end_role(holding, by=cast.actor("administrator"), now=NOW)
    end_role(holding, by=cast.actor("administrator"), now=NOW + dt.timedelta(hours=1))
    holding.refresh_from_db()
    assert (holding.ended_at, holding.ended_by) == (NOW, cast.administrator)
    assert cast.actor("editor").permissions == frozenset()
    assert list(cast.editor.groups.all()) == []
    assert list(Entry.objects.values_list("verb", flat=True)) == ["role_ended"]


def test_role_with_a_last_day_ends_by_itself(cast):
    person = make_person("Visitor")
    give_role(person, Role.AUDITOR, starts_on=TODAY, ends_on=TODAY, by=cast.actor("administrator"), now=NOW)
    assert actor_of(person, today=TODAY).may(Permission.SEE_AUDIT)
    assert not actor_of(person, today=TODAY + dt.timedelta(days=1)).may(Permission.SEE_AUDIT)


@pytest.mark.parametrize("who", ["officer", "auditor", "stranger"])
def test_only_administrators_give_and_end_roles(cast, who):
    person = make_person("New")
    assert refused(lambda: give_role(person, Role.AUDITOR, starts_on=TODAY, by=cast.actor(who), now=NOW)) == [
        "not_allowed"
    ]
    assert refused(lambda: end_role(cast.editor.role_holdings.get(), by=cast.actor(who), now=NOW)) == ["not_allowed"]


def test_nobody_gives_themselves_a_role_and_none_is_held_twice(cast):
    by = cast.actor("administrator")
    assert refused(lambda: give_role(cast.administrator, Role.OFFICER, starts_on=TODAY, by=by, now=NOW)) == [
        "role_for_self"
    ]
    assert refused(lambda: give_role(cast.officer, Role.OFFICER, starts_on=TODAY, by=by, now=NOW)) == ["role_held"]


def test_last_administrator_stays(cast):
    holding = cast.administrator.role_holdings.get()
    assert refused(lambda: end_role(holding, by=cast.actor("administrator"), now=NOW)) == ["last_administrator"]
    second = make_person("Second")
    give_role(second, Role.ADMINISTRATOR, starts_on=LONG_AGO.date(), by=cast.actor("administrator"), now=NOW)
    end_role(holding, by=actor_of(second, today=TODAY), now=NOW)
    assert list(people_who_may(Permission.MANAGE_PEOPLE, today=TODAY)) == [second]


@pytest.mark.django_db
def test_first_administrator_is_set_up_by_the_timer():
    person = make_person("First")
    give_role(person, Role.ADMINISTRATOR, starts_on=TODAY, by=TIMER, now=NOW)
    assert RoleHolding.objects.get().given_by is None


@pytest.mark.django_db
def test_nobody_is_superuser():
    with pytest.raises(IntegrityError):
        Person.objects.create(email="root@cast.example", is_superuser=True, joined_at=NOW)


def test_the_person_of_a_session_is_read_with_roles_and_groups_in_one_query(cast, django_assert_num_queries):
    person, other = cast.officer, make_organisation("Quayside Cooks")
    hold(person, Role.DECISION_MAKER, limit_amount=500_000)
    belong(person, cast.organisation, MemberRole.SIGNATORY)
    belong(person, other, MemberRole.HELPER)
    with django_assert_num_queries(1):
        read = actor_of(person_with_standing(person.pk, today=TODAY), today=TODAY)
    assert read == actor_of(Person.objects.get(pk=person.pk), today=TODAY)
    assert read.memberships == {cast.organisation.pk: "signatory", other.pk: "helper"}
    assert read.may(Permission.RECOMMEND)
    assert read.decision_limit == 500_000


def test_a_session_of_somebody_shut_out_finds_nobody(cast):
    Person.objects.filter(pk=cast.officer.pk).update(is_active=False)
    assert person_with_standing(cast.officer.pk, today=TODAY) is None
    assert person_with_standing(0, today=TODAY) is None


def test_somebody_shut_out_may_nothing(cast):
    cast.officer.is_active = False
    cast.officer.save()
    assert cast.actor("officer").permissions == frozenset()
