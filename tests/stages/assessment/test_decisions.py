"""Recommending and deciding: two people, limits, ties, the bar, the embargo."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.reference.models import Funder
from grants.stages.applications.rules import told_status
from grants.stages.assessment import actions
from grants.stages.assessment.models import Conflict, Decision, Recommendation
from grants.stages.assessment.queries import decisions_of, waiting_to_decide
from grants.stages.assessment.rules.panels import STEPS
from tests.factories.assessment import (
    NOW,
    make_actor,
    make_decider,
    make_eligible,
    make_judged_call,
    make_meeting,
    make_officer,
    make_panel,
    make_recommended,
    make_scoring,
)
from tests.factories.people import make_person
from tests.threads import run_together

pytestmark = pytest.mark.django_db

WORDS = {"reason": "Strong.", "feedback": "Well done.", "now": NOW}
FUND = {"verdict": "fund", "amount": None} | WORDS
NO = {"verdict": "no", "amount": None} | WORDS


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


def status_of(candidate):
    candidate.application.refresh_from_db()
    return candidate.application.status


def make_batch(who_decides, **fields):
    """A candidate of a batch that nobody scores."""
    call = make_judged_call(who_decides, **fields)
    return make_panel(call, applications=[make_eligible(call)], scores_due_at=None).candidates.get()


def test_recommendation_takes_the_place_of_the_last():
    candidate = make_meeting().candidates.get()
    first = actions.recommend(candidate, by=make_officer(), **FUND)
    assert actions.recommend(candidate, by=make_officer(), **FUND) == first
    second = actions.recommend(candidate, by=make_officer("Tomas"), **NO)
    assert list(Recommendation.objects.order_by("pk").values_list("pk", "amount", "is_current")) == [
        (first.pk, 100_000, False),
        (second.pk, 0, True),
    ]
    assert status_of(candidate) == "recommended"
    assert Entry.objects.filter(verb="recommended").count() == 2


def test_recommendation_waits_for_the_meeting():
    candidate = make_scoring(make_person()).candidates.get()
    assert refused(lambda: actions.recommend(candidate, by=make_officer(), **FUND)) == [("panel_moved_on", "")]


def test_recommendation_comes_straight_from_eligible_where_nobody_scores():
    candidate = make_batch("officer_and_approver")
    actions.recommend(candidate, by=make_officer(), **FUND)
    assert status_of(candidate) == "recommended"


def test_recommendation_is_refused_to_others_and_to_the_tied():
    candidate = make_meeting().candidates.get()
    assert refused(lambda: actions.recommend(candidate, by=make_decider(), **FUND)) == [("not_allowed", "")]
    officer = make_officer()
    actions.declare_conflicts(candidate.panel, {candidate.application_id: ("institutional", "")}, by=officer, now=NOW)
    assert refused(lambda: actions.recommend(candidate, by=officer, **FUND)) == [("conflict", "")]


def test_amount_stays_between_floor_and_request():
    candidate = make_meeting().candidates.get()
    part = {"verdict": "part", "by": make_officer()} | WORDS
    assert refused(lambda: actions.recommend(candidate, amount=4_999, **part)) == [("below_floor", "amount")]
    assert refused(lambda: actions.recommend(candidate, amount=100_001, **part)) == [("more_than_asked", "amount")]
    assert actions.recommend(candidate, amount=5_000, **part).amount == 5_000


def test_money_below_the_bar_needs_an_explained_recommendation():
    candidate = make_meeting(levels=((1, 1), (1, 1))).candidates.get()
    officer, decider = make_officer(), make_decider()
    assert refused(lambda: actions.recommend(candidate, by=officer, **FUND)) == [("exception_unexplained", "exception")]
    actions.recommend(candidate, by=officer, **NO)
    act = lambda: actions.decide(candidate, exception="I like it", by=decider, **FUND)  # noqa: E731
    assert refused(act) == [("exception_not_recommended", "")]
    actions.recommend(candidate, exception="The only one for deaf people.", by=officer, **FUND)
    assert act().amount == 100_000


def test_decision_by_another_person_under_embargo():
    candidate = make_recommended()
    told, mails = told_status(status_of(candidate)), Mail.objects.count()
    decision = actions.decide(candidate, by=make_decider(), **FUND)
    assert (decision.amount, decision.released_at, status_of(candidate)) == (100_000, None, "decided")
    assert (told_status(candidate.application.status), Mail.objects.count()) == (told, mails)
    entry = Entry.objects.get(verb="decided")
    assert (entry.facts["verdict"], entry.facts["amount"]) == ("fund", 100_000)
    assert "Strong" not in str(entry.facts)


def test_decision_twice_is_one_decision_and_another_is_refused():
    candidate, decider = make_recommended(), make_decider()
    first = actions.decide(candidate, by=decider, **FUND)
    assert actions.decide(candidate, by=decider, **FUND) == first
    assert refused(lambda: actions.decide(candidate, by=decider, **NO)) == [("already_decided", "")]
    assert refused(lambda: actions.decide(candidate, by=make_decider("Di"), **FUND)) == [("already_decided", "")]
    assert refused(lambda: actions.recommend(candidate, by=make_officer(), **FUND)) == [("application_moved_on", "")]


def test_whoever_recommended_does_not_decide():
    officer = make_officer()
    candidate = make_recommended(by=officer, who_decides="panel")
    assert refused(lambda: actions.decide(candidate, by=officer, **FUND)) == [("same_person", "")]
    assert actions.decide(candidate, by=make_officer("Tomas"), **FUND).verdict == "fund"


def test_decision_needs_the_right_hands():
    candidate = make_recommended()
    for actor in (make_officer("Tomas"), make_actor(make_person())):
        assert refused(lambda a=actor: actions.decide(candidate, by=a, **FUND)) == [("not_allowed", "")]
    assert refused(lambda: actions.decide(candidate, by=make_decider(limit=99_999), **FUND)) == [
        ("above_limit", "amount")
    ]
    assert actions.decide(candidate, by=make_decider(limit=100_000), **FUND).amount == 100_000


def test_decision_is_refused_to_the_tied():
    candidate, decider = make_recommended(), make_decider()
    Conflict.objects.create(
        application=candidate.application, person_id=decider.person_id, origin="declared", kind="unsure",
        effect="clear", is_settled=False, recorded_at=NOW,
    )  # fmt: skip
    assert refused(lambda: actions.decide(candidate, by=decider, **FUND)) == [("conflict", "")]


def test_decision_waits_for_a_recommendation_where_somebody_confirms():
    candidate = make_batch("officer_and_approver")
    assert refused(lambda: actions.decide(candidate, by=make_decider(), **FUND)) == [("not_recommended", "")]


def test_one_officer_decides_alone_up_to_the_amount_of_the_policy():
    small, large = make_batch("officer"), make_batch("officer")
    Funder.objects.update(people_preset="officer_and_treasurer")
    part = {"verdict": "part", "by": make_officer()} | WORDS
    decision = actions.decide(small, amount=49_999, **part)
    assert (decision.recommendation.recommended_by_id, status_of(small)) == (decision.decided_by_id, "decided")
    assert refused(lambda: actions.decide(large, amount=50_000, **part)) == [("not_recommended", "")]


@pytest.mark.parametrize("who_decides", list(STEPS))
@pytest.mark.parametrize("preset", ["officer_and_treasurer", "two_staff_and_a_board", "full_separation"])
def test_two_people_can_always_bring_a_decision_about(who_decides, preset):
    has_scoring = STEPS[who_decides].has_scoring
    candidate = make_meeting(who_decides=who_decides).candidates.get() if has_scoring else make_batch(who_decides)
    Funder.objects.update(people_preset=preset)
    actions.recommend(candidate, by=make_officer(), **FUND)
    assert actions.decide(candidate, by=make_decider(), **FUND).verdict == "fund"
    assert actions.finish_panel(candidate.panel, by=make_officer(), now=NOW).status == "decided"


def test_finished_panel_can_be_released_once():
    candidate = make_recommended()
    actions.decide(candidate, by=make_decider(), **FUND)
    officer = make_officer()
    panel = actions.finish_panel(candidate.panel, by=officer, now=NOW)
    assert [decision.candidate for decision in decisions_of(panel)] == [candidate]
    panel = actions.mark_panel_released(panel, by=officer, now=NOW)
    assert (panel.status, panel.released_by_id, Decision.objects.get().released_at) == (
        "released",
        officer.person_id,
        NOW,
    )
    assert refused(lambda: actions.mark_panel_released(panel, by=officer, now=NOW)) == [("panel_is_released", "")]


def test_waiting_list_is_for_those_who_decide():
    candidate = make_recommended()
    assert [row.candidate for row in waiting_to_decide(make_decider())] == [candidate]
    assert list(waiting_to_decide(make_officer())) == []
    actions.decide(candidate, by=make_decider(), **FUND)
    assert list(waiting_to_decide(make_decider())) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_decide_at_once_and_exactly_one_does():
    candidate = make_recommended()
    one, two = make_decider("Dora One"), make_decider("Dora Two")
    outcomes = run_together(
        lambda: actions.decide(candidate, by=one, **FUND), lambda: actions.decide(candidate, by=two, **NO)
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Decision", "Refusal"]
    assert Decision.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_tabs_send_one_review_at_once_and_it_is_in_once():
    rosa = make_person("Rosa")
    assignment = make_scoring(rosa).candidates.get().assignments.get()
    actor = make_actor(rosa)
    actions.save_review(assignment, {"together": (3, ""), "doable": (3, "")}, by=actor, now=NOW)
    send = lambda: actions.submit_review(assignment, by=actor, now=NOW)  # noqa: E731
    assert [review.total for review in run_together(send, send)] == [7500, 7500]
    assert Entry.objects.filter(verb="review_submitted").count() == 1
