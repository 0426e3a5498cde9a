"""Rehearsing a call on the screen: begin, go through it as a group, see the label everywhere, end it."""

import pytest
from django.urls import reverse

from grants.stages.calls.models import Call, QuizStop
from tests.cast import NOW
from tests.factories.applications import page_of, reread
from tests.factories.calls import make_call, make_draft_call, make_form
from tests.factories.rehearsals import make_rehearsal, rehearsed_application, rehearsed_draft
from tests.pdfs import text_of

pytestmark = pytest.mark.django_db

LABEL = "Rehearsal: nothing counts"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def officer(cast):
    return cast.client("officer")


def address(name, call):
    return reverse(f"office:{name}", args=[call.pk])


def test_it_begins_with_the_quiz_of_the_call(officer):
    call = make_call("small")
    page = officer.post(address("call_rehearse", call), follow=True)
    assert page.redirect_chain == [("/apply/calls/small-rehearsal-1/quiz/", 302)]
    assert LABEL in page.text


def test_without_a_quiz_it_begins_where_groups_start(officer):
    call = make_call("small", quiz=None)
    page = officer.post(address("call_rehearse", call), follow=True)
    assert page.redirect_chain == [("/apply/calls/small-rehearsal-1/start/", 302)]
    assert [LABEL in page.text, "Rehearsal of Olive Marsh" in page.text] == [True, True]
    assert "A group that is new here" not in page.text


def test_what_is_missing_is_said_on_the_page_of_the_call(officer):
    call = make_draft_call("small", form=None)
    page = officer.post(address("call_rehearse", call), follow=True)
    assert (page.request["PATH_INFO"], Call.objects.count()) == (address("call", call), 1)
    assert "Choose the form that groups fill in." in page.text


def test_the_quiz_counts_nothing(officer, cast):
    call = make_call("small")
    rehearsal = make_rehearsal(call, cast.officer)
    url = reverse("portal:quiz_question", args=[rehearsal.code, "place"])
    page = officer.post(url, {"answer": "no"}, follow=True)
    assert [LABEL in page.text, QuizStop.objects.count()] == [True, 0]


def test_starting_leads_to_the_tasks(officer, cast):
    rehearsal = make_rehearsal(make_call("small"), cast.officer)
    url = reverse("portal:start", args=[rehearsal.code])
    page = officer.post(url, {"group": rehearsal.rehearsal_group_id}, follow=True)
    assert page.context["application"].call == rehearsal
    assert officer.get(f"{url}?group=new").status_code == 200


@pytest.mark.parametrize("name", ["application", "check", "history", "withdraw", "hand_over", "answers"])
def test_every_screen_while_writing_is_labelled(officer, cast, name):
    draft = rehearsed_draft(make_rehearsal(make_call("small"), cast.officer), cast.officer)
    assert LABEL in officer.get(page_of(draft, name)).text


def test_each_task_is_labelled(officer, cast):
    draft = rehearsed_draft(make_rehearsal(make_call("small"), cast.officer), cast.officer)
    assert LABEL in officer.get(reverse("portal:section", args=[draft.pk, "all"])).text


@pytest.mark.parametrize("name", ["application", "sent", "take_back", "withdraw", "answers", "history"])
def test_every_screen_after_sending_is_labelled(officer, cast, name):
    sent = rehearsed_application(make_rehearsal(make_call("small"), cast.officer), cast.officer)
    assert LABEL in officer.get(page_of(sent, name)).text


def test_the_receipt_is_labelled(officer, cast):
    sent = rehearsed_application(make_rehearsal(make_call("small"), cast.officer), cast.officer)
    assert LABEL in text_of(officer.get(page_of(sent, "receipt")).content)


def test_what_counts_is_not_labelled(cast):
    call = make_call("small")
    client = cast.client("applicant")
    assert LABEL not in client.get(reverse("portal:quiz", args=[call.code])).text


def test_a_colleague_and_a_stranger_find_nothing_there(cast):
    rehearsal = make_rehearsal(make_call("small"), cast.officer)
    draft = rehearsed_draft(rehearsal, cast.officer)
    paths = [reverse("portal:quiz", args=[rehearsal.code]), reverse("portal:start", args=[rehearsal.code])]
    found = {
        (name, path): cast.client(name).get(path).status_code
        for name in ("second_officer", "administrator", "applicant", "stranger")
        for path in [*paths, page_of(draft), address("call", rehearsal)]
    }
    assert set(found.values()) == {404}


def test_ending_it_leads_back_to_the_call(officer, cast):
    call = make_call("small")
    draft = rehearsed_draft(make_rehearsal(call, cast.officer), cast.officer)
    assert "Go on with it" in officer.get(address("call", call)).text
    page = officer.post(address("call_rehearsal_end", call), follow=True)
    assert "The rehearsal is over." in page.text
    assert ["Rehearse it" in page.text, "End the rehearsal" in page.text] == [True, False]
    assert [reread(draft).status, officer.get(page_of(draft)).status_code] == ["withdrawn", 404]
    again = officer.post(address("call_rehearsal_end", call), follow=True)
    assert "The rehearsal is over." not in again.text


def test_who_only_reads_is_offered_no_rehearsal(cast):
    call = make_call("small")
    assert "Rehearse it" not in cast.client("auditor").get(address("call", call)).text


def test_a_published_form_offers_to_rehearse_the_calls_that_use_it(officer):
    form = make_form()
    call = make_call("small", form=form.questionnaire)
    page = officer.get(reverse("office:form_version", args=[form.pk]))
    assert f'action="{address("call_rehearse", call)}"' in page.text
    other = officer.get(reverse("office:form_version", args=[make_form().pk]))
    assert "Rehearse it" not in other.text


QUERIES_OF_REHEARSAL = {"application": 16, "check": 12, "history": 12}
QUERIES_OF_CALL = 11


@pytest.mark.parametrize("others", [1, 3])
def test_a_rehearsal_costs_the_same_however_many_there_are(officer, cast, others, django_assert_num_queries):
    call = make_call("small")
    draft = rehearsed_draft(make_rehearsal(call, cast.officer), cast.officer)
    for number in range(others):
        make_rehearsal(make_call(f"more-{number}"), cast.officer)
    make_rehearsal(call, cast.second_officer)
    pages = {page_of(draft, name): queries for name, queries in QUERIES_OF_REHEARSAL.items()}
    for url, queries in (pages | {address("call", call): QUERIES_OF_CALL}).items():
        officer.get(url)
        with django_assert_num_queries(queries):
            officer.get(url)
