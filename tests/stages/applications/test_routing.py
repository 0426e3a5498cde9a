"""Drafts that move to the call that their answers lead to."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import MemberRole
from grants.ground.questions.queries import values_of
from grants.stages.applications import queries
from grants.stages.applications.actions import move_application, restore_application, withdraw_application
from grants.stages.applications.models import Application
from tests.factories.applications import answer, make_draft, make_group, reread
from tests.factories.calls import NOW, in_days, make_call
from tests.factories.questions import make_shipped

pytestmark = pytest.mark.django_db

CHILDREN = {"group_name": "Harbour Lights", "plan": "A tea afternoon.", "safety": "children_alone", "place": "The quay"}


@pytest.fixture
def group(db):
    return make_group("Harbour Lights")


@pytest.fixture
def draft(group):
    call = make_call("door", form=make_shipped("doorstep").questionnaire, smallest_amount=5_000, largest_amount=50_000)
    return make_draft(call, organisation=group[0], by=group[1], answers=CHILDREN)


def small_call(code="small", **terms):
    form = make_shipped("small_grant").questionnaire
    return make_call(code, form=form, programme_code="CWF-SMALL", title="Small Grants", **terms)


def ways(draft):
    return queries.ways_from_draft(draft, queries.draft_of(draft, draft.sheet), now=NOW)


def refused(*args, **options):
    with pytest.raises(Refusal) as caught:
        move_application(*args, **options)
    return [blocker.code for blocker in caught.value.blockers]


def test_children_on_their_own_move_to_the_small_grant_with_their_answers(draft, group):
    call = small_call()
    moved = move_application(draft, call, by=group[1], now=NOW)
    kept = {"plan": "A tea afternoon.", "safety": "children_alone"}
    assert {key: value for key, value in values_of(moved.sheet).items() if value is not None} == kept
    assert (moved.call, moved.status, moved.copied_from) == (call, "draft", draft)
    missing = {problem.field for problem in queries.draft_of(moved, moved.sheet).problems}
    assert "safety_way" in missing  # children on their own need a plan there
    old = reread(draft)
    assert (old.status, old.withdrawn_from, old.sheet.writable) == ("withdrawn", "draft", "none")
    assert queries.moved_to(old) == moved
    entry = Entry.objects.get(verb="application_moved_to_call")
    assert (entry.case, entry.facts) == (f"application:{draft.pk}", {"call": "small", "draft": moved.pk})
    mail = Mail.objects.get(kind="application_moved")
    assert mail.subject == "Your draft moved to Small Grants"
    assert "moved your draft for Doorstep Grants to Small Grants" in mail.text
    assert f"/applications/{moved.pk}/" in mail.text


def test_moving_twice_finds_the_same_draft(draft, group):
    call = small_call()
    moved = [move_application(draft, call, by=group[1], now=NOW) for _ in range(2)]
    assert moved[0] == moved[1]
    assert Application.objects.count() == 2
    assert Mail.objects.filter(kind="application_moved").count() == 1


def test_the_first_draft_can_be_brought_back_with_all_it_said(draft, group):
    move_application(draft, small_call(), by=group[1], now=NOW)
    back = restore_application(draft, by=group[1], now=NOW)
    assert (back.status, reread(back).sheet.writable) == ("draft", "all")
    assert values_of(back.sheet)["plan"] == "A tea afternoon."


def test_what_came_over_is_told_as_it_stood_when_it_moved(draft, group):
    call = small_call()
    moved = move_application(draft, call, by=group[1], now=NOW)
    answer(moved, by=group[1], plan="Later words")
    assert queries.carried_into(reread(draft), draft_form(moved)).answers["plan"].value == "A tea afternoon."


def draft_form(application):
    return queries.draft_of(application, application.sheet).form


def test_an_answer_that_leads_nowhere_moves_nothing(draft, group):
    call = small_call()
    answer(draft, by=group[1], safety="with_family")
    assert ways(draft) == []
    assert refused(draft, call, by=group[1], now=NOW) == ["no_way_there"]
    other = make_call("next")
    answer(draft, by=group[1], safety="children_alone")
    assert refused(draft, other, by=group[1], now=NOW) == ["no_way_there"]


def test_a_call_that_is_not_open_is_refused_kindly_and_the_draft_stays(draft, group):
    call = small_call(opens_at=in_days(3))
    assert [(way.call, way.is_open, way.must_move) for way in ways(draft)] == [(call, False, True)]
    assert refused(draft, call, by=group[1], now=NOW) == ["call_not_open"]
    assert reread(draft).status == "draft"


def test_a_draft_that_is_there_already_is_never_written_over(draft, group):
    call = small_call()
    make_draft(call, organisation=group[0], by=group[1], answers={"title": "Mine"})
    assert refused(draft, call, by=group[1], now=NOW) == ["draft_there"]
    assert reread(draft).status == "draft"


def test_helpers_and_strangers_move_nothing(draft, group):
    call = small_call()
    assert refused(draft, call, by=make_group()[1], now=NOW) == ["not_yours"]
    helper = make_group(role=MemberRole.HELPER)[1]
    assert refused(draft, call, by=helper, now=NOW) == ["not_yours"]


def test_what_was_deleted_does_not_move(draft, group):
    call = small_call()
    withdraw_application(draft, by=group[1], now=NOW)
    assert refused(draft, call, by=group[1], now=NOW) == ["not_a_draft"]


def test_of_a_programme_the_open_call_that_closes_first_is_meant(draft):
    small_call("later", opens_at=in_days(3))
    last = small_call("last", opens_at=in_days(-1))
    first = small_call("first", opens_at=in_days(-5))
    assert [way.call for way in ways(draft)] == [first]
    first.status = "cancelled"
    first.save(update_fields=["status"])
    assert [way.call for way in ways(draft)] == [last]


def test_without_such_a_call_there_is_a_way_and_nowhere_to_go(draft):
    assert [(way.call, way.is_open) for way in ways(draft)] == [(None, False)]


def test_too_much_money_offers_the_small_grant_and_too_little_is_told(draft, group):
    call = small_call()
    rows = [{"item": "Bus", "cost": 50_100}]
    answer(draft, by=group[1], safety="with_family", budget=rows)
    assert [(way.call, way.weight, way.sentence) for way in ways(draft)] == [
        (call, "offers", "A Doorstep Grant is up to £500. A Small Grant is up to £2,000.")
    ]
    moved = move_application(draft, call, by=group[1], now=NOW)
    assert [(row["item"], row["cost"]) for row in values_of(moved.sheet)["budget"]] == [("Bus", 50_100)]


@pytest.mark.parametrize("drafts", [1, 3])
def test_ways_cost_one_query_however_many_calls_there_are(draft, django_assert_num_queries, drafts):
    for number in range(drafts):
        small_call(f"small-{number}")
    read = queries.draft_of(draft, draft.sheet)
    with django_assert_num_queries(1):
        assert len(queries.ways_from_draft(draft, read, now=NOW)) == 1
