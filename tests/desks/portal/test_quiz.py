"""The eligibility quiz: no account, one question a page, nothing stored but a count."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.core.cache import cache
from django.urls import reverse

from grants.desks.portal.forms.quiz import Progress, read_progress
from grants.ground.questions.actions import change_question, new_draft_version, publish_version, remove_question
from grants.outputs.documents.receipts import receipt_pdf
from grants.stages.applications import queries
from grants.stages.applications.actions import keep_quiz_answers, submit_application
from grants.stages.applications.models import QuizResult
from grants.stages.calls.models import QuizStop
from tests.desks.web.html import text_of
from tests.factories.actors import make_actor
from tests.factories.applications import make_draft, page_of
from tests.factories.calls import NOW, in_days, make_call, make_draft_call, make_form
from tests.pdfs import text_of as pdf_text

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
    assert "2 short questions, about two minutes. We keep your answers only if you go on and apply." in page.text
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


def start_link(page):
    """Where "Start an application" leads."""
    return page.context["start_url"]


PASSED = {"place": "yes", "how_much": "little"}


def test_whoever_goes_on_finds_the_answers_on_the_application(client, cast, call):
    """From a browser without an account, through signing in, to the task list."""
    link = start_link(follow(client, PASSED))
    sign_in = client.get(link).url
    assert dict(parse_qsl(urlsplit(sign_in).query)) == {"next": link}
    assert QuizResult.objects.count() == 0
    member = cast.client("applicant")
    page = member.post(link, {"group": str(cast.organisation.pk)}, follow=True)
    told = text_of(page)
    assert "What you told us before you started" in told
    assert "About how much do you need? Up to £500" in told
    assert [row["code"] for row in QuizResult.objects.get().answers] == ["yes", "little"]


def test_a_new_group_takes_the_answers_along_too(client, cast, call):
    link = start_link(follow(client, PASSED))
    member = cast.client("applicant")
    asked = member.post(link, {"group": "new"}).url
    member.post(asked, {"name": "Quiet Hour", "legal_form": "unincorporated"})
    assert QuizResult.objects.get().application.organisation.name == "Quiet Hour"


@pytest.mark.parametrize(
    "token", ["made-up", Progress("doorstep", "x", {"place": "yes"}).token], ids=["made up", "does not pass"]
)
def test_answers_that_are_made_up_or_do_not_pass_start_an_application_without(cast, call, token):
    start = f"{reverse('portal:start', args=['doorstep'])}?{urlencode({'so-far': token})}"
    page = cast.client("applicant").post(start, {"group": str(cast.organisation.pk)}, follow=True)
    assert "The short quiz is not answered It says in two minutes whether you can apply." in text_of(page)
    assert QuizResult.objects.count() == 0


@pytest.fixture
def draft(cast, call):
    return make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"))


def test_answering_again_puts_the_answers_on_the_draft(cast, draft):
    member = cast.client("applicant")
    page = follow(member, PASSED)
    assert f"Put these answers on the application of {cast.organisation.name}" in text_of(page)
    keep = f"{address(name='quiz_keep')}?{urlencode({'so-far': page.context['so_far']})}"
    page = member.post(keep, {"draft": draft.pk}, follow=True)
    assert page.redirect_chain[-1][0] == page_of(draft)
    assert "Your answers stand with the application now." in text_of(page)
    assert member.get(keep).status_code == 405


@pytest.mark.parametrize(("name", "draft_pk"), [("stranger", None), ("applicant", "0"), ("applicant", "x")])
def test_answers_go_on_ones_own_drafts_only(cast, draft, name, draft_pk):
    token = Progress("doorstep", "x", PASSED).token
    keep = f"{address(name='quiz_keep')}?{urlencode({'so-far': token})}"
    assert cast.client(name).post(keep, {"draft": draft_pk or draft.pk}).status_code == 404
    assert QuizResult.objects.count() == 0


def test_answers_that_do_not_pass_are_told_and_not_kept(cast, draft):
    token = Progress("doorstep", "x", {"place": "no"}).token
    keep = f"{address(name='quiz_keep')}?{urlencode({'so-far': token})}"
    page = cast.client("applicant").post(keep, {"draft": draft.pk}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "These answers do not pass the quiz as it is now. Answer it again."
    ]


def test_the_first_task_and_the_check_page_show_them_to_read(cast, draft):
    keep_quiz_answers(draft, PASSED, by=cast.actor("applicant"), now=NOW)
    member = cast.client("applicant")
    for page in (member.get(reverse("portal:section", args=[draft.pk, "all"])), member.get(page_of(draft, "check"))):
        told = text_of(page)
        assert "What you told us before you started" in told
        assert "Answer again" in told


def test_a_call_that_needs_the_quiz_says_so_before_sending(cast):
    quiz = make_form("quiz", questions=QUESTIONS).questionnaire
    draft = make_draft(
        make_call(quiz=quiz, needs_quiz=True), organisation=cast.organisation, by=cast.actor("applicant")
    )
    member = cast.client("applicant")
    told = text_of(member.get(page_of(draft, "check")))
    assert "The short quiz is not answered This call asks for it" in told
    assert "You can send it when the short quiz is answered." in told
    page = member.post(page_of(draft, "check"), {"declared": "on", "seen": "0"})
    assert page.context["form"].non_field_errors() == ["Answer the short quiz first. This call asks for it."]


def test_officers_read_them_on_the_case_and_the_panel_does_not(cast, draft):
    by = cast.actor("applicant")
    keep_quiz_answers(draft, PASSED, by=by, now=NOW)
    sent = submit_application(draft, by=by, now=NOW)
    page = text_of(cast.client("officer").get(reverse("office:application_answers", args=[sent.pk])))
    assert "What they told us before they started" in page
    assert "About how much do you need? Up to £500" in page
    assert "About how much do you need?" not in str(queries.latest_snapshot(sent).content)  # all that a panel reads
    assert "About how much do you need? Up to £500" in pdf_text(receipt_pdf(sent))


def mended(call):
    """The quiz, with its first question in other words."""
    by = make_actor()
    draft = new_draft_version(call.quiz, by=by, now=NOW, reason="Clearer words.")
    first = draft.questions.get(key="place")
    change_question(first, label={"en-gb": "Will it be in Larkfield or online?"}, by=by, now=NOW)
    call.quiz_version = publish_version(draft, by=by, now=NOW)
    call.save(update_fields=["quiz_version"])


def test_a_person_in_the_middle_of_a_mended_quiz_is_asked_what_changed(client, call):
    progress = Progress("doorstep", "x", {"place": "yes"}, call.quiz_version_id)
    mended(call)
    page = client.get(client.post(address("how_much", progress), {"answer": "little"}).url)
    assert "Will it be in Larkfield or online?" in text_of(page)
    page = client.get(
        client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], {"answer": "yes"}).url
    )
    assert "It looks like you can apply." in text_of(page)  # the other answer was not lost


def test_a_page_from_before_the_mend_is_shown_once_more(client, call):
    seen = call.quiz_version_id
    mended(call)
    page = client.post(address("place"), {"answer": "yes", "version": seen})
    assert "We have just corrected this question." in text_of(page)
    assert client.post(address("how_much"), {"answer": "little", "version": seen}).status_code == 302


def test_a_question_that_went_leads_on(client, call):
    by, progress = make_actor(), Progress("doorstep", "x", {"place": "yes"}, call.quiz_version_id)
    draft = new_draft_version(call.quiz, by=by, now=NOW, reason="Shorter.")
    remove_question(draft.questions.get(key="how_much"), by=by, now=NOW)
    call.quiz_version = publish_version(draft, by=by, now=NOW)
    call.save(update_fields=["quiz_version"])
    assert client.post(address("how_much", progress), {"answer": "little"}).url.startswith(address(name="quiz_result"))
    assert client.get(address("how_much")).url == address(name="quiz")
