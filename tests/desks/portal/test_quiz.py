"""The eligibility quiz: no account, one question a page, nothing stored but a count."""

from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.urls import reverse

from grants.desks.portal.forms.quiz import Progress, read_progress
from grants.stages.calls.models import QuizStop
from tests.factories.calls import NOW, in_days, make_call, make_draft_call, make_form

pytestmark = pytest.mark.django_db

QUESTIONS = [
    {
        "key": "place",
        "type": "yes_no",
        "label": "Will it happen in Larkfield?",
        "settings": {
            "options": [
                {"code": "yes", "next": "continue"},
                {"code": "no", "next": "stop", "stop_text": "This fund is for Larkfield."},
            ]
        },
    },
    {
        "key": "how_much",
        "type": "choice",
        "label": "About how much do you need?",
        "help": "A guess is fine & <b>enough</b>.",
        "settings": {
            "options": [
                {"code": "little", "label": "Up to £500", "result_text": "It looks like you can apply."},
                {"code": "lots", "label": "More", "next": "stop", "stop_text": "We cannot fund this much."},
            ]
        },
    },
]


@pytest.fixture(autouse=True)
def fresh(time_machine):
    time_machine.move_to(NOW)
    cache.clear()


@pytest.fixture
def call():
    return make_call(quiz=make_form("quiz", questions=QUESTIONS).questionnaire)


def address(key="", progress=None, name="quiz_question"):
    query = f"?{urlencode({'so-far': progress.token})}" if progress else ""
    return reverse(f"portal:{name}", args=["doorstep", key] if key else ["doorstep"]) + query


def follow(client, answers):
    """Answers the questions in turn and gives back the last page."""
    page = client.get(address(next(iter(answers))))
    for code in answers.values():
        page = client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], {"answer": code})
        page = client.get(page.url)
    return page


def test_the_first_page_says_what_it_is_and_keeps_nothing(client, call):
    page = client.get(address(name="quiz"))
    assert "2 short questions, about two minutes. We keep none of your answers." in page.text
    assert address("place") in page.text


def test_fitting_answers_lead_to_a_start(client, call):
    page = follow(client, {"place": "yes", "how_much": "little"})
    assert "It looks like you can apply." in page.text
    assert reverse("portal:start", args=["doorstep"]) in page.text


def test_the_first_answer_that_does_not_fit_ends_it_kindly(client, call):
    page = follow(client, {"place": "no"})
    assert "This fund is for Larkfield." in page.text
    assert "Change your answer" in page.text
    assert reverse("portal:start", args=["doorstep"]) not in page.text


def test_only_a_count_is_kept(client, call):
    follow(client, {"place": "no"})
    follow(client, {"place": "yes", "how_much": "little"})
    rows = QuizStop.objects.order_by("question_key").values_list("question_key", "count")
    assert list(rows) == [("", 1), ("place", 1)]


def test_sending_the_same_answer_twice_counts_once(client, call):
    progress = Progress("doorstep", "one-visit", {})
    for _ in range(2):
        client.post(address("place", progress), {"answer": "no"})
    assert QuizStop.objects.get().count == 1


def test_one_computer_cannot_blow_up_the_counts(client, call):
    for number in range(70):
        client.post(address("place", Progress("doorstep", f"visit-{number}", {})), {"answer": "no"})
    assert QuizStop.objects.get().count == 60


@pytest.mark.parametrize(
    ("data", "sentence"),
    [({}, "Choose one answer."), ({"answer": "maybe"}, "Choose one of the answers shown.")],
)
def test_no_answer_or_a_made_up_one_is_told_at_the_question(client, call, data, sentence):
    page = client.post(address("place"), data)
    assert page.context["form"].errors == {"answer": [sentence]}
    assert "<title>Error:" in page.text


def test_going_back_finds_the_answer_given(client, call):
    page = client.get(address("place", Progress("doorstep", "x", {"place": "yes"})))
    assert page.context["form"].initial == {"answer": "yes"}


def test_help_from_the_office_is_text_and_never_markup(client, call):
    page = client.get(address("how_much"))
    assert "A guess is fine &amp; &lt;b&gt;enough&lt;/b&gt;." in page.text


@pytest.mark.parametrize("token", ["", "made-up", "a:b:c"])
def test_a_tampered_address_starts_over(client, call, token):
    assert read_progress(token, "doorstep").answers == {}
    page = client.get(address(name="quiz_result") + "?" + urlencode({"so-far": token}))
    assert page.url == address(name="quiz")


def test_answers_of_another_call_do_not_count():
    assert read_progress(Progress("other", "x", {"place": "yes"}).token, "doorstep").answers == {}


def test_a_call_that_is_not_open_can_be_tried_and_not_started(client):
    make_call(quiz=make_form("quiz", questions=QUESTIONS).questionnaire, opens_at=in_days(5))
    page = follow(client, {"place": "yes", "how_much": "little"})
    assert "This call is not open now" in page.text
    assert reverse("portal:start", args=["doorstep"]) not in page.text


@pytest.mark.parametrize("name", ["quiz", "quiz_question", "quiz_result"])
def test_a_call_that_is_not_announced_has_no_quiz(client, name):
    make_draft_call()
    assert client.get(address("place" if name == "quiz_question" else "", name=name)).status_code == 404


def test_a_question_that_is_not_asked_is_not_found(client, call):
    assert client.get(address("no-such")).status_code == 404


@pytest.mark.parametrize("progress", [None, Progress("doorstep", "x", {"place": "yes"})])
def test_a_question_costs_the_same_wherever_one_is(client, call, django_assert_num_queries, progress):
    with django_assert_num_queries(4):
        client.get(address("how_much", progress))
