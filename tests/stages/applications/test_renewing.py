"""Renewing a grant: who may, what the draft begins with, and what has to be looked through."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.questions.actions import mark_confirmed
from grants.ground.questions.models import Answer
from grants.ground.questions.queries import values_of
from grants.ground.questions.rules import unchanged_since
from grants.stages.applications import queries, rules
from grants.stages.applications.actions import (
    ask_for_sign_off,
    copy_application,
    start_application,
    start_for_group,
    start_with_new_group,
    submit_application,
)
from tests.factories.actors import make_actor
from tests.factories.applications import actor, answer, make_application, make_group, reread
from tests.factories.calls import NOW, in_days, make_call
from tests.factories.people import make_person
from tests.factories.renewals import (
    LONG_AGO,
    PEOPLE,
    PROJECT,
    WROTE,
    make_funded,
    make_funded_call,
    make_renewing_call,
    make_two_part_form,
)

pytestmark = pytest.mark.django_db
KEPT = ["amount", "contacts", "extra", "plan", "title"]


@pytest.fixture
def group(db):
    return make_group("Harbour Lights")


@pytest.fixture
def earlier(group):
    return make_funded(organisation=group[0], by=group[1])


@pytest.fixture
def call(earlier):
    return make_renewing_call(earlier.call)


@pytest.fixture
def draft(call, group):
    return start_application(call, group[0], by=group[1], now=NOW)


def codes(act):
    with pytest.raises(Refusal) as refused:
        act()
    return [blocker.code for blocker in refused.value.blockers]


def test_the_draft_begins_with_what_was_written_and_asks_for_a_look(draft, earlier):
    said = {key: value for key, value in values_of(draft.sheet).items() if value is not None}
    assert {key: said[key] for key in ("title", "plan", "amount")} == {k: WROTE[k] for k in ("title", "plan", "amount")}
    assert "agree" not in said, "a declaration is made anew"
    assert (draft.copied_from, queries.is_renewal(draft), draft.sheet.to_confirm) == (earlier, True, KEPT)
    assert {row.taken_from for row in Answer.objects.filter(sheet=draft.sheet)} == {f"application:{earlier.pk}"}
    assert Entry.objects.get(verb="application_copied").facts["earlier"] == earlier.pk


def test_a_second_click_finds_the_same_draft(draft, call, group):
    answer(draft, by=group[1], title="Another name")
    assert start_application(call, group[0], by=group[1], now=NOW) == draft
    assert values_of(draft.sheet)["title"] == "Another name"


def test_only_groups_that_were_offered_a_grant_there_may_apply(earlier, call):
    other, by = make_group()
    make_application(earlier.call, organisation=other, by=by, now=LONG_AGO, answers=WROTE)
    assert codes(lambda: start_application(call, other, by=by, now=NOW)) == ["nothing_to_renew"]
    elsewhere, third = make_group()
    make_funded(make_funded_call("other"), organisation=elsewhere, by=third)
    assert codes(lambda: start_application(call, elsewhere, by=third, now=NOW)) == ["nothing_to_renew"]
    assert list(queries.groups_to_renew(call)) == [earlier.organisation]
    assert (list(queries.own_groups(by, call)), list(queries.own_groups(third, call))) == ([], [])


def test_strangers_cannot_renew_for_a_group(earlier, call):
    assert codes(lambda: start_application(call, earlier.organisation, by=make_group()[1], now=NOW)) == ["not_yours"]


def test_a_new_group_is_refused_before_it_is_made(call):
    person = actor(make_person())
    act = lambda: start_with_new_group(call, "Quite new", legal_form="unincorporated", by=person, now=NOW)  # noqa: E731
    assert codes(act) == ["nothing_to_renew"]
    assert not queries.own_groups(person, call)


def test_a_call_that_is_not_open_says_that_first(earlier, group):
    later = make_renewing_call(earlier.call, opens_at=in_days(3))
    assert codes(lambda: start_application(later, group[0], by=group[1], now=NOW)) == ["call_not_open"]


def test_the_last_grant_counts_where_a_group_got_several(earlier, group):
    rolling = make_funded_call("door", kind="rolling")
    make_funded(rolling, organisation=group[0], by=group[1])
    second = make_funded(rolling, organisation=group[0], by=group[1], answers=WROTE | {"title": "The second"})
    draft = start_application(make_renewing_call(rolling), group[0], by=group[1], now=NOW)
    assert (draft.copied_from, values_of(draft.sheet)["title"]) == (second, "The second")


def test_answers_that_do_not_fit_any_more_wait_for_no_look(group):
    earlier = make_funded(organisation=group[0], by=group[1], answers=WROTE | {"extra": "Soup"})
    retyped = PROJECT[3] | {"type": "yes_no"}
    shorter = PROJECT[1] | {"settings": {"most": 3}}
    call = make_renewing_call(earlier.call, project=[PROJECT[0], shorter, PROJECT[2], retyped], smallest_amount=50_000)
    draft = start_application(call, group[0], by=group[1], now=NOW)
    assert draft.sheet.to_confirm == ["contacts", "title"]
    assert (values_of(draft.sheet).get("extra"), values_of(draft.sheet)["plan"]) == (None, WROTE["plan"])


def test_sending_waits_until_every_task_was_looked_through(draft, group):
    by = group[1]
    answer(draft, by=by, agree=True, learned="That soup helps.")
    with pytest.raises(Refusal) as refused:
        submit_application(draft, by=by, now=NOW)
    assert [str(blocker.sentence) for blocker in refused.value.blockers] == [
        "Look through “Your project” first: your answers of last time stand there.",
        "Look through “Your people” first: your answers of last time stand there.",
    ]
    mark_confirmed(draft.sheet, ["title", "plan", "amount", "extra"])
    assert codes(lambda: submit_application(draft, by=by, now=NOW)) == ["not_looked_through"]
    mark_confirmed(draft.sheet, ["contacts"])
    mark_confirmed(draft.sheet, ["contacts"])
    assert submit_application(reread(draft), by=by, now=NOW).status == "submitted"


def test_a_sign_off_waits_as_well(earlier, group):
    draft = start_application(make_renewing_call(earlier.call, asks_sign_off=True), group[0], by=group[1], now=NOW)
    answer(draft, by=group[1], agree=True, learned="That soup helps.")
    assert codes(lambda: ask_for_sign_off(draft, by=group[1], now=NOW)) == ["not_looked_through"] * 2


def test_a_change_that_is_put_back_is_no_change(draft, group):
    by, content = group[1], queries.renewed_content(draft)
    before = unchanged(draft, content)
    answer(draft, by=by, plan="Something else")
    now = unchanged(draft, content)
    answer(draft, by=by, plan=WROTE["plan"])
    assert (before - now, unchanged(draft, content)) == ({"plan"}, before)


def unchanged(draft, content):
    seen = queries.draft_of(draft, draft.sheet)
    return unchanged_since(content, seen.form, seen.values, seen.files)


def test_what_is_asked_under_a_condition_is_looked_through_once_it_is_asked(group):
    where = {"key": "where", "type": "short_text", "label": "In which hall?"}
    indoors = {"key": "indoors", "type": "yes_no", "label": "Is it indoors?"}
    shown = {"show_if": {"all": [{"key": "indoors", "test": "is", "value": "yes"}]}}
    asked = [*PROJECT, indoors, where | shown]
    wrote = WROTE | {"indoors": True, "where": "The old library"}
    earlier = make_funded(
        make_funded_call(form=make_two_part_form(asked, now=LONG_AGO)),
        organisation=group[0], by=group[1], answers=wrote,
    )  # fmt: skip
    draft = start_application(
        make_renewing_call(earlier.call, project=asked, people=PEOPLE), group[0], by=group[1], now=NOW
    )
    assert {"indoors", "where"} <= set(draft.sheet.to_confirm)
    answer(draft, by=group[1], indoors=False, agree=True)
    mark_confirmed(draft.sheet, [*KEPT, "indoors"])
    assert queries.titles_to_confirm(queries.draft_of(draft, reread(draft).sheet)) == []
    answer(draft, by=group[1], indoors=True)
    assert queries.titles_to_confirm(queries.draft_of(draft, reread(draft).sheet)) == ["Your project"]


def test_a_name_that_the_group_changed_since_stands_as_it_is_now(group):
    organisation, by = group
    name = {"key": "name", "type": "short_text", "label": "Who are you?", "meaning": "group_name"}
    first = make_funded_call(form=make_two_part_form([name, *PROJECT], now=LONG_AGO))
    earlier = make_funded(first, organisation=organisation, by=by, answers=WROTE | {"name": "Lights"})
    draft = start_application(make_renewing_call(earlier.call, project=[name, *PROJECT]), organisation, by=by, now=NOW)
    assert (values_of(draft.sheet)["name"], "name" in draft.sheet.to_confirm) == ("Harbour Lights", False)


def test_an_application_is_not_copied_into_a_call_that_renews(earlier, call, group):
    assert codes(lambda: copy_application(earlier, call, by=group[1], now=NOW)) == ["call_renews"]
    assert call not in queries.calls_to_copy_into(earlier, now=NOW)


def test_what_comes_on_paper_begins_in_the_same_way_and_for_the_same_groups(earlier, call):
    officer = make_actor()
    draft = start_for_group(call, earlier.organisation, intake="paper", by=officer, now=NOW)
    assert (draft.copied_from, draft.sheet.to_confirm) == (earlier, KEPT)
    other = make_group()[0]
    assert codes(lambda: start_for_group(call, other, intake="paper", by=officer, now=NOW)) == ["nothing_to_renew"]


def test_offers_in_a_renewal_come_from_the_grant_that_it_renews(draft, group):
    make_application(make_call("newer"), organisation=group[0], by=group[1])
    before = queries.sent_before(draft)
    assert before.application_id == draft.copied_from_id


def test_ordinary_applications_know_nothing_of_it(group, django_assert_num_queries):
    ordinary = make_application(organisation=group[0], by=group[1])
    with django_assert_num_queries(0):
        assert queries.renewed_content(ordinary) is None
        assert queries.grant_to_renew(ordinary.call, group[0]) is None
    assert rules.blockers_to_start(accepts_new=True, may_renew=True) == []
