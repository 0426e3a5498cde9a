"""Scoring: drafts, sending in, changing one's mind, and what others see when."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.stages.assessment import actions
from grants.stages.assessment.models import Review, Score
from grants.stages.assessment.queries import latest_review, next_task, others_reviews, scores_of, seats_of, workable_by
from grants.stages.assessment.rules.scores import NOT_YET
from tests.factories.assessment import (
    NOW,
    assignment_of,
    make_actor,
    make_judged_call,
    make_meeting,
    make_officer,
    make_rubric,
    make_scoring,
    score,
    state_again,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

EXAMPLE = (("a", 30, False), ("b", 25, False), ("c", 20, False), ("d", 15, False), ("e", 10, False))


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [(blocker.code, blocker.field) for blocker in caught.value.blockers]


@pytest.fixture
def rosa(db):
    return make_person("Rosa")


@pytest.fixture
def candidate(rosa):
    return make_scoring(rosa, make_person("Cole")).candidates.get()


@pytest.fixture
def save(candidate, rosa):
    """Saves a draft of Rosa's; `send` sends it."""
    assignment = assignment_of(candidate, rosa)
    return lambda scores, **words: actions.save_review(assignment, scores, by=make_actor(rosa), now=NOW, **words)


@pytest.fixture
def send(candidate, rosa):
    assignment = assignment_of(candidate, rosa)
    return lambda: actions.submit_review(assignment, by=make_actor(rosa), now=NOW)


def test_draft_keeps_everything_typed_half_done_or_not(save, candidate, rosa):
    save({"together": (3, " Warm. "), "doable": (NOT_YET, "Who cooks?")}, comment="Ask them.")
    review = save({"doable": (None, "Who cooks?")})
    assert scores_of(review) == {"together": (3, "Warm."), "doable": (None, "Who cooks?")}
    assert (review.number, review.status, review.total, review.comment) == (1, "draft", None, "")
    assert Entry.objects.filter(subject__startswith="review:").count() == 0


def test_draft_refuses_what_no_scale_has(save):
    assert refused(lambda: save({"together": (5, ""), "style": (1, "")})) == [
        ("no_such_level", "level-together"),
        ("no_such_level", "level-style"),
    ]
    assert Review.objects.count() == 0


def test_sending_gives_the_worked_total():
    rosa = make_person("Rosa")
    call = make_judged_call(rubric=make_rubric(*EXAMPLE))
    candidate = make_scoring(rosa, call=call).candidates.get()
    assert score(candidate, rosa, 3, 4, 2, 3, 4).total == 7875
    assert score(candidate, rosa, 3, 4, 2, None, 4).total == 7941


def test_sending_refuses_gaps_and_keeps_the_draft(save, send):
    save({"together": (4, "")})
    assert refused(send) == [("comment_missing", "comment-together"), ("not_answered", "level-doable")]
    save({"together": (None, ""), "doable": (3, "")})
    assert refused(send) == [("too_little_judged", "")]
    assert Review.objects.get().status == "draft"


def test_sending_nothing_is_refused_and_sending_twice_is_sending_once(save, send):
    assert refused(send) == [("nothing_saved", "")]
    save({"together": (3, ""), "doable": (0, "No cook.")})
    first = send()
    assert (first.total, first.is_below_gate, first.submitted_at) == (4500, True, NOW)
    assert send() == first
    assert Entry.objects.filter(verb="review_submitted").count() == 1


def test_rescoring_adds_a_version_and_the_old_one_counts_until_it_is_sent(save, send):
    save({"together": (3, ""), "doable": (3, "")})
    first = send()
    draft = save({"together": (2, "")})
    assert (draft.number, draft.is_current) == (2, False)
    assert list(Review.objects.filter(is_current=True)) == [first]
    save({"together": (2, ""), "doable": (2, "")})
    second = send()
    assert (second, second.total) == (draft, 5000)
    assert list(Review.objects.filter(is_current=True)) == [second]
    assert list(Review.objects.order_by("number").values_list("total", flat=True)) == [7500, 5000]
    assert Entry.objects.filter(verb="review_changed").count() == 1


