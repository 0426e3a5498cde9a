"""Reads of calls in a fixed number of queries."""

import pytest

from grants.ground.people.actor import ANYONE
from grants.stages.calls.queries import plan_of, rubric_spec, rubrics, staff_calls
from grants.stages.calls.rules import blockers_to_announce
from tests.factories.actors import NOW, make_actor
from tests.factories.calls import make_call, make_draft_call, make_rubric

pytestmark = pytest.mark.django_db


def test_rubric_is_read_in_two_queries(django_assert_num_queries):
    rubric = make_rubric("project")
    with django_assert_num_queries(2):
        spec = rubric_spec(rubric)
    assert [(c.weight, len(c.anchors)) for c in spec.criteria] == [(w, 5) for w in (25, 20, 20, 15, 10, 10)]
    assert spec.total_weight == 100


def test_plan_is_read_in_a_fixed_number_of_queries(django_assert_num_queries):
    make_call("first")
    call = make_draft_call("second")
    call = staff_calls(make_actor()).select_related("form", "quiz", "report_form", "rubric").get(pk=call.pk)
    with django_assert_num_queries(9):
        plan = plan_of(call, NOW)
    assert blockers_to_announce(plan, now=NOW) == []


def test_staff_see_all_calls_and_others_none():
    call = make_draft_call()
    assert (list(staff_calls(make_actor())), list(staff_calls(ANYONE)), list(rubrics(ANYONE))) == ([call], [], [])


def test_rubrics_tell_their_weight_and_their_calls():
    make_call()
    make_rubric("project")
    rows = rubrics(make_actor()).order_by("id").values_list("title", "weight", "criterion_count", "call_count")
    assert list(rows) == [("Small and micro grants", 100, 4, 1), ("Project grants", 100, 6, 0)]
