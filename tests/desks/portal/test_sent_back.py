"""Questions that the office sent back: what the group sees, changes and sends again."""

import pytest
from django.urls import reverse

from grants.stages.applications.actions import end_round, send_back
from tests.desks.web.html import text_of
from tests.factories.actors import make_actor
from tests.factories.applications import answer, make_application, page_of, reread
from tests.factories.calls import NOW, in_days, make_call, on_day

WHY = "Is the hall in this sum?"


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def sent(cast):
    return make_application(make_call(), organisation=cast.organisation, by=cast.actor("applicant"))


def ask(application, **changes):
    given = {"asked": {"amount": WHY}, "why": "", "due_on": on_day(14), "by": make_actor(), "now": NOW} | changes
    return send_back(application, given.pop("asked"), **given)


def section(application):
    return reverse("portal:section", args=[application.pk, "all"])


def change_amount(client, application, amount="500"):
    page = client.get(section(application))
    base = page.context["section_form"].field("amount").state.base
    return client.post(section(application), {"save_id": "p1", "base-amount": base, "q-amount": amount})


def send_again(client, application):
    seen = client.get(page_of(application, "check")).context["form"].times_sent
    return client.post(page_of(application, "check"), {"declared": "on", "seen": seen}, follow=True)


def test_the_status_page_says_which_questions_why_and_by_when(cast, sent):
    ask(sent, why="Thank you for your application.")
    page = text_of(cast.client("cowriter").get(page_of(sent)))
    for words in (
        "We have questions before we can go on.",
        "Please answer our questions by Monday 21 September 2026",
        "Thank you for your application.",
        "How much do you need?",
        WHY,
        "You can change these answers, and only these.",
        "We said that you hear from us by Friday 30 October 2026. That clock stands still",
    ):
        assert words in page


def test_only_the_questions_asked_have_a_control(cast, sent):
    ask(sent)
    page = cast.client("applicant").get(section(sent))
    assert {field.key: field.state.is_writable for field in page.context["section_form"].fields} == {
        "title": False,
        "amount": True,
        "contacts": False,
    }
    assert WHY in page.text


def test_a_forged_change_of_another_answer_is_refused_and_shown(cast, sent):
    ask(sent)
    forged = {"save_id": "p1", "base-title": "1", "q-title": "Another project"}
    page = cast.client("applicant").post(section(sent), forged)
    assert "This can no longer be changed here." in page.text
    assert reread(sent).sheet.answers.get(key="title").value == "Weekly peer evening"


def test_answering_leads_over_the_check_page_to_sending_again(cast, sent):
    ask(sent)
    client = cast.client("applicant")
    assert change_amount(client, sent).url == page_of(sent, "check")
    check = client.get(page_of(sent, "check"))
    assert "removed: £450 added: £500" in text_of(check).replace(" (end of what was removed)", "").replace("  ", " ")
    rows = [row for part in check.context["sections"] for row in part.rows]
    assert [row.key for row in rows if row.change_url] == ["amount"]
    assert "Application sent" in send_again(client, sent).text
    assert reread(sent).status == "submitted"


def test_the_check_page_says_when_nothing_was_changed(cast, sent):
    ask(sent)
    page = cast.client("applicant").get(page_of(sent, "check"))
    assert "Nothing yet. If your answers are right as they are, you can send them again." in page.text


def test_afterwards_the_group_sees_what_it_changed_and_the_later_day(cast, sent, time_machine):
    ask(sent)
    time_machine.move_to(in_days(10))
    client = cast.client("applicant")
    change_amount(client, sent)
    send_again(client, sent)
    status = text_of(client.get(page_of(sent)))
    assert "You hear from us by Monday 9 November 2026." in status
    assert "That is 10 days later than we said at first" in status
    page = text_of(client.get(page_of(sent, "changes")))
    assert WHY in page
    assert "added: £500" in page


def test_the_group_sees_that_the_office_went_on_without(cast, sent):
    ask(sent)
    end_round(sent, reason="Private words", by=make_actor(), now=NOW)
    client = cast.client("applicant")
    assert "Please answer our questions" not in client.get(page_of(sent)).text
    page = client.get(page_of(sent, "changes")).text
    assert ("We went on with what you sent before" in page, "Private words" in page) == (True, False)


def test_after_the_day_the_group_may_still_answer_and_is_told_so(cast, sent, time_machine):
    ask(sent)
    time_machine.move_to(in_days(15))
    assert "That day has passed. You can still answer" in cast.client("applicant").get(page_of(sent)).text


def test_a_page_from_before_the_answers_sends_nothing_again(cast, sent):
    ask(sent)
    client = cast.client("applicant")
    page = client.post(page_of(sent, "check"), {"declared": "on", "seen": "0"})
    assert "This page was old." in page.text
    assert reread(sent).status == "sent_back"


def test_whoever_is_not_of_the_group_finds_no_changes(cast, sent):
    ask(sent)
    found = [cast.client(name).get(page_of(sent, "changes")).status_code for name in ("stranger", "officer", "editor")]
    assert found == [404, 404, 404]


def test_nothing_is_said_of_questions_where_none_were_asked(cast, sent):
    client = cast.client("applicant")
    assert "after our questions" not in client.get(page_of(sent)).text
    assert "We have not asked you anything." in client.get(page_of(sent, "changes")).text


@pytest.mark.parametrize(("name", "queries"), [("application", 16), ("changes", 5), ("check", 12)])
def test_pages_cost_the_same_for_one_and_for_three_questions(cast, sent, django_assert_num_queries, name, queries):
    client = cast.client("applicant")
    for asked in ({"amount": WHY}, dict.fromkeys(("title", "amount", "contacts"), WHY)):
        ask(sent, asked=asked)
        client.get(page_of(sent, name))
        with django_assert_num_queries(queries):
            client.get(page_of(sent, name))
        answer(sent, by=cast.actor("applicant"), amount=50_000)
        end_round(sent, reason="Next.", by=make_actor(), now=NOW)
