"""A call that renews the grants of an earlier one: what is refused, and when."""

import pytest
from django.db import IntegrityError, transaction

from grants.ground.kit.errors import Refusal
from grants.stages.calls.actions import announce_call, change_call, create_call
from grants.stages.calls.models import Call
from grants.stages.calls.queries.renewing import calls_to_renew
from grants.stages.calls.rules import Renewed, blockers_to_announce_renewal, blockers_to_renew
from tests.factories.actors import NOW, make_actor
from tests.factories.calls import make_call, make_draft_call, make_form

pytestmark = pytest.mark.django_db
OTHER = [{"key": "wish", "type": "short_text", "label": "What do you wish for?", "meaning": "project_title"}]


def told(act):
    with pytest.raises(Refusal) as refused:
        act()
    return [(blocker.code, blocker.field) for blocker in refused.value.blockers]


def change(call, **terms):
    return change_call(call, by=make_actor(), now=NOW, **terms)


@pytest.mark.parametrize(
    ("facts", "to_save", "to_announce"),
    [
        ({}, [], []),
        ({"shares_questions": None}, [], []),
        ({"is_announced": False}, [], ["renews_unannounced"]),
        ({"shares_questions": False}, ["renews_nothing_in_common"], ["renews_nothing_in_common"]),
        ({"comes_back": True, "shares_questions": False}, ["renews_itself"], ["renews_itself"]),
    ],
)
def test_what_stands_in_the_way(facts, to_save, to_announce):
    renewed = Renewed(
        **{"title": "Last year", "comes_back": False, "is_announced": True, "shares_questions": True} | facts
    )
    assert [blocker.code for blocker in blockers_to_renew(renewed)] == to_save
    assert [blocker.code for blocker in blockers_to_announce_renewal(renewed)] == to_announce


def test_an_ordinary_call_renews_nothing():
    assert (blockers_to_renew(None), blockers_to_announce_renewal(None)) == ([], [])


def test_a_call_renews_an_earlier_one_and_may_be_a_call_of_its_own_again():
    earlier, call = make_call("earlier"), make_draft_call("later")
    assert change(call, renews=earlier).renews == earlier
    assert change(call, renews=None).renews is None


def test_a_call_cannot_renew_itself_nor_a_call_that_renews_it():
    first, second, third = (make_draft_call(code) for code in ("first", "second", "third"))
    assert told(lambda: change(first, renews=first)) == [("renews_itself", "renews")]
    change(second, renews=first)
    change(third, renews=second)
    assert told(lambda: change(first, renews=third)) == [("renews_itself", "renews")]
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=first.pk).update(renews=first.pk)


def test_two_forms_without_a_question_in_common_are_refused():
    earlier = make_call("earlier")
    form = make_form(questions=OTHER).questionnaire
    call = make_draft_call("later")
    assert told(lambda: change(call, renews=earlier, form=form)) == [("renews_nothing_in_common", "renews")]
    assert told(lambda: make_draft_call("new", renews=earlier, form=form)) == [("renews_nothing_in_common", "renews")]
    assert change(call, renews=earlier, form=None).renews == earlier, "as long as there is no form it may be"


def test_a_question_asked_in_another_way_is_not_in_common():
    earlier = make_call("earlier")
    asked = [{"key": "title", "type": "long_text", "label": "What is it called?"}, *OTHER]
    form = make_form(questions=asked).questionnaire
    assert told(lambda: change(make_draft_call("later"), renews=earlier, form=form))[0][0] == "renews_nothing_in_common"


def test_it_is_announced_only_where_there_can_be_a_grant_to_renew():
    by, earlier = make_actor(), make_draft_call("earlier")
    call = make_draft_call("later", renews=earlier)
    assert told(lambda: announce_call(call, by=by, now=NOW, reason="A test.")) == [("renews_unannounced", "renews")]
    announce_call(earlier, by=by, now=NOW, reason="A test.")
    assert announce_call(call, by=by, now=NOW, reason="A test.").status == "announced"


def test_once_announced_it_can_no_longer_change():
    earlier, call = make_call("earlier"), make_call("later")
    assert told(lambda: change(call, renews=earlier)) == [("call_is_announced", "")]


def test_only_officers_choose_it():
    earlier, call = make_call("earlier"), make_draft_call("later")
    person = make_actor()
    nobody = type(person)(kind="person", person_id=person.person_id, name="Nobody")
    assert told(lambda: change_call(call, by=nobody, now=NOW, renews=earlier)) == [("not_allowed", "")]
    assert told(lambda: create_call("New", code="new", by=nobody, now=NOW, renews=earlier)) == [("not_allowed", "")]


def test_the_choices_are_announced_calls_but_for_itself_and_rehearsals():
    earlier, call = make_call("earlier"), make_call("later")
    make_draft_call("draft")
    Call.objects.filter(pk=make_call("rehearsal").pk).update(is_rehearsal=True)
    assert set(calls_to_renew(call)) == {earlier}
    assert set(calls_to_renew()) == {earlier, call}
