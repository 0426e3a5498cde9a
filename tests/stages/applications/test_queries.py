"""What a group and the office may see, and what a draft still lacks."""

import pytest

from grants.ground.questions.queries import problems_by_question, tasks_of
from grants.stages.applications.actions import mark_eligible, take_back_application, withdraw_application
from grants.stages.applications.queries import (
    applications_of,
    draft_of,
    own_file,
    promised_on,
    sent_file,
    staff_applications,
)
from tests.factories.actors import make_actor
from tests.factories.applications import ANSWERS, make_application, make_draft, make_group
from tests.factories.calls import NOW, make_call, on_day
from tests.factories.files import make_file

pytestmark = pytest.mark.django_db


def test_a_group_sees_its_own_applications_newest_first():
    group, by = make_group()
    first = make_application(make_call("one"), organisation=group, by=by)
    second = make_draft(make_call("two"), organisation=group, by=by)
    make_application(make_call("three"))
    assert list(applications_of(by)) == [second, first]


def test_staff_see_what_was_sent_and_nothing_that_is_being_written():
    call, officer = make_call(), make_actor()
    group, by = make_group()
    sent = make_application(call)
    make_draft(call)
    taken_back = make_application(call, organisation=group, by=by)
    take_back_application(taken_back, by=by, now=NOW)
    assert list(staff_applications(officer)) == [sent]


def test_staff_still_see_what_was_withdrawn_after_sending():
    group, by = make_group()
    sent = make_application(organisation=group, by=by)
    withdraw_application(sent, by=by, now=NOW)
    assert list(staff_applications(make_actor())) == [sent]


@pytest.mark.parametrize(
    ("name", "count"), [("officer", 1), ("decision_maker", 1), ("auditor", 1), ("editor", 0), ("stranger", 0)]
)
def test_only_staff_who_see_cases_see_applications(cast, name, count):
    make_application()
    assert staff_applications(cast.actor(name)).count() == count


def test_tasks_are_completed_in_progress_or_not_started():
    draft = make_draft(answers={})
    states = []
    for values in ({}, {"title": "Peer evening"}):
        group, by = make_group()
        draft = make_draft(make_call(f"call-{len(states)}"), organisation=group, by=by, answers=values)
        states.append([task.state for task in tasks_of(draft_of(draft, draft.sheet))])
    full = make_draft(make_call("full"))
    states.append([task.state for task in tasks_of(draft_of(full, full.sheet))])
    assert states == [["not_started"], ["in_progress"], ["completed"]]


def test_a_task_with_an_amount_the_call_cannot_give_is_not_completed():
    draft = make_draft(answers=ANSWERS | {"amount": 29_999})
    [task] = tasks_of(draft_of(draft, draft.sheet))
    assert task.state == "in_progress"


def test_problems_name_the_question_and_where_it_is_asked():
    draft = make_draft(answers={"title": "Peer evening", "amount": 45_000})
    [problem] = problems_by_question(draft_of(draft, draft.sheet))
    assert (problem.section, problem.key, problem.label) == ("all", "contacts", "Who can we talk to?")


def test_the_promised_day_is_the_calls():
    assert promised_on(make_application()) == on_day(53)


def test_the_promised_day_of_a_rolling_call_counts_from_sending():
    assert promised_on(make_application(make_call(kind="rolling"))) == on_day(14)


def test_nothing_is_promised_before_sending():
    assert promised_on(make_draft()) is None


def test_a_file_of_nobodys_application_is_not_found():
    application, stored = make_application(), make_file()
    assert (sent_file(application, stored.pk), own_file(application, stored.pk)) == (None, None)


def test_moving_on_keeps_the_case_in_sight():
    sent = make_application()
    mark_eligible(sent, by=make_actor(), now=NOW)
    assert list(staff_applications(make_actor())) == [sent]
