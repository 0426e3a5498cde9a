"""Acts on calls: preparing, announcing, ending; what they freeze, refuse and leave as evidence."""

from datetime import timedelta

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.people.roles import Permission
from grants.ground.questions.actions import new_draft_version, publish_version
from grants.stages.calls import actions
from grants.stages.calls.models import Call, QuizStop, Rubric
from grants.stages.calls.queries import quiz_stops
from tests.factories.actors import NOW, make_actor
from tests.factories.calls import in_days, make_call, make_draft_call, make_rubric

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_actor()


def refusal_of(action, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        action(*args, **kwargs)
    return [(b.code, b.field) for b in caught.value.blockers]


def last_entry():
    return Entry.objects.latest("id")


def test_call_is_created_with_its_terms(officer):
    call = make_draft_call("Autumn 2026", title="  Small   Grants ", by=officer)
    assert (call.code, call.title, call.status) == ("autumn-2026", "Small   Grants", "draft")
    assert Entry.objects.filter(verb="call_created").count() == 1


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"title": " "}, [("title_missing", "title")]),
        ({"code": "…"}, [("code_missing", "code")]),
        ({"code": "taken"}, [("code_taken", "code")]),
        ({"smallest_amount": 300_000}, [("amounts_reversed", "largest_amount")]),
        ({"closes_at": in_days(-8)}, [("dates_reversed", "closes_at")]),
        ({"closes_at": None}, [("dates_reversed", "closes_at")]),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(officer, terms, expected):
    make_draft_call("taken", by=officer)
    call = make_draft_call("doorstep", by=officer)
    assert refusal_of(actions.change_call, call, by=officer, now=NOW, **terms) == expected
    assert Call.objects.get(pk=call.pk).title == "Doorstep Grants"


def test_term_that_a_call_does_not_have_is_a_mistake_of_ours(officer):
    with pytest.raises(TypeError, match="status"):
        actions.change_call(make_draft_call(), by=officer, now=NOW, status="announced")


def test_rolling_call_forgets_its_closing_date(officer):
    call = make_draft_call(by=officer)
    call = actions.change_call(call, kind="rolling", decision_working_days=10, by=officer, now=NOW)
    assert (call.closes_at, call.decision_by, call.decision_working_days) == (None, None, 10)


def test_announcing_freezes_what_is_asked_and_judged_by(officer):
    call = make_draft_call(by=officer)
    announced = actions.announce_call(call, by=officer, now=NOW, reason="")
    assert (announced.status, announced.announced_at, announced.announced_by_id) == (
        "announced",
        NOW,
        officer.person_id,
    )
    frozen = [announced.form_version, announced.quiz_version, announced.report_version]
    assert frozen == [q.versions.get() for q in (call.form, call.quiz, call.report_form)]
    assert announced.rubric.frozen_at == NOW
    later = publish_version(new_draft_version(call.form, by=officer, now=NOW, reason="Typo"), by=officer, now=NOW)
    assert Call.objects.get().form_version_id != later.pk
    assert last_entry().verb != "call_announced"
    assert Entry.objects.get(verb="call_announced").facts["budget"] == 1_000_000


def test_announcing_twice_is_refused(officer):
    call = make_call(by=officer)
    assert refusal_of(actions.announce_call, call, by=officer, now=NOW) == [("call_is_announced", "")]


def test_announcing_tells_every_gap_and_writes_nothing(officer):
    call = make_draft_call(form=None, rubric=None, summary="", by=officer)
    assert refusal_of(actions.announce_call, call, by=officer, now=NOW) == [
        ("summary_missing", "summary"),
        ("form_missing", "form"),
        ("rubric_missing", "rubric"),
    ]
    assert Call.objects.get().status == "draft"


def test_warnings_ask_for_a_reason_which_is_kept(officer):
    call = make_draft_call(opens_at=NOW, closes_at=in_days(12), decision_by=in_days(40).date(), by=officer)
    assert refusal_of(actions.announce_call, call, by=officer, now=NOW) == [
        ("reason_missing", "reason"),
        ("closes_on_day_off", "closes_at"),
        ("open_too_briefly", "closes_at"),
    ]
    call = actions.announce_call(call, by=officer, now=NOW, reason=" The fair is that day ")
    assert call.announced_reason == "The fair is that day"
    assert "fair" not in str(last_entry().facts)


def test_second_call_on_the_same_money_is_warned_about(officer):
    first = make_call("first", by=officer)
    second = make_draft_call("second", fund=first.fund, budget_amount=1_500_000, by=officer)
    assert refusal_of(actions.announce_call, second, by=officer, now=NOW) == [
        ("reason_missing", "reason"),
        ("fund_promised_twice", "budget_amount"),
    ]


def test_announced_call_cannot_change(officer):
    call = make_call(by=officer)
    assert refusal_of(actions.change_call, call, title="Other", by=officer, now=NOW) == [("call_is_announced", "")]


def test_cancelling_needs_a_reason_and_ends_the_call(officer):
    call = make_call(by=officer)
    assert refusal_of(actions.cancel_call, call, reason=" ", by=officer, now=NOW) == [("reason_missing", "reason")]
    ended = actions.cancel_call(call, reason="No money after all", by=officer, now=NOW)
    assert (ended.status, ended.ended_reason, ended.ended_by_id) == (
        "cancelled",
        "No money after all",
        officer.person_id,
    )
    assert refusal_of(actions.cancel_call, call, reason="Again", by=officer, now=NOW) == [("call_is_cancelled", "")]