def test_rescoring_ends_when_the_panel_has_decided():
    panel = make_meeting()
    candidate = panel.candidates.get()
    person = panel.members.order_by("pk").first().person
    assert score(candidate, person, 2, 2).number == 2
    type(panel).objects.filter(pk=panel.pk).update(status="decided")
    act = lambda: score(candidate, person, 1, 1)  # noqa: E731
    assert refused(act) == [("not_allowed", "")]


def test_review_pins_what_was_read(save, candidate):
    first = candidate.application.facts.get(is_current=True).snapshot
    assert save({"together": (3, "")}).snapshot == first
    newer = state_again(candidate.application).snapshot
    assert save({"together": (3, "")}, read=first.pk).snapshot == first
    assert save({"together": (3, "")}, read=newer.pk).snapshot == newer
    elsewhere = make_scoring(make_person()).candidates.get().application.facts.get().snapshot
    assert save({"together": (3, "")}, read=elsewhere.pk).snapshot == newer


def test_scores_of_others_are_hidden_until_ones_own_are_in(candidate, rosa):
    cole = candidate.assignments.exclude(person=rosa).get().person
    score(candidate, cole, 4, 3)
    mine = assignment_of(candidate, rosa)
    assert others_reviews(mine, "en-gb") == []
    actions.save_review(mine, {"together": (3, "")}, by=make_actor(rosa), now=NOW)
    assert others_reviews(mine, "en-gb") == []
    score(candidate, rosa, 3, 3)
    (other,) = others_reviews(mine, "en-gb")
    assert (other.person, other.total) == ("Cole", "90.00")
    assert [(line.title, line.level, line.comment) for line in other.scores] == [
        ("Together", "4", "Because."),
        ("Doable", "3", "Because."),
    ]


def test_nobody_scores_for_another(candidate, rosa):
    cole = candidate.assignments.exclude(person=rosa).get().person
    act = lambda: actions.save_review(assignment_of(candidate, rosa), {}, by=make_actor(cole), now=NOW)  # noqa: E731
    assert refused(act) == [("not_allowed", "")]


def test_scoring_needs_a_yes_first(candidate):
    late = make_person("Late")
    actions.add_member(candidate.panel, late, by=make_officer(), now=NOW)
    actions.declare_conflicts(candidate.panel, {candidate.application_id: ("none", "")}, by=make_actor(late), now=NOW)
    assignment = actions.assign(candidate, late, by=make_officer(), now=NOW)
    act = lambda: actions.save_review(assignment, {}, by=make_actor(late), now=NOW)  # noqa: E731
    assert refused(act) == [("not_accepted", "")]


def test_desk_tells_the_state_of_each_application_and_what_is_next():
    rosa = make_person("Rosa")
    panel = make_scoring(rosa, groups=4)
    actor = make_actor(rosa)
    sent, changing, draft, fresh = workable_by(actor)
    for assignment in (sent, changing):
        score(assignment.candidate, rosa, 3, 3)
    for assignment in (changing, draft):
        actions.save_review(assignment, {"together": (2, "")}, by=actor, now=NOW)
    (seat,) = seats_of(actor)
    assert [(task.assignment, task.state, task.total) for task in seat.tasks] == [
        (sent, "sent", "75.00"),
        (changing, "changing", "75.00"),
        (draft, "draft", ""),
        (fresh, "to_read", ""),
    ]
    assert (seat.waiting, seat.member.panel) == (2, panel)
    assert [next_task(actor, assignment) for assignment in (sent, draft, fresh)] == [draft, fresh, draft]
    assert latest_review(fresh) is None


def test_saving_again_writes_over_the_same_scores(save):
    for level in (1, 2, 3):
        save({"together": (level, "")})
    assert list(Score.objects.values_list("level", "is_answered")) == [(3, True)]
