"""Answers of the quiz that stand with an application."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.stages.applications import queries
from grants.stages.applications.actions import (
    forget_drafts,
    keep_quiz_answers,
    submit_application,
    withdraw_application,
)
from grants.stages.applications.models import QuizResult
from tests.factories.applications import make_draft, make_group, reread
from tests.factories.calls import NOW, in_days, make_call, make_form

pytestmark = pytest.mark.django_db

YES = {"place": "yes"}


@pytest.fixture
def group(db):
    return make_group("Harbour Lights")


@pytest.fixture
def draft(group):
    return make_draft(make_call(needs_quiz=True), organisation=group[0], by=group[1])


def refused(call, *args, **options):
    with pytest.raises(Refusal) as caught:
        call(*args, **options)
    return [blocker.code for blocker in caught.value.blockers]


def test_what_was_answered_stands_with_version_time_and_words(draft, group):
    kept = keep_quiz_answers(draft, YES, by=group[1], now=NOW)
    assert (kept.version, kept.answered_at, kept.answered_by_id) == (draft.call.quiz_version, NOW, group[1].person_id)
    assert kept.answers == [
        {"key": "place", "label": {"en-gb": "Will it happen in Larkfield?"}, "code": "yes", "answer": {}}
    ]
    told = queries.quiz_told(draft)
    assert [(row.asked, row.answer) for row in told.rows] == [("Will it happen in Larkfield?", "Yes")]
    assert (told.answered_at, told.is_missing) == (NOW, False)
    assert Entry.objects.filter(verb="quiz_passed", case=f"application:{draft.pk}").count() == 1


def test_the_same_answers_are_kept_once_and_the_newest_count(draft, group):
    by = group[1]
    first = [keep_quiz_answers(draft, YES, by=by, now=NOW) for _ in range(2)]
    assert first[0] == first[1]
    QuizResult.objects.update(answers=[])
    again = keep_quiz_answers(draft, YES, by=by, now=in_days(1))
    assert again != first[0]
    assert queries.quiz_told(draft).answered_at == in_days(1)
    assert queries.quiz_told(draft, until=NOW).rows == []


@pytest.mark.parametrize("answers", [{}, {"place": "no"}, {"place": "made-up"}])
def test_answers_that_do_not_pass_are_not_kept(draft, group, answers):
    assert refused(keep_quiz_answers, draft, answers, by=group[1], now=NOW) == ["quiz_not_passed"]
    assert QuizResult.objects.count() == 0


def test_strangers_keep_nothing_and_what_was_sent_stays(draft, group):
    assert refused(keep_quiz_answers, draft, YES, by=make_group()[1], now=NOW) == ["not_yours"]
    keep_quiz_answers(draft, YES, by=group[1], now=NOW)
    submit_application(draft, by=group[1], now=NOW)
    assert refused(keep_quiz_answers, draft, YES, by=group[1], now=NOW) == ["not_a_draft"]


def test_a_call_that_needs_the_quiz_takes_nothing_without(draft, group):
    assert queries.quiz_told(draft).is_missing
    assert refused(submit_application, draft, by=group[1], now=NOW) == ["quiz_not_passed"]
    keep_quiz_answers(draft, YES, by=group[1], now=NOW)
    assert submit_application(draft, by=group[1], now=NOW).status == "submitted"


def test_a_call_that_does_not_need_it_only_says_that_it_is_not_answered(group):
    draft = make_draft(organisation=group[0], by=group[1])
    told = queries.quiz_told(draft)
    assert (told.rows, told.answered_at, told.is_missing) == ((), None, False)
    assert submit_application(draft, by=group[1], now=NOW).status == "submitted"


def test_a_call_without_a_quiz_says_nothing_of_it(group, django_assert_num_queries):
    draft = make_draft(make_call(quiz=None), organisation=group[0], by=group[1])
    with django_assert_num_queries(0):
        assert queries.quiz_told(draft) is None
    assert refused(keep_quiz_answers, draft, YES, by=group[1], now=NOW) == ["quiz_not_passed"]


def test_a_call_that_needs_the_quiz_must_have_one():
    assert refused(make_call, quiz=None, needs_quiz=True) == ["quiz_missing"]


def test_a_deleted_draft_forgets_its_answers_too(draft, group):
    keep_quiz_answers(draft, YES, by=group[1], now=NOW)
    withdraw_application(draft, by=group[1], now=NOW)
    assert forget_drafts(now=in_days(40)) == 1
    assert reread(draft).quiz_results.count() == 0


def test_drafts_to_keep_answers_with_are_ones_own(draft, group):
    assert queries.drafts_with_quiz(group[1], draft.call) == [draft]
    assert queries.drafts_with_quiz(make_group()[1], draft.call) == []
    other = make_call("small", quiz=make_form("quiz", title="Another quiz").questionnaire)
    assert queries.drafts_with_quiz(group[1], other) == []