def test_archiving_waits_for_the_closing_but_ends_a_rolling_call(officer):
    timed, rolling = make_call("timed", by=officer), make_call("rolling", kind="rolling", by=officer)
    assert refusal_of(actions.archive_call, timed, by=officer, now=NOW) == [("call_not_closed", "")]
    later = timed.closes_at + timedelta(minutes=30)
    assert actions.archive_call(timed, by=officer, now=later).status == "archived"
    assert actions.archive_call(rolling, by=officer, now=NOW).status == "archived"


def test_each_act_is_for_those_who_may(officer):
    call = make_draft_call(by=officer)
    editor = make_actor("ed@willowmere.example", permissions={Permission.EDIT_CALLS})
    auditor = make_actor("au@willowmere.example", permissions={Permission.SEE_CASES})
    not_allowed = [("not_allowed", "")]
    assert refusal_of(actions.announce_call, call, by=editor, now=NOW) == not_allowed
    assert refusal_of(actions.cancel_call, call, reason="x", by=editor, now=NOW) == not_allowed
    assert refusal_of(actions.archive_call, call, by=editor, now=NOW) == not_allowed
    assert refusal_of(actions.create_call, "New", by=auditor, now=NOW) == not_allowed
    assert refusal_of(actions.change_call, call, title="New", by=auditor, now=NOW) == not_allowed
    assert refusal_of(actions.create_rubric, "New", by=auditor, now=NOW) == not_allowed


def test_quiz_stops_are_counted_by_day_and_name_nobody(officer):
    call = make_call(by=officer)
    for key, days in (("place", 0), ("place", 0), ("place", 1), ("two_people", 0)):
        actions.count_quiz_stop(call, key, now=NOW + timedelta(days=days))
    assert quiz_stops(call) == {"place": 3, "two_people": 1}
    assert [field.name for field in QuizStop._meta.fields] == ["id", "call", "question_key", "on", "count"]


WORDS = {level: {"en-gb": f"Words {level}"} for level in range(5)}


def add(rubric, title, weight=50, by=None, **more):
    terms = {"title": {"en-gb": title}, "question": {}, "weight": weight, "anchors": WORDS, "by": by, "now": NOW}
    return actions.add_criterion(rubric, **terms | more)


def keys(rubric):
    return list(rubric.criteria.values_list("key", "position"))


def test_rubric_is_written_criterion_by_criterion(officer):
    rubric = actions.create_rubric("Small grants", by=officer, now=NOW)
    first, second = add(rubric, "Can be done", by=officer), add(rubric, "Can be done", by=officer)
    assert keys(rubric) == [("can-be-done", 0), ("can-be-done-2", 1)]
    assert list(first.anchors.values_list("level", "name", "text"))[4] == (
        4,
        {"en-gb": "Outstanding"},
        {"en-gb": "Words 4"},
    )
    actions.move_criterion(second, to_position=0, by=officer, now=NOW)
    assert keys(rubric) == [("can-be-done-2", 0), ("can-be-done", 1)]
    actions.remove_criterion(second, by=officer, now=NOW)
    assert keys(rubric) == [("can-be-done", 0)]
    changed = actions.change_criterion(
        first, title={"en-gb": "Sound"}, question={}, weight=70, anchors={0: {}}, is_gate=True, by=officer, now=NOW
    )
    assert (changed.key, changed.weight, changed.is_gate, changed.title) == (
        "can-be-done",
        70,
        True,
        {"en-gb": "Sound"},
    )


def test_criterion_with_a_bad_weight_or_no_title_is_refused(officer):
    rubric = actions.create_rubric("Small grants", by=officer, now=NOW)
    assert refusal_of(add, rubric, " ", 0, by=officer) == [
        ("title_missing", "title"),
        ("weight_out_of_range", "weight"),
    ]


def test_announced_rubric_is_frozen_and_can_be_copied(officer):
    rubric = make_call(by=officer).rubric
    criterion = rubric.criteria.first()
    frozen = [("rubric_frozen", "")]
    assert refusal_of(add, rubric, "More", by=officer) == frozen
    assert refusal_of(actions.remove_criterion, criterion, by=officer, now=NOW) == frozen
    assert refusal_of(actions.move_criterion, criterion, to_position=2, by=officer, now=NOW) == frozen
    assert refusal_of(actions.change_rubric, rubric, title="X", least_total=1, by=officer, now=NOW) == frozen
    copy = actions.copy_rubric(rubric, title="Next year", by=officer, now=NOW)
    assert copy.frozen_at is None
    assert words_of(copy) == words_of(rubric)


def words_of(rubric):
    columns = ("key", "title", "question", "weight", "is_gate", "question_keys", "anchors__level", "anchors__text")
    return list(Rubric.objects.get(pk=rubric.pk).criteria.values_list(*columns))


def test_shipped_rubrics_are_complete(officer):
    weights = [[c.weight for c in make_rubric(name, by=officer).criteria.all()] for name in ("small", "project")]
    assert weights == [[35, 30, 20, 15], [25, 20, 20, 15, 10, 10]]
    assert [c.key for c in make_rubric("small").criteria.filter(is_gate=True)] == ["can_be_done"]
