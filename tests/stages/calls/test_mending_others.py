"""Mending the quiz and the report form of an announced call."""

import pytest

from grants.ground.kit.errors import Refusal
from grants.ground.questions import actions as forms
from grants.stages.calls.actions import archive_call, begin_mend, cancel_call, mend_form
from grants.stages.calls.queries import calls_on_older_versions, form_mends, mends_to_finish
from tests.factories.actors import make_actor
from tests.factories.calls import NOW, in_days, make_call

pytestmark = pytest.mark.django_db

WHY = "It named the wrong town."
AFTER = in_days(40)  # the call has closed by then


@pytest.fixture
def call():
    return make_call(closes_at=in_days(30), decision_by=in_days(60).date())


def relabelled(call, purpose, *, now=NOW, **changed):
    """A draft of another version, with its first question in other words."""
    draft = begin_mend(call, purpose=purpose, reason=WHY, by=make_actor(), now=now)
    row = draft.questions.first()
    kept = {name: getattr(row, name) for name in ("meaning", "is_required", "settings", "readers")}
    forms.change_question(row, **(kept | {"label": {"en-gb": "In other words?"}} | changed), by=make_actor(), now=now)
    return draft


def mend(call, version, *, by=None, now=NOW):
    return mend_form(call, version, reason=WHY, by=by or make_actor(), now=now)


def codes(act, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        act(*args, **kwargs)
    return [(blocker.code, blocker.field) for blocker in refused.value.blockers]


def test_a_mended_quiz_counts_at_once_and_nothing_waits_for_a_job(call):
    draft = relabelled(call, "quiz")
    done = [mend(call, draft) for _ in range(2)]
    call.refresh_from_db()
    assert done[0] == done[1]
    assert (call.quiz_version, call.form_version.number, call.form_mended_at) == (draft, 1, NOW)
    assert (done[0].moved_at, done[0].told_at, done[0].reason) == (NOW, NOW, WHY)
    assert list(mends_to_finish()) == []
    assert form_mends(call) == [done[0]]


def test_a_quiz_may_change_all_of_it_until_the_call_closes(call):
    draft = begin_mend(call, purpose="quiz", reason=WHY, by=make_actor(), now=NOW)
    row = draft.questions.get()
    options = {"options": [{"code": "yes", "next": "continue"}, {"code": "no", "next": "continue"}]}
    forms.change_question(row, label=row.label, settings=options, by=make_actor(), now=NOW)
    assert mend(call, draft).after == draft
    assert codes(begin_mend, call, purpose="quiz", reason=WHY, by=make_actor(), now=AFTER) == [("cannot_mend", "")]


def test_a_report_form_is_mended_long_after_the_call_closed(call):
    draft = relabelled(call, "report", now=AFTER)
    mended = mend(call, draft, now=AFTER)
    call.refresh_from_db()
    assert (call.report_version, mended.told_at) == (draft, None)
    archive_call(call, by=make_actor(), now=AFTER)
    assert mend(call, relabelled(call, "report", now=AFTER, is_required=False), now=AFTER).before == draft


def test_who_reads_a_report_never_becomes_more(call):
    narrow = mend(call, relabelled(call, "report", readers="office"))
    call.refresh_from_db()
    assert codes(mend, call, relabelled(call, "report", readers="panel")) == [("fixed_readers", "spend")]
    assert narrow.after == call.report_version


def test_a_call_that_was_cancelled_or_has_no_such_form_mends_nothing(call):
    assert codes(begin_mend, make_call("bare", quiz=None), purpose="quiz", reason=WHY, by=make_actor(), now=NOW) == [
        ("cannot_mend", "")
    ]
    cancel_call(call, reason="No money.", by=make_actor(), now=NOW)
    assert codes(begin_mend, call, purpose="report", reason=WHY, by=make_actor(), now=NOW) == [("cannot_mend", "")]


def test_only_whoever_announces_calls_mends_one(call):
    stranger = make_actor("nobody@example.org", permissions=frozenset())
    assert codes(begin_mend, call, purpose="quiz", reason=WHY, by=stranger, now=NOW) == [("not_allowed", "")]
    draft = relabelled(call, "quiz")
    assert codes(mend, call, draft, by=stranger) == [("not_allowed", "")]


@pytest.mark.parametrize(("purpose", "after_closing"), [("application", 0), ("quiz", 0), ("report", 1)])
def test_a_new_version_names_the_calls_that_it_could_mend(call, purpose, after_closing):
    draft = begin_mend(call, purpose=purpose, reason=WHY, by=make_actor(), now=NOW)
    assert list(calls_on_older_versions(draft, NOW)) == [call]
    assert len(calls_on_older_versions(draft, AFTER)) == after_closing
