"""The board, recommending and deciding on the screen."""

import datetime as dt

import pytest
from django.urls import reverse

from grants.stages.applications.models import Application
from grants.stages.assessment import actions
from grants.stages.assessment.models import Decision, Recommendation
from tests.factories.assessment import (
    NOW,
    make_actor,
    make_eligible,
    make_judged_call,
    make_meeting,
    make_panel,
    make_recommended,
    make_stored_file,
    state_again,
)

pytestmark = pytest.mark.django_db

PART = {"verdict": "part", "amount": "£600", "reason": "Strong, but dear.", "feedback": "Ask for less tea."}
FUND = {"verdict": "fund", "amount": "", "reason": "Strong.", "feedback": ""}


@pytest.fixture
def officer(cast):
    return cast.client("officer")


@pytest.fixture
def decider(cast):
    return cast.client("decision_maker")


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def text(response):
    return response.content.decode()


def test_board_shows_scores_and_money(officer):
    panel = make_meeting(levels=((4, 4), (2, 3)))
    group = panel.candidates.get().application.organisation.name
    page = text(officer.get(at("panel_board", panel.pk)))
    for expected in (group, "80.00", "Reviewers lie 40.00 points apart: talk about it", "£1,000", "£5,000"):
        assert expected in page


def test_board_of_a_batch_has_no_scores(officer):
    call = make_judged_call("officer")
    panel = make_panel(call, applications=[make_eligible(call, name="Ash")], scores_due_at=None)
    page = text(officer.get(at("panel_board", panel.pk)))
    assert ("Ash" in page, "Mean" in page, "No reviews yet" in page) == (True, False, False)


def test_empty_board_says_what_to_do(officer):
    assert "Nothing lies before this panel yet" in text(officer.get(at("panel_board", make_panel().pk)))


def test_candidate_shows_answers_reviews_and_standing(officer):
    candidate = make_meeting().candidates.get()
    page = text(officer.get(at("candidate", candidate.pk)))
    for expected in ("We meet on Tuesdays.", "lena@quay.example", "Because.", "82.50", at("recommend", candidate.pk)):
        assert expected in page
    assert at("decide", candidate.pk) not in page


def test_candidates_files_are_those_of_the_reading(officer):
    candidate = make_meeting().candidates.get()
    listed, other = make_stored_file(), make_stored_file()
    state_again(candidate.application, files=[listed])
    assert at("candidate_file", candidate.pk, listed.pk) in text(officer.get(at("candidate", candidate.pk)))
    assert officer.get(at("candidate_file", candidate.pk, other.pk)).status_code == 404


def test_recommend_in_part(officer):
    candidate = make_meeting().candidates.get()
    response = officer.post(at("recommend", candidate.pk), PART)
    assert response.headers["Location"] == at("panel_board", candidate.panel_id)
    advised = Recommendation.objects.get()
    assert (advised.verdict, advised.amount, advised.reason) == ("part", 60_000, "Strong, but dear.")
    assert "£600" in text(officer.get(at("panel_board", candidate.panel_id)))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("verdict", "", "Choose one of these."),
        ("verdict", "maybe", "Choose one of these."),
        ("amount", "", "Enter the amount of the grant."),
        ("amount", "ten", "Enter an amount in numbers, like 1850 or 1,850.50."),
        ("amount", "1.234", "Enter pounds and pence, like 1850 or 1850.50."),
        ("amount", "10,000", "This is more than the group asked for."),
        ("amount", "1", "The project would not work with so little. See the least amount."),
        ("reason", " ", "Say why. The file must show it for years."),
        ("feedback", "", "Write a sentence that will help the group."),
    ],
)
def test_recommend_says_what_is_wrong_at_the_field(officer, field, value, sentence):
    candidate = make_meeting().candidates.get()
    response = officer.post(at("recommend", candidate.pk), PART | {field: value})
    assert response.context["form"].errors == {field: [sentence]}
    assert Recommendation.objects.count() == 0


def test_recommend_below_the_bar_asks_for_an_explanation(officer):
    candidate = make_meeting(levels=((1, 1), (1, 1))).candidates.get()
    response = officer.post(at("recommend", candidate.pk), FUND)
    assert list(response.context["form"].errors) == ["exception"]
    officer.post(at("recommend", candidate.pk), FUND | {"exception": "The only one for deaf people."})
    assert Recommendation.objects.get().exception == "The only one for deaf people."


