"""Mending the form of an announced call: what may change, and what stays as it was promised."""

from datetime import timedelta

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.kit.text import digest
from grants.ground.questions import actions as forms
from grants.stages.calls.actions import announce_call, begin_mend, build_rubric, mend_form
from grants.stages.calls.queries import calls_on_older_versions, form_mends
from grants.stages.calls.rules import FIXED_WHILE_OPEN
from grants.stages.calls.rules.mending import CHECKS
from tests.factories.actors import make_actor
from tests.factories.calls import NOW, QUESTIONS, RUBRICS, in_days, make_call, make_draft_call, make_form

pytestmark = pytest.mark.django_db

WHY = "The amount was asked in pence."
OWN = {"key": "secret", "type": "short_text", "label": "Who helps you?", "readers": "office", "is_required": False}


@pytest.fixture
def call():
    form = make_form(questions=[*QUESTIONS["application"], OWN])
    return make_call(form=form.questionnaire, closes_at=in_days(30), decision_by=in_days(60).date())


def draft_of(call):
    return begin_mend(call, reason=WHY, by=make_actor(), now=NOW)


def relabelled(call, key="title", **changed):
    """A draft with one question changed."""
    draft = draft_of(call)
    row = draft.questions.get(key=key)
    kept = {name: getattr(row, name) for name in ("label", "meaning", "is_required", "settings", "readers")}
    forms.change_question(row, **(kept | {"label": {"en-gb": "Its name?"}} | changed), by=make_actor(), now=NOW)
    return draft


def without(call, key):
    draft = draft_of(call)
    forms.remove_question(draft.questions.get(key=key), by=make_actor(), now=NOW)
    return draft


def mend(call, version, *, reason=WHY, by=None, now=NOW):
    return mend_form(call, version, reason=reason, by=by or make_actor(), now=now)


def codes(act, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        act(*args, **kwargs)
    return [(blocker.code, blocker.field) for blocker in refused.value.blockers]


def test_the_call_asks_the_new_version_and_says_when_and_why(call):
    draft = relabelled(call)
    made = mend(call, draft)
    call.refresh_from_db()
    assert (call.form_version, call.form_version.status, call.form_mended_at) == (draft, "published", NOW)
    assert (made.reason, made.before.number, [row["key"] for row in made.changes["changed"]]) == (WHY, 1, ["title"])
    assert [row.pk for row in form_mends(call)] == [made.pk]


def test_the_trail_tells_versions_and_a_digest_of_the_reason(call):
    mend(call, relabelled(call))
    entry = Entry.objects.get(verb="form_mended")
    assert entry.facts == {"code": "doorstep", "before": 1, "after": 2, "reason": digest(WHY)}


def test_mending_twice_is_mending_once(call):
    draft = relabelled(call)
    assert mend(call, draft) == mend(call, draft)
    assert Entry.objects.filter(verb="form_mended").count() == 1


def test_every_fixed_thing_has_its_sentence():
    assert CHECKS.keys() == FIXED_WHILE_OPEN.keys()


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("title", [("fixed_needed", "title")]),
        ("contacts", [("fixed_needed", "contacts")]),
        ("amount", [("fixed_needed", "amount"), ("fixed_amount", "amount")]),
    ],
)
def test_what_the_call_needs_cannot_go(call, key, found):
    assert codes(mend, call, without(call, key)) == found


def test_what_the_call_needs_cannot_stand_for_something_else(call):
    assert codes(mend, call, relabelled(call, "title", meaning="")) == [("fixed_needed", "title")]


def test_who_reads_an_answer_cannot_become_more(call):
    draft = relabelled(call, "secret", readers="panel")
    assert codes(mend, call, draft) == [("fixed_readers", "secret")]
    forms.change_question(
        draft.questions.get(key="secret"), label={"en-gb": "Who?"}, readers="finance", by=make_actor(), now=NOW
    )
    assert mend(call, draft).after == draft


def test_what_a_criterion_reads_cannot_go():
    rubric = RUBRICS["small"]
    rubric = rubric | {"criteria": [{**row, "question_keys": ["secret"]} for row in rubric["criteria"]]}
    form = make_form(questions=[*QUESTIONS["application"], OWN])
    call = make_call(form=form.questionnaire, rubric=build_rubric(rubric, by=make_actor(), now=NOW))
    assert codes(mend, call, without(call, "secret")) == [("fixed_judged", "secret")]


def test_a_question_that_nobody_relies_on_may_go(call):
    assert mend(call, without(call, "secret")).changes["removed"][0]["key"] == "secret"


@pytest.mark.parametrize(("reason", "code"), [("  ", "reason_missing"), ("x" * 501, "reason_too_long")])
def test_the_reason_is_said_and_not_a_letter(call, reason, code):
    assert codes(mend, call, relabelled(call), reason=reason) == [(code, "reason")]


def test_nothing_changed_is_no_mend(call):
    assert codes(mend, call, draft_of(call)) == [("nothing_changed", "")]


def test_a_closed_call_is_not_mended(call):
    draft = relabelled(call)
    assert codes(mend, call, draft, now=in_days(30)) == [("cannot_mend", "")]
    assert codes(begin_mend, call, reason=WHY, by=make_actor(), now=in_days(31)) == [("cannot_mend", "")]


def test_only_a_newer_version_of_the_same_form_mends_it(call):
    other = make_form(title="Another")
    assert codes(mend, call, other) == [("other_form", "")]
    assert codes(mend, call, call.form_version) == [("other_form", "")]


def test_only_those_who_announce_calls_mend_them(call, cast):
    assert codes(mend, call, relabelled(call), by=cast.actor("decision_maker")) == [("not_allowed", "")]


def test_a_version_that_was_published_already_can_be_taken_up(call):
    draft = relabelled(call)
    forms.publish_version(draft, by=make_actor(), now=NOW, reason="For next year")
    assert list(calls_on_older_versions(draft, NOW)) == [call]
    mend(call, draft)
    assert list(calls_on_older_versions(draft, NOW)) == []


def test_a_call_that_is_not_announced_takes_the_newest_version_anyway(call):
    later = make_draft_call("later", form=call.form)
    draft = relabelled(call)
    mend(call, draft)
    announced = announce_call(later, by=make_actor(), now=later.opens_at - timedelta(days=1), reason="A test")
    assert announced.form_version == draft
