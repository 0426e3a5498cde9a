"""Starting an application."""

import pytest

from grants.ground.audit.models import Entry
from grants.ground.kit.errors import Refusal
from grants.ground.people.models import MemberRole, Membership, Organisation
from grants.ground.questions.queries import values_of
from grants.stages.applications.actions import start_application, start_with_new_group, submit_application
from grants.stages.applications.models import Application
from tests.factories.applications import ANSWERS, answer, make_group, make_person
from tests.factories.applications import actor as actor_of
from tests.factories.calls import NOW, in_days, make_call, make_form
from tests.factories.people import belong

pytestmark = pytest.mark.django_db


def codes(refused):
    return [blocker.code for blocker in refused.value.blockers]


def test_a_group_starts_a_draft_in_an_open_call():
    call, (group, by) = make_call(), make_group("The Harbour Lights")
    draft = start_application(call, group, by=by, now=NOW)
    assert (draft.status, draft.reference, draft.sort_name) == ("draft", "", "harbour lights")
    assert (draft.call, draft.organisation, draft.started_by_id) == (call, group, by.person_id)
    assert [entry.verb for entry in Entry.objects.filter(case=f"application:{draft.pk}")] == ["application_started"]


def test_starting_again_finds_the_same_draft():
    call, (group, by) = make_call(), make_group()
    first = start_application(call, group, by=by, now=NOW)
    assert start_application(call, group, by=by, now=NOW) == first
    assert Application.objects.count() == 1


def test_a_second_application_is_welcome_once_the_first_is_sent():
    call, (group, by) = make_call(), make_group()
    first = start_application(call, group, by=by, now=NOW)
    answer(first, by=by, **ANSWERS)
    submit_application(first, by=by, now=NOW)
    assert start_application(call, group, by=by, now=NOW) != first


def test_what_was_told_at_the_start_is_not_asked_again():
    form = make_form(
        questions=[
            {"key": "name", "type": "short_text", "label": "Name", "meaning": "group_name"},
            {
                "key": "kind",
                "type": "choice",
                "label": "Kind",
                "meaning": "legal_form",
                "settings": {
                    "options": [{"code": "charity", "label": "A charity"}, {"code": "other", "label": "Other"}]
                },
            },
            {"key": "amount", "type": "money", "label": "Amount", "meaning": "amount_requested"},
            {"key": "title", "type": "short_text", "label": "Title", "meaning": "project_title"},
            {"key": "contacts", "type": "people", "label": "Contacts", "meaning": "contacts"},
        ]
    )
    call = make_call(form=form.questionnaire)
    draft = start_with_new_group(call, "Quiet Hour", legal_form="charity", by=actor_of(make_person()), now=NOW)
    assert values_of(draft.sheet) == {"name": "Quiet Hour", "kind": "charity"}


def test_nobody_starts_for_a_group_that_is_not_theirs():
    call, (group, _by), (_other, stranger) = make_call(), make_group(), make_group()
    with pytest.raises(Refusal) as refused:
        start_application(call, group, by=stranger, now=NOW)
    assert codes(refused) == ["not_yours"]


@pytest.mark.parametrize("late", [0, 60])
def test_no_draft_starts_from_the_second_the_call_closes(late):
    call, (group, by) = make_call(closes_at=in_days(30)), make_group()
    with pytest.raises(Refusal) as refused:
        start_application(call, group, by=by, now=in_days(30).replace(second=late % 60))
    assert codes(refused) == ["call_not_open"]
    assert Application.objects.count() == 0


def test_a_helper_may_start_too():
    call, (group, by) = make_call(), make_group(role=MemberRole.HELPER)
    assert start_application(call, group, by=by, now=NOW).status == "draft"


def test_a_new_group_has_its_founder_as_signatory():
    person = make_person()
    draft = start_with_new_group(make_call(), " Quiet  Hour ", legal_form="other", by=actor_of(person), now=NOW)
    membership = Membership.objects.get(person=person)
    assert (membership.organisation, membership.role) == (draft.organisation, "signatory")
    assert (draft.organisation.name, draft.organisation.legal_form) == ("Quiet  Hour", "other")


def test_a_second_click_makes_no_second_group():
    call, by = make_call(), actor_of(make_person())
    first = start_with_new_group(call, "Quiet Hour", legal_form="other", by=by, now=NOW)
    assert start_with_new_group(call, "QUIET HOUR", legal_form="other", by=by, now=NOW) == first
    assert Organisation.objects.count() == 1


def test_a_known_name_tells_a_stranger_nothing():
    known, _by = make_group("Quiet Hour")
    draft = start_with_new_group(make_call(), "Quiet Hour", legal_form="other", by=actor_of(make_person()), now=NOW)
    assert draft.organisation != known
    assert Organisation.objects.filter(sort_name="quiet hour").count() == 2


def test_a_new_group_is_not_made_when_the_call_is_closed():
    call = make_call(closes_at=in_days(1))
    with pytest.raises(Refusal) as refused:
        start_with_new_group(call, "Quiet Hour", legal_form="other", by=actor_of(make_person()), now=in_days(2))
    assert codes(refused) == ["call_not_open"]
    assert Organisation.objects.count() == 0


def test_a_helper_of_a_group_stays_a_helper():
    group, _by = make_group("Quiet Hour")
    helper = make_person()
    belong(helper, group, MemberRole.HELPER)
    start_with_new_group(make_call(), "Quiet Hour", legal_form="other", by=actor_of(helper), now=NOW)
    assert Membership.objects.get(person=helper).role == "helper"
