"""Drafts follow their call to a mended form; what was sent stays."""

from datetime import timedelta

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.notifications.models import Mail
from grants.ground.people.models import MemberRole
from grants.ground.questions import actions as forms
from grants.ground.questions.queries import values_of
from grants.stages.applications import queries
from grants.stages.applications.actions import (
    finish_mends,
    move_drafts,
    restore_application,
    send_back,
    submit_application,
    take_back_application,
    withdraw_application,
)
from grants.stages.calls.actions import begin_mend, mend_form
from grants.stages.calls.models import FormMend
from tests.factories.actors import make_actor
from tests.factories.applications import ANSWERS, make_application, make_draft, make_group, reread
from tests.factories.calls import NOW, in_days, make_call
from tests.factories.people import belong, make_person

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
LATER = NOW + HOUR
WHY = "We forgot to ask where it happens."
PLACE = {"key": "place", "type": "short_text", "label": {"en-gb": "Where does it happen?"}}


@pytest.fixture
def call():
    return make_call(closes_at=in_days(30), decision_by=in_days(60).date())


def mend(call, *, is_required=False, now=LATER):
    """One more question in the form of a call."""
    by = make_actor()
    draft = begin_mend(call, reason=WHY, by=by, now=now)
    forms.add_question(draft.sections.get(), **PLACE, is_required=is_required, by=by, now=now)
    return mend_form(call, draft, reason=WHY, by=by, now=now)


def version_of(application):
    return reread(application).sheet.version_id


def test_drafts_move_with_their_answers_and_what_was_sent_stays(call):
    sent, draft = make_application(call), make_draft(call)
    made = mend(call)
    assert finish_mends(now=LATER) == 1
    assert (version_of(sent), version_of(draft)) == (made.before_id, made.after_id)
    assert values_of(reread(draft).sheet)["title"] == ANSWERS["title"]
    assert queries.latest_snapshot(reread(sent)).content["version"] == made.before_id


@pytest.mark.parametrize("count", [1, 3])
def test_many_drafts_move_in_as_many_queries_as_one(call, count, django_assert_num_queries):
    for _number in range(count):
        make_draft(call)
    mend(call)
    with django_assert_num_queries(15):
        assert move_drafts(call, now=LATER) == count
    assert move_drafts(call, now=LATER) == 0


def test_thousands_move_in_chunks_and_a_crash_in_between_is_made_up(call, monkeypatch):
    drafts = [make_draft(call) for _number in range(3)]
    made = mend(call)
    monkeypatch.setattr("grants.stages.applications.actions.mending.MOVE_AT_ONCE", 2)
    assert move_drafts(call, now=LATER) == 2
    assert FormMend.objects.get().moved_at is None
    assert [finish_mends(now=LATER), finish_mends(now=LATER)] == [1, 0]
    assert {version_of(draft) for draft in drafts} == {made.after_id}
    assert [entry.facts["drafts"] for entry in Entry.objects.filter(verb="drafts_moved").order_by("pk")] == [2, 1]


def test_everybody_in_groups_with_a_draft_is_told_once_and_nothing_private(call):
    group, by = make_group("Harbour Lights")
    belong(make_person(), group, MemberRole.HELPER)
    make_draft(call, organisation=group, by=by)
    make_application(call)
    mend(call)
    finish_mends(now=LATER)
    FormMend.objects.update(told_at=None)
    finish_mends(now=LATER + HOUR)
    mails = Mail.objects.filter(kind="form_mended")
    assert mails.count() == 2
    text = mails[0].text
    assert (WHY in text, "1 question is new" in text, ANSWERS["title"] in text) == (True, True, False)


def test_a_draft_that_began_after_the_mend_is_new_already_and_hears_nothing(call):
    made = mend(call)
    stale = make_draft(call, now=LATER + HOUR)
    finish_mends(now=LATER + HOUR)
    assert (version_of(stale), Mail.objects.filter(kind="form_mended").count()) == (made.after_id, 0)
    assert queries.mends_for(reread(stale)) == []


def test_a_draft_with_a_page_from_before_still_starts_on_the_new_form(call):
    as_read_before = type(call).objects.get(pk=call.pk)
    made = mend(call)
    assert version_of(make_draft(as_read_before, now=LATER)) == made.after_id


def test_nobody_sends_a_draft_that_is_still_behind(call):
    group, by = make_group()
    draft = make_draft(call, organisation=group, by=by)
    mend(call)
    with pytest.raises(Refusal) as refused:
        submit_application(draft, by=by, now=LATER)
    assert [blocker.code for blocker in refused.value.blockers] == ["form_mended"]
    finish_mends(now=LATER)
    assert submit_application(draft, by=by, now=LATER).status == "submitted"


def test_a_new_question_that_must_be_answered_is_asked_before_sending(call):
    group, by = make_group()
    draft = make_draft(call, organisation=group, by=by)
    mend(call, is_required=True)
    finish_mends(now=LATER)
    with pytest.raises(Refusal) as refused:
        submit_application(draft, by=by, now=LATER)
    assert [blocker.field for blocker in refused.value.blockers] == ["place"]


def test_what_is_taken_back_or_brought_back_later_is_on_the_new_form(call):
    group, by = make_group()
    sent = make_application(call, organisation=group, by=by)
    other, other_by = make_group()
    deleted = withdraw_application(make_draft(call, organisation=other, by=other_by), by=other_by, now=NOW)
    made = mend(call)
    finish_mends(now=LATER)
    take_back_application(sent, by=by, now=LATER)
    restore_application(deleted, by=other_by, now=LATER)
    assert [version_of(sent), version_of(deleted)] == [made.after_id] * 2


def test_questions_sent_back_are_answered_on_the_form_that_was_sent(call):
    group, by = make_group()
    sent = make_application(call, organisation=group, by=by)
    send_back(sent, {"title": "Which one?"}, why="", due_on=in_days(20).date(), by=make_actor(), now=NOW)
    made = mend(call, is_required=True)
    finish_mends(now=LATER)
    assert version_of(sent) == made.before_id
    assert submit_application(sent, by=by, now=LATER).status == "submitted"
