"""Asking to join a group that may be known. No stranger learns which groups are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.actions import answer_request, ask_to_join, look_at_requests, refuse_unknown
from grants.ground.people.models import JoinRequest, MemberRole, Membership
from grants.ground.people.queries import own_requests, requests_to_join
from tests.cast import NOW
from tests.factories.people import belong, make_organisation, make_person

pytestmark = pytest.mark.django_db

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def codes(act, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        act(*args, **kwargs)
    return [blocker.code for blocker in refused.value.blockers]


@pytest.fixture
def asked(cast):
    assert cast.applicant.pk != cast.cowriter.pk
    request = ask_to_join("harbour lights PEER circle", by=cast.actor("stranger"), now=NOW)
    look_at_requests(now=NOW)
    return JoinRequest.objects.get(pk=request.pk)


def test_asking_costs_the_same_for_a_known_and_an_unknown_name(cast):
    assert cast.applicant.pk != cast.stranger.pk
    by, costs = cast.actor("stranger"), []
    for name in ("Harbour Lights Peer Circle", "Nobody Knows Us"):
        with CaptureQueriesContext(connection) as queries:
            ask_to_join(name, by=by, now=NOW)
        costs.append([query["sql"].split()[0] for query in queries])
    assert costs[0] == costs[1]
    assert Mail.objects.count() == 0


def test_the_groups_people_are_told_by_the_job_and_helpers_are_not(cast):
    helper = make_person()
    belong(helper, cast.organisation, MemberRole.HELPER)
    assert cast.applicant.pk != cast.cowriter.pk
    ask_to_join("Harbour Lights Peer Circle", by=cast.actor("stranger"), now=NOW)
    assert look_at_requests(now=NOW) == 1
    mails = Mail.objects.filter(kind="join_asked")
    assert {mail.to_person for mail in mails} == {cast.applicant, cast.cowriter}
    assert look_at_requests(now=NOW) == 0


def test_an_unknown_name_tells_nobody_and_waits_alike(cast, asked):
    ask_to_join("Nobody Knows Us", by=cast.actor("stranger"), now=NOW)
    Mail.objects.all().delete()
    look_at_requests(now=NOW)
    assert Mail.objects.count() == 0
    waiting = own_requests(cast.stranger.pk, now=NOW)
    assert [(row.name, row.answered_at) for row in waiting] == [
        ("Nobody Knows Us", None),
        ("harbour lights PEER circle", None),
    ]


def test_a_member_lets_them_in_and_they_hear_so(cast, asked):
    answer_request(asked, member_role="member", by=cast.actor("cowriter"), now=NOW)
    part = Membership.objects.get(person=cast.stranger, organisation=cast.organisation)
    assert (part.role, part.ended_at) == ("member", None)
    assert [mail.to_person for mail in Mail.objects.filter(kind="join_accepted")] == [cast.stranger]


def test_a_no_is_silent_and_looks_like_no_answer(cast, asked):
    answer_request(asked, member_role="", by=cast.actor("applicant"), now=NOW)
    assert Mail.objects.exclude(kind="join_asked").count() == 0
    assert [row.name for row in own_requests(cast.stranger.pk, now=NOW)] == ["harbour lights PEER circle"]
    again = ask_to_join("Harbour Lights Peer Circle", by=cast.actor("stranger"), now=NOW + DAY)
    assert again == asked
    assert list(requests_to_join(cast.organisation, now=NOW)) == []


def test_an_officer_answers_for_a_group_that_does_not(cast, asked):
    answer_request(asked, member_role="signatory", by=cast.actor("officer"), now=NOW)
    assert Membership.objects.get(person=cast.stranger, organisation=cast.organisation).role == "signatory"


def test_a_member_makes_no_signatory_of_them(cast, asked):
    assert codes(answer_request, asked, member_role="signatory", by=cast.actor("cowriter"), now=NOW) == ["not_allowed"]


@pytest.mark.parametrize("name", ["stranger", "decision_maker", "auditor", "editor", "finance_preparer", "reviewer"])
def test_nobody_else_answers(cast, asked, name):
    assert codes(answer_request, asked, member_role="member", by=cast.actor(name), now=NOW) == ["not_allowed"]


def test_it_is_answered_once(cast, asked):
    answer_request(asked, member_role="", by=cast.actor("applicant"), now=NOW)
    assert codes(answer_request, asked, member_role="member", by=cast.actor("applicant"), now=NOW) == [
        "request_answered"
    ]


def test_it_is_over_after_two_weeks(cast, asked):
    late = NOW + 14 * DAY
    assert codes(answer_request, asked, member_role="member", by=cast.actor("applicant"), now=late) == ["request_over"]
    assert list(own_requests(cast.stranger.pk, now=late)) == []


def test_two_groups_of_one_name_are_left_to_the_office(cast):
    twin = make_organisation("Harbour Lights Peer Circle")
    assert cast.applicant
    request = ask_to_join("Harbour Lights Peer Circle", by=cast.actor("stranger"), now=NOW)
    look_at_requests(now=NOW)
    request.refresh_from_db()
    assert (request.organisation, Mail.objects.count()) == (None, 0)
    answer_request(request, member_role="member", organisation=twin, by=cast.actor("officer"), now=NOW)
    assert Membership.objects.get(person=cast.stranger, organisation=twin).role == "member"


def test_the_office_leaves_an_unknown_name_unanswered(cast):
    request = ask_to_join("Nobody Knows Us", by=cast.actor("stranger"), now=NOW)
    assert codes(refuse_unknown, request, by=cast.actor("applicant"), now=NOW) == ["not_allowed"]
    assert refuse_unknown(request, by=cast.actor("officer"), now=NOW).answered_at == NOW


def test_nobody_asks_about_more_than_five_names(cast):
    by = cast.actor("stranger")
    for number in range(5):
        ask_to_join(f"Group number {number}", by=by, now=NOW)
    assert codes(ask_to_join, "One more", by=by, now=NOW) == ["too_many_requests"]


def test_a_member_of_the_group_asks_about_nothing_new(cast):
    ask_to_join("Harbour Lights Peer Circle", by=cast.actor("applicant"), now=NOW)
    look_at_requests(now=NOW)
    assert (JoinRequest.objects.get().organisation, Mail.objects.count()) == (None, 0)
