"""After sending: status, dates, messages, taking back, withdrawing."""

import pytest
from django.urls import reverse

from grants.stages.applications.actions import mark_decided, mark_eligible, mark_in_review, mark_recommended
from grants.stages.applications.models import Message
from tests.factories.actors import make_actor
from tests.factories.applications import make_application, make_draft, page_of, reread
from tests.factories.calls import NOW, in_days, make_call

NAMES = ("application", "answers", "check", "sent", "receipt", "take_back", "withdraw")


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def sent(cast):
    call = make_call(closes_at=in_days(30))
    return make_application(call, organisation=cast.organisation, by=cast.actor("applicant"))


def test_the_status_page_says_when_the_group_hears(cast, sent):
    page = cast.client("applicant").get(page_of(sent))
    assert "We have it. You hear from us by Friday 30 October 2026." in page.text
    assert [(str(step.label), step.state) for step in page.context["steps"]] == [
        ("Started", "done"),
        ("Sent to us", "done"),
        ("We read and judge it", "now"),
        ("You hear from us", ""),
    ]


def test_the_page_stays_the_same_until_release(cast, sent):
    client = cast.client("applicant")
    client.get(page_of(sent))
    pages = [client.get(page_of(sent)).context]
    for move in (mark_eligible, mark_in_review, mark_recommended, mark_decided):
        move(sent, by=make_actor(), now=NOW)
        pages.append(client.get(page_of(sent)).context)
    assert {(page["told"], page["choices"], tuple(page["steps"])) for page in pages} == {
        (pages[0]["told"], frozenset({"take_back", "withdraw"}), tuple(pages[0]["steps"]))
    }


def test_a_copy_of_what_was_sent_can_be_read(cast, sent):
    page = cast.client("cowriter").get(page_of(sent, "answers"))
    assert "Weekly peer evening" in page.text


def test_taking_back_asks_first(cast, sent):
    client = cast.client("applicant")
    assert "Your application does not count until you send it again." in client.get(page_of(sent, "take_back")).text
    assert reread(sent).status == "submitted"
    page = client.post(page_of(sent, "take_back"), follow=True)
    assert "You took this back to change it" in page.text
    assert reread(sent).status == "draft"


def test_taking_back_too_late_is_refused_with_the_reason(cast, sent, time_machine):
    time_machine.move_to(in_days(30))
    page = cast.client("applicant").post(page_of(sent, "take_back"))
    assert "The call has closed, so what you sent can no longer be changed." in page.text


def test_withdrawing_asks_first(cast, sent):
    client = cast.client("applicant")
    assert "You can bring it back for 14 days" in client.get(page_of(sent, "withdraw")).text
    page = client.post(page_of(sent, "withdraw"), follow=True)
    assert "You withdrew this. What you wrote is kept." in page.text
    assert reread(sent).status == "withdrawn"


def test_a_message_stands_in_the_thread(cast, sent):
    url = reverse("portal:message", args=[sent.pk])
    page = cast.client("applicant").post(url, {"text": "Our hall burnt down."}, follow=True)
    assert "Our hall burnt down." in page.text
    assert "Your message is sent." in page.text


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_message_is_told_at_the_field(cast, sent, text):
    page = cast.client("applicant").post(reverse("portal:message", args=[sent.pk]), {"text": text})
    assert page.context["form"].errors == {"text": ["Write your message."]}


def test_a_message_that_is_too_long_is_kept(cast, sent):
    page = cast.client("applicant").post(reverse("portal:message", args=[sent.pk]), {"text": "word " * 1_001})
    assert page.context["form"].errors == {"text": ["Keep the message under 5,000 characters."]}
    assert page.text.count("word ") > 1_000
    assert Message.objects.count() == 0


@pytest.mark.parametrize("name", ["stranger", "officer", "reviewer", "auditor", "editor"])
def test_whoever_is_not_of_the_group_finds_nothing(cast, sent, name):
    client = cast.client(name)
    found = [client.get(page_of(sent, page)).status_code for page in NAMES]
    found += [
        client.post(reverse("portal:message", args=[sent.pk]), {"text": "Hello"}).status_code,
        client.post(reverse("portal:autosave", args=[sent.pk, "title"])).status_code,
        client.get(reverse("portal:section", args=[sent.pk, "all"])).status_code,
        client.get(reverse("portal:file", args=[sent.pk, 1])).status_code,
        client.get(reverse("portal:own_file", args=[sent.pk, 1])).status_code,
    ]
    assert set(found) == {404}


def test_signed_out_people_are_asked_to_sign_in(client, cast, sent):
    assert [client.get(page_of(sent, page)).status_code for page in NAMES] == [302] * len(NAMES)


def test_a_withdrawn_draft_can_still_be_read(cast):
    draft = make_draft(organisation=cast.organisation, by=cast.actor("applicant"))
    client = cast.client("applicant")
    client.post(page_of(draft, "withdraw"))
    assert "Read what you wrote" in client.get(page_of(draft)).text
    assert "Weekly peer evening" in client.get(page_of(draft, "answers")).text


def test_the_status_page_costs_the_same_for_one_and_for_three_messages(cast, sent, django_assert_num_queries):
    client = cast.client("applicant")
    url = reverse("portal:message", args=[sent.pk])
    for count in (1, 2):
        for number in range(count):
            client.post(url, {"text": f"Question {count}.{number}"})
        client.get(page_of(sent))
        with django_assert_num_queries(14):
            client.get(page_of(sent))
