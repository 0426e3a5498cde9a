"""Panels: setting up, seats, applications, assignments, and the way to decided."""

import datetime as dt

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.stages.assessment import actions
from grants.stages.assessment.models import Assignment, PanelMember
from grants.stages.assessment.queries import applications_waiting, members_of, roll_of, staff_panels
from tests.factories.assessment import (
    DUE,
    NOW,
    declare,
    make_actor,
    make_eligible,
    make_judged_call,
    make_meeting,
    make_officer,
    make_panel,
    make_scoring,
    score,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def verbs():
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def test_create_panel_for_scoring():
    panel = actions.create_panel(make_judged_call(), name=" Autumn ", scores_due_at=DUE, by=make_officer(), now=NOW)
    assert (panel.name, panel.status, panel.reviews_each) == ("Autumn", "preparing", 3)
    assert verbs()[-1] == "panel_created"


def test_create_panel_as_a_batch_that_nobody_scores():
    call = make_judged_call("officer_and_approver")
    assert actions.create_panel(call, name="September", by=make_officer(), now=NOW).status == "meeting"


def test_create_panel_needs_an_officer_and_a_name():
    call = make_judged_call()
    stranger = make_actor(make_person())
    assert refused(lambda: actions.create_panel(call, name="x", by=stranger, now=NOW)) == [("not_allowed", "")]
    assert refused(lambda: actions.create_panel(call, name=" ", by=make_officer(), now=NOW)) == [("no_name", "name")]


def test_change_panel_keeps_a_day_that_has_passed_and_refuses_a_new_one():
    panel = make_panel()
    later = DUE + dt.timedelta(days=1)
    words = {"name": "Winter", "reviews_each": 2, "by": make_officer(), "now": later}
    changed = actions.change_panel(panel, scores_due_at=DUE, **words)
    assert (changed.name, changed.reviews_each) == ("Winter", 2)
    assert refused(lambda: actions.change_panel(panel, scores_due_at=NOW, **words)) == [
        ("due_in_past", "scores_due_at")
    ]


def test_member_is_told_once_and_may_become_chair():
    panel, rosa = make_panel(), make_person("Rosa")
    for role in ("reviewer", "reviewer", "chair"):
        member = actions.add_member(panel, rosa, role=role, by=make_officer(), now=NOW)
    assert (PanelMember.objects.count(), member.role) == (1, "chair")
    assert list(Mail.objects.values_list("kind", "to_email")) == [("panel_joined", rosa.email)]


def test_member_may_be_somebody_new():
    member = actions.invite_member(make_panel(), email=" New@Vale.example", name="Nia", by=make_officer(), now=NOW)
    assert (member.person.email.lower(), member.person.name) == ("new@vale.example", "Nia")


def test_removed_member_loses_what_they_read():
    rosa, cole = make_person("Rosa"), make_person("Cole")
    panel = make_scoring(rosa, cole)
    actions.remove_member(panel.members.get(person=rosa), by=make_officer(), now=NOW)
    assert list(Assignment.objects.order_by("pk").values_list("person", "status")) == [
        (rosa.pk, "removed"),
        (cole.pk, "accepted"),
    ]
    assert [member.person for member in members_of(panel)] == [cole]


def test_put_before_panel_moves_applications_into_review_once():
    call = make_judged_call()
    application = make_eligible(call)
    panel = make_panel(call)
    for _ in range(2):
        (candidate,) = actions.put_before_panel(panel, [application], by=make_officer(), now=NOW)
    application.refresh_from_db()
    assert (application.status, candidate.panel) == ("in_review", panel)
    assert list(applications_waiting(call)) == []


def test_put_before_panel_refuses_what_is_not_eligible_here():
    call = make_judged_call()
    elsewhere, here = make_eligible(make_judged_call()), make_eligible(call)
    panel = make_panel(call, applications=[here])
    for application, judging in [(elsewhere, panel), (here, make_panel(call))]:
        act = lambda a=application, p=judging: actions.put_before_panel(p, [a], by=make_officer(), now=NOW)  # noqa: E731
        assert refused(act) == [("not_for_this_panel", "applications")]


def test_batch_leaves_applications_eligible():
    call = make_judged_call("officer")
    application = make_eligible(call)
    make_panel(call, applications=[application], scores_due_at=None)
    application.refresh_from_db()
    assert application.status == "eligible"


def test_panel_that_met_takes_no_more_applications():
    panel = make_meeting()
    late = make_eligible(panel.call)
    act = lambda: actions.put_before_panel(panel, [late], by=make_officer(), now=NOW)  # noqa: E731
    assert refused(act) == [("panel_moved_on", "")]


def test_grid_asks_and_unasks_together():
    rosa, cole = make_person("Rosa"), make_person("Cole")
    call = make_judged_call()
    panel = make_panel(call, members=[rosa, cole], applications=[make_eligible(call), make_eligible(call)])
    one, two = (candidate.pk for candidate in panel.candidates.order_by("pk"))
    officer = make_officer()
    actions.change_assignments(panel, add={(one, rosa.pk), (two, rosa.pk), (one, cole.pk)}, by=officer, now=NOW)
    actions.change_assignments(panel, add={(two, cole.pk)}, remove={(one, rosa.pk)}, by=officer, now=NOW)
    live = Assignment.objects.filter(status="offered").order_by("candidate", "person")
    assert list(live.values_list("candidate", "person")) == [(one, cole.pk), (two, rosa.pk), (two, cole.pk)]
    assert [member.load for member in members_of(panel)] == [2, 1]


def test_grid_never_takes_off_a_review_that_is_in():
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    candidate = panel.candidates.get()
    score(candidate, rosa, 3, 3)
    actions.change_assignments(panel, remove={(candidate.pk, rosa.pk)}, by=make_officer(), now=NOW)
    assert Assignment.objects.get().status == "accepted"


def test_grid_refuses_people_without_a_seat():
    panel = make_scoring(make_person())
    pair = (panel.candidates.get().pk, make_person().pk)
    act = lambda: actions.change_assignments(panel, add={pair}, by=make_officer(), now=NOW)  # noqa: E731
    assert refused(act) == [("not_on_panel", "")]


def test_review_that_is_in_is_taken_off_only_with_a_reason():
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    score(panel.candidates.get(), rosa, 3, 3)
    assignment = Assignment.objects.get()
    act = lambda: actions.remove_assignment(assignment, by=make_officer(), now=NOW)  # noqa: E731
    assert refused(act) == [("no_reason", "reason")]
    removed = actions.remove_assignment(assignment, reason="Mixed up two groups", by=make_officer(), now=NOW)
    assert (removed.status, removed.ended_reason) == ("removed", "Mixed up two groups")
    assert roll_of(panel).received == [0]


def test_start_scoring_tells_each_reviewer_once():
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    actions.start_scoring(panel, by=make_officer(), now=NOW)
    assert panel.status == "scoring"
    assert list(Mail.objects.filter(kind="scoring_started").values_list("to_email", flat=True)) == [rosa.email]
    assert verbs().count("scoring_started") == 1


def test_start_scoring_refuses_with_every_reason():
    panel = make_panel(make_judged_call(rubric=None))
    assert refused(lambda: actions.start_scoring(panel, by=make_officer(), now=NOW)) == [
        ("no_candidates", ""),
        ("no_members", ""),
    ]


def test_close_scoring_lapses_requests_without_an_answer():
    rosa, cole, late = make_person("Rosa"), make_person("Cole"), make_person("Late")
    panel = make_scoring(rosa, cole)
    candidate = panel.candidates.get()
    actions.add_member(panel, late, by=make_officer(), now=NOW)
    actions.assign(candidate, late, by=make_officer(), now=NOW)
    for person in (rosa, cole):
        score(candidate, person, 3, 3)
    panel = actions.close_scoring(panel, by=make_officer(), now=NOW)
    assert panel.status == "meeting"
    assert Assignment.objects.get(person=late).status == "lapsed"


def test_close_scoring_with_thin_reviews_needs_a_reason():
    rosa = make_person("Rosa")
    panel = make_scoring(rosa)
    score(panel.candidates.get(), rosa, 3, 3)
    assert refused(lambda: actions.close_scoring(panel, by=make_officer(), now=NOW)) == [("thin_reviews", "reason")]
    panel = actions.close_scoring(panel, reason="Cole is ill.", by=make_officer(), now=NOW)
    assert (panel.status, panel.closed_reason) == ("meeting", "Cole is ill.")
    panel = actions.reopen_scoring(panel, by=make_officer(), now=NOW)
    assert (panel.status, panel.closed_reason) == ("scoring", "")


def test_batch_has_no_scoring_to_reopen():
    panel = make_panel(make_judged_call("officer"), scores_due_at=None)
    assert refused(lambda: actions.reopen_scoring(panel, by=make_officer(), now=NOW)) == [("panel_moved_on", "")]


def test_finish_panel_waits_for_every_decision():
    panel = make_meeting()
    reference = panel.candidates.get().application.reference
    with pytest.raises(Refusal) as caught:
        actions.finish_panel(panel, by=make_officer(), now=NOW)
    assert [b.sentence for b in caught.value.blockers] == [f"Not decided yet: {reference}."]


def test_reviewer_answers_for_themselves_only():
    rosa, cole = make_person("Rosa"), make_person("Cole")
    panel = make_scoring(rosa)
    actions.add_member(panel, cole, by=make_officer(), now=NOW)
    actions.assign(panel.candidates.get(), cole, by=make_officer(), now=NOW)
    declare(panel, cole)
    assignment = Assignment.objects.get(person=cole)
    act = lambda: actions.answer_assignment(assignment, accept=True, by=make_actor(rosa), now=NOW)  # noqa: E731
    assert refused(act) == [("not_allowed", "")]
    words = {"accept": False, "reason": "Away", "by": make_actor(cole), "now": NOW}
    declined = actions.answer_assignment(assignment, **words)
    assert (declined.status, declined.ended_reason) == ("declined", "Away")
    assert actions.answer_assignment(assignment, **words).status == "declined"


def test_list_of_panels_is_for_staff():
    panel = make_scoring(make_person(), groups=2)
    assert [(p, p.candidate_count) for p in staff_panels(make_officer())] == [(panel, 2)]
    assert list(staff_panels(make_actor(make_person()))) == []
