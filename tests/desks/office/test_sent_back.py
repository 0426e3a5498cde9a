"""The office asks a group about single answers, reads what changed, and goes on without where it must."""

import pytest
from django.urls import reverse

from grants.stages.applications.actions import send_back, submit_application
from grants.stages.applications.models import SentBack
from grants.stages.checks.actions import find_ineligible
from grants.stages.checks.queries import ineligible_reasons
from tests.desks.web.html import text_of
from tests.factories.actors import make_actor
from tests.factories.applications import answer, make_application, make_group, reread
from tests.factories.calls import NOW, in_days, make_call, on_day
from tests.factories.checks import make_reason

WHY = "Is the hall in this sum?"


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def group():
    return make_group("Harbour Lights")


@pytest.fixture
def sent(db, group):
    return make_application(make_call(), organisation=group[0], by=group[1])


def page(application, name="application_questions"):
    return reverse(f"office:{name}", args=[application.pk])


def ask(application, **changes):
    given = {"asked": {"amount": WHY}, "why": "", "due_on": on_day(14), "by": make_actor(), "now": NOW} | changes
    return send_back(application, given.pop("asked"), **given)


def posted(**changes):
    return {"asked": ["amount"], "why-amount": WHY, "why": "", "due_on": "2026-09-21"} | changes


def test_an_officer_ticks_questions_and_says_why_and_by_when(cast, sent):
    client = cast.client("officer")
    shown = client.get(page(sent, "application_send_back")).context["form"]
    assert [title for title, _questions in shown.groups] == ["Questions"]
    assert shown["due_on"].value().isoformat() == "2026-09-21"
    answer_page = client.post(page(sent, "application_send_back"), posted(), follow=True)
    assert "Your questions are with the group." in answer_page.text
    assert (reread(sent).status, SentBack.objects.get().asked) == ("sent_back", [{"key": "amount", "why": WHY}])


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"asked": []}, {"asked": ["Tick at least one question."]}),
        ({"asked": ["amount", "../../x"]}, {"asked": ["One of these questions is not in the application."]}),
        ({"why-amount": ""}, {"why": ["Say what you would like to know: once here, or at each question."]}),
        ({"why-amount": "x" * 1_001}, {"why-amount": ["Keep each text under 1,000 characters."]}),
        ({"due_on": ""}, {"due_on": ["Enter a day."]}),
        ({"due_on": "tomorrow"}, {"due_on": ["Enter a day that exists, like 4 December 2026."]}),
        ({"due_on": "2026-09-07"}, {"due_on": ["Choose a day to come."]}),
        ({"due_on": "9999-12-31"}, {"due_on": ["Choose a day within six months."]}),
        (
            {"due_on": "2026-09-09"},
            {
                "due_on": [
                    "That is less than 5 working days. A group should have until Monday 14 September 2026 at least."
                ],
                "reason": ["Say why you go on in spite of the warnings."],
            },
        ),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(cast, sent, changes, errors):
    answer_page = cast.client("officer").post(page(sent, "application_send_back"), posted() | changes)
    form = answer_page.context["form"]
    assert form.errors == errors
    assert form["due_on"].value() == (changes.get("due_on", "2026-09-21"))
    assert reread(sent).status == "submitted"


def test_a_warning_is_passed_with_a_reason(cast, sent):
    given = posted(due_on="2026-09-09", reason="They asked for it.")
    cast.client("officer").post(page(sent, "application_send_back"), given)
    assert SentBack.objects.get().reason == "They asked for it."


def test_a_third_round_is_warned_of_at_once(cast, sent, group):
    for amount in (46_000, 47_000):
        ask(sent)
        answer(sent, by=group[1], amount=amount)
        submit_application(sent, by=group[1], now=NOW)
    shown = cast.client("officer").get(page(sent, "application_send_back"))
    assert "You have asked this group 2 times already." in shown.text
    assert 'name="reason"' in shown.text


def test_the_office_sees_word_by_word_what_changed(cast, sent, group):
    ask(sent)
    answer(sent, by=group[1], amount=50_000)
    submit_application(sent, by=group[1], now=NOW)
    shown = cast.client("officer").get(page(sent))
    assert "<del>" in shown.text
    said = text_of(shown)
    assert ("removed: £450" in said, "added: £500" in said) == (True, True)


def test_the_clock_is_said_to_stand_still_and_then_to_have_moved(cast, sent, group, time_machine):
    ask(sent)
    client = cast.client("officer")
    meanwhile = client.get(page(sent)).text
    assert ("The clock stands still until it answers." in meanwhile, "Take the questions back" in meanwhile) == (
        True,
        True,
    )
    time_machine.move_to(in_days(10))
    submit_application(sent, by=group[1], now=in_days(10))
    said = text_of(client.get(page(sent)))
    assert "This group hears from us by Monday 9 November 2026." in said
    assert "Questions were with it for 10 days, which moved the date." in said


def test_after_the_day_the_officer_takes_it_as_it_is(cast, sent, time_machine):
    ask(sent)
    time_machine.move_to(in_days(15))
    client = cast.client("officer")
    assert "Take it as it is" in client.get(page(sent)).text
    refused = client.post(page(sent, "application_questions_end"), {"reason": ""})
    assert refused.context["form"].errors == {"reason": ["Write a sentence or two here."]}
    client.post(page(sent, "application_questions_end"), {"reason": "They phoned."})
    assert (reread(sent).status, SentBack.objects.get().ended_reason) == ("submitted", "They phoned.")


def test_a_page_that_is_old_is_refused_with_the_reason(cast, sent, group):
    ask(sent)
    submit_application(sent, by=group[1], now=NOW)
    answer_page = cast.client("officer").post(page(sent, "application_questions_end"), {"reason": "Late."})
    assert "This application has moved on since you opened the page." in answer_page.text


def test_what_the_check_in_found_already_is_not_sent_back(cast, sent):
    make_reason()
    find_ineligible(sent, reason_code=ineligible_reasons().first(), note="", by=cast.actor("officer"), now=NOW)
    client = cast.client("officer")
    assert "Ask the group" not in client.get(page(sent)).text
    answer_page = client.post(page(sent, "application_send_back"), posted())
    assert "This application has moved on" in answer_page.text
    assert SentBack.objects.count() == 0


def test_readers_of_cases_see_the_rounds_and_no_buttons(cast, sent):
    ask(sent)
    for name in ("decision_maker", "auditor"):
        shown = cast.client(name).get(page(sent))
        assert (WHY in shown.text, "Take the questions back" in shown.text) == (True, False)


def test_the_tab_costs_the_same_for_one_and_for_three_rounds(cast, sent, group, django_assert_num_queries):
    client = cast.client("officer")
    for rounds in (1, 2):
        for number in range(rounds):
            ask(sent, reason="Again.")
            answer(sent, by=group[1], amount=46_000 + 1_000 * rounds + number)
            submit_application(sent, by=group[1], now=NOW)
        client.get(page(sent))
        with django_assert_num_queries(10):
            client.get(page(sent))