def test_approver_sees_what_waits_and_decides(decider):
    candidate = make_recommended()
    page = text(decider.get(at("decisions")))
    assert candidate.application.organisation.name in page
    assert at("decide", candidate.pk) in page
    form = decider.get(at("decide", candidate.pk)).context["form"]
    assert {name: form[name].value() for name in ("verdict", "reason", "feedback")} == {
        "verdict": "fund",
        "reason": "Strong.",
        "feedback": "Well done.",
    }
    response = decider.post(at("decide", candidate.pk), FUND, follow=True)
    assert "Decided. The group is told when the panel is released." in text(response)
    assert Decision.objects.get().amount == 100_000
    assert "Nothing waits for you" in text(decider.get(at("decisions")))


def test_what_waits_longest_stands_first(decider):
    first, second = make_recommended(), make_recommended()
    Application.objects.filter(pk=second.application_id).update(status_since=NOW - dt.timedelta(days=1))
    waiting = decider.get(at("decisions")).context["page"].rows
    assert [advised.candidate_id for advised in waiting] == [second.pk, first.pk]


def test_decide_again_is_refused(decider):
    candidate = make_recommended()
    decider.post(at("decide", candidate.pk), FUND)
    response = decider.post(at("decide", candidate.pk), FUND | {"verdict": "no", "feedback": "Sorry."})
    assert response.context["form"].non_field_errors() == ["This has been decided already. Look at the decision."]
    assert decider.post(at("decide", candidate.pk), FUND | {"feedback": "Well done."}).status_code == 302


def test_decide_above_ones_limit_is_refused(cast, decider):
    candidate = make_recommended()
    cast.decision_maker.role_holdings.update(limit_amount=50_000)
    response = decider.post(at("decide", candidate.pk), FUND)
    sentence = "This is above the amount that you may decide. Somebody with a higher limit decides."
    assert response.context["form"].errors == {"amount": [sentence]}


def test_officer_has_no_decision_to_take_where_somebody_confirms(officer):
    candidate = make_recommended()
    assert "This cannot be decided here now" in text(officer.get(at("decide", candidate.pk)))
    response = officer.post(at("decide", candidate.pk), FUND)
    assert response.context["form"].non_field_errors() == ["You may not do this."]


def test_whoever_recommended_is_told_that_somebody_else_decides(officer, cast):
    candidate = make_recommended(who_decides="panel", by=cast.actor("officer"))
    response = officer.post(at("decide", candidate.pk), FUND)
    assert response.context["form"].non_field_errors() == ["You recommended this. Somebody else decides."]


def test_conflicted_staff_find_a_masked_row_and_nothing_else(decider, cast):
    candidate = make_recommended()
    group = candidate.application.organisation.name
    said = {candidate.application_id: ("direct", "")}
    actions.declare_conflicts(candidate.panel, said, by=make_actor(cast.decision_maker), now=NOW)
    addresses = [at(name, candidate.pk) for name in ("candidate", "decide", "own_tie")]
    addresses += [at(name, candidate.application_id) for name in ("application", "application_answers")]
    assert [decider.get(address).status_code for address in addresses] == [404, 404, 404, 404, 404]
    assert group not in text(decider.get(at("decisions")))
    page = text(decider.get(at("panel_board", candidate.panel_id)))
    assert group not in page
    assert ("Masked: you have a tie" in page, "£1,000" in page) == (True, True)


def test_milder_tie_leaves_reading_and_takes_acting_away(officer):
    candidate = make_meeting().candidates.get()
    officer.post(at("own_tie", candidate.pk), {"kind": "institutional"})
    assert "We meet on Tuesdays." in text(officer.get(at("candidate", candidate.pk)))
    assert "You have a tie to this group, so somebody else recommends." in text(
        officer.get(at("recommend", candidate.pk))
    )
    response = officer.post(at("recommend", candidate.pk), FUND)
    sentence = "You have a conflict of interest here. Somebody else recommends."
    assert response.context["form"].non_field_errors() == [sentence]


def test_own_tie_hides_the_application_at_once(officer):
    candidate = make_meeting().candidates.get()
    response = officer.post(at("own_tie", candidate.pk), {"kind": "direct"})
    assert response.headers["Location"] == at("panel_board", candidate.panel_id)
    assert officer.get(at("candidate", candidate.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_board_takes_a_constant_number_of_queries(officer, count, django_assert_num_queries):
    panel = make_meeting(groups=count)
    with django_assert_num_queries(11):
        officer.get(at("panel_board", panel.pk))


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_list_takes_a_constant_number_of_queries(decider, count, django_assert_num_queries):
    for _ in range(count):
        make_recommended()
    with django_assert_num_queries(5):
        decider.get(at("decisions"))


@pytest.mark.parametrize("reviews", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("candidate", 12), ("recommend", 9), ("decide", 9)])
def test_screens_take_a_constant_number_of_queries(officer, reviews, name, queries, django_assert_num_queries):
    candidate = make_recommended(levels=((3, 3),) * reviews)
    with django_assert_num_queries(queries):
        officer.get(at(name, candidate.pk))
