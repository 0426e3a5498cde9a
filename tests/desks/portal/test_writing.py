"""The task list and the section pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.ground.questions.queries import values_of
from grants.stages.applications.actions import submit_application
from tests.factories.applications import ANSWERS, make_draft, page_of
from tests.factories.calls import NOW, in_days, make_call


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def draft(cast):
    return make_draft(organisation=cast.organisation, by=cast.actor("applicant"), answers={"title": "Peer evening"})


def section(draft, query=""):
    return reverse("portal:section", args=[draft.pk, "all"]) + query


def posted(page, **fields):
    """The fields of a section page as a browser would send them, with some changed."""
    form = page.context["section_form"]
    bases = {f"base-{field.key}": field.state.base for field in form.fields}
    return {"save_id": form.save_id, "q-title": "Peer evening", **bases, **fields}


def test_the_task_list_says_how_far_each_task_is(cast, draft):
    page = cast.client("applicant").get(page_of(draft))
    assert [(task["label"], str(task["status"])) for task in page.context["tasks"]] == [("Questions", "In progress")]
    assert "0 of 1 tasks done" in page.text
    assert "11 am, Wednesday 30 September 2026 (Larkfield time)</time>." in page.text
    assert "See what is missing" in page.text


def test_a_full_draft_is_ready_to_check(cast):
    draft = make_draft(organisation=cast.organisation, by=cast.actor("applicant"))
    page = cast.client("applicant").get(page_of(draft))
    assert "1 of 1 tasks done" in page.text
    assert "Check and send" in page.text


def test_an_answer_is_saved_and_the_last_task_leads_to_the_check(cast, draft):
    client = cast.client("applicant")
    page = client.get(section(draft))
    answer = client.post(section(draft), posted(page, **{"q-amount": "£450"}))
    assert values_of(draft.sheet) == {"title": "Peer evening", "amount": 45_000}
    assert answer.url == page_of(draft, "check")


def test_autosave_takes_eight_queries_in_all(cast, draft):
    """The session, the person, the application, the lock, the answers, two writes, and SQLite's beginning of them."""
    client, address = cast.client("applicant"), reverse("portal:autosave", args=[draft.pk, "title"])
    client.post(address, {"base-title": 1, "save_id": "page", "q-title": "Peer night"})  # the form is read once
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(address, {"base-title": 2, "save_id": "page", "q-title": "Peer morning"})
    assert answer.json()["revision"] == 3
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 8 - 1


def test_save_and_come_back_later_leads_to_the_task_list(cast, draft):
    client = cast.client("applicant")
    page = client.get(section(draft))
    assert client.post(section(draft), posted(page, save_later="1")).url == page_of(draft)


def test_a_wrong_answer_is_told_at_its_question_and_kept(cast, draft):
    client = cast.client("applicant")
    page = client.post(section(draft), posted(client.get(section(draft)), **{"q-amount": "ten"}))
    assert [(error.text, error.target) for error in page.context["errors"]] == [
        ("How much do you need? Enter an amount in numbers, like 1850 or 1,850.50.", "q-amount")
    ]
    assert 'value="ten"' in page.text
    assert "<title>Error:" in page.text


def test_coming_from_the_check_page_shows_what_is_missing_and_goes_back_there(cast, draft):
    client = cast.client("applicant")
    page = client.get(section(draft, "?from=check"))
    assert [error.target for error in page.context["errors"]] == ["q-amount", "q-contacts-0-name"]
    answer = client.post(section(draft, "?from=check"), posted(page, **{"q-amount": "450"}))
    assert answer.url == page_of(draft, "check")


def test_a_page_opened_before_sending_loses_nothing_that_was_typed(cast):
    draft = make_draft(organisation=cast.organisation, by=cast.actor("applicant"))
    client = cast.client("cowriter")
    page = client.get(section(draft))
    submit_application(draft, by=cast.actor("applicant"), now=NOW)
    answer = client.post(section(draft), posted(page, **{"q-title": "A better name"}))
    assert "This can no longer be changed here. What you wrote was not saved." in answer.text
    assert "A better name" in answer.text
    assert values_of(draft.sheet)["title"] == ANSWERS["title"]


def test_a_sent_applications_tasks_lead_to_its_status(cast):
    draft = make_draft(organisation=cast.organisation, by=cast.actor("applicant"))
    submit_application(draft, by=cast.actor("applicant"), now=NOW)
    assert cast.client("applicant").get(section(draft)).url == page_of(draft)


def test_autosave_saves_one_answer(cast, draft):
    url = reverse("portal:autosave", args=[draft.pk, "amount"])
    answer = cast.client("applicant").post(url, {"q-amount": "450", "base-amount": "0", "save_id": "abc"})
    assert (answer.status_code, answer.json()["revision"]) == (200, 1)


def test_autosave_is_no_page(cast, draft):
    assert cast.client("applicant").get(reverse("portal:autosave", args=[draft.pk, "amount"])).status_code == 405


def test_a_task_that_is_not_there_is_not_found(cast, draft):
    assert cast.client("applicant").get(reverse("portal:section", args=[draft.pk, "nowhere"])).status_code == 404


def test_grace_says_how_long_it_lasts(cast, time_machine):
    call = make_call(closes_at=in_days(1), grace_minutes=30)
    draft = make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"))
    time_machine.move_to(in_days(1))
    assert "You can still send this within 30 minutes of closing." in cast.client("applicant").get(page_of(draft)).text


def test_after_grace_the_draft_says_that_it_is_too_late(cast, time_machine):
    call = make_call(closes_at=in_days(1), grace_minutes=30)
    draft = make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"))
    time_machine.move_to(in_days(2))
    page = cast.client("applicant").get(page_of(draft))
    assert "The call has closed, so this can no longer be sent." in page.text


def test_the_task_list_costs_the_same_for_one_and_for_three_messages(cast, draft, django_assert_num_queries):
    client = cast.client("applicant")
    url = reverse("portal:message", args=[draft.pk])
    for count in (1, 2):
        for number in range(count):
            client.post(url, {"text": f"Question {count}.{number}"})
        client.get(page_of(draft))
        with django_assert_num_queries(15):
            client.get(page_of(draft))


def test_a_section_page_has_a_steady_cost(cast, draft, django_assert_num_queries):
    client = cast.client("applicant")
    # Two of these look for what may be taken over: what the group sent last, and its people for the contacts.
    with django_assert_num_queries(13):
        client.get(section(draft))
