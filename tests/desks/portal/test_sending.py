"""Check your answers, send, the confirmation and the receipt."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from grants.ground.people.models import MemberRole, Membership
from grants.ground.questions.models import SheetSnapshot
from grants.stages.applications.actions import take_back_application
from tests.factories.applications import make_application, make_draft, page_of, reread
from tests.factories.calls import NOT_MET, NOW, in_days, make_call, make_form


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def draft(cast):
    return make_draft(organisation=cast.organisation, by=cast.actor("applicant"))


@pytest.fixture
def sent(cast):
    return make_application(organisation=cast.organisation, by=cast.actor("applicant"))


def send(client, draft, **fields):
    return client.post(page_of(draft, "check"), {"declared": "on", "seen": "0"} | fields)


def test_the_check_page_shows_every_answer_with_a_way_to_change_it(cast, draft):
    page = cast.client("applicant").get(page_of(draft, "check"))
    rows = [(row.label, row.text, row.table, row.change_url) for row in page.context["sections"][0].rows]
    change = reverse("portal:section", args=[draft.pk, "all"]) + "?from=check#question-"
    assert rows == [
        ("What is it called?", "Weekly peer evening", [], f"{change}title"),
        ("How much do you need?", "£450", [], f"{change}amount"),
        (
            "Who can we talk to?",
            "",
            [["Amina Yusuf", "amina@lights.example", ""], ["Ben Castle", "", "0161 496 0001"]],
            f"{change}contacts",
        ),
    ]


def test_the_check_page_warns_and_lets_go_on(cast):
    organisation, by = cast.organisation, cast.actor("applicant")
    draft = make_draft(make_call(form=make_form(checks=NOT_MET).questionnaire), organisation=organisation, by=by)
    client = cast.client("applicant")
    page = client.get(page_of(draft, "check"))
    change = reverse("portal:section", args=[draft.pk, "all"]) + "?from=check#question-amount"
    assert [(row.sentence, url) for row, url in page.context["warnings"]] == [
        ("This is a lot for one evening.", change)
    ]
    assert "You can send it all the same." in page.text
    assert "Look at their income." not in page.text
    answer = client.get(send(client, draft).url)
    assert answer.request["PATH_INFO"] == page_of(draft, "sent")
    for name in ("sent", "application"):
        assert "Look at their income." not in client.get(page_of(draft, name)).text


def test_sending_leads_to_the_confirmation(cast, draft):
    client = cast.client("applicant")
    page = client.get(send(client, draft).url)
    assert page.request["PATH_INFO"] == page_of(draft, "sent")
    assert "DOORSTEP-0001" in page.text
    assert "You hear our decision by Friday 30 October 2026." in page.text


def test_a_double_click_sends_once_and_confirms_twice(cast, draft):
    client = cast.client("applicant")
    assert [send(client, draft).url.partition("?")[0] for _ in range(2)] == [page_of(draft, "sent")] * 2
    assert SheetSnapshot.objects.count() == 1


def test_without_the_declaration_nothing_is_sent(cast, draft):
    page = cast.client("applicant").post(page_of(draft, "check"), {"seen": "0"})
    assert page.context["form"].errors == {"declared": ["Tick the box to say that everything is true."]}
    assert reread(draft).status == "draft"


def test_missing_answers_are_listed_with_their_questions(cast):
    draft = make_draft(organisation=cast.organisation, by=cast.actor("applicant"), answers={"title": "Peer evening"})
    page = cast.client("applicant").get(page_of(draft, "check"))
    assert "2 answers need a look before you can send" in page.text
    assert [problem.key for problem, _url in page.context["problems"]] == ["amount", "contacts"]
    assert "Send your application</button>" not in page.text


def test_a_forged_post_of_an_unfinished_draft_is_refused(cast):
    draft = make_draft(organisation=cast.organisation, by=cast.actor("applicant"), answers={})
    page = send(cast.client("applicant"), draft)
    assert page.status_code == 200
    assert reread(draft).status == "draft"


@pytest.mark.parametrize("seen", ["", "x", "7", "-1"])
def test_an_old_or_tampered_page_sends_nothing(cast, sent, seen):
    take_back_application(sent, by=cast.actor("applicant"), now=NOW)
    page = send(cast.client("applicant"), sent, seen=seen)
    assert list(page.context["form"].errors) == ["seen"]
    assert reread(sent).status == "draft"


def test_a_page_from_before_it_was_taken_back_does_not_send_it_again(cast, sent):
    take_back_application(sent, by=cast.actor("applicant"), now=NOW)
    page = send(cast.client("applicant"), sent, seen="0")
    assert "This page was old. Look at your answers again, then send them." in page.text
    assert reread(sent).status == "draft"


def test_the_last_second_of_grace_sends_and_the_next_does_not(cast, time_machine):
    call, client = make_call(closes_at=in_days(1), grace_minutes=30), cast.client("applicant")
    draft = make_draft(call, organisation=cast.organisation, by=cast.actor("applicant"))
    end = in_days(1) + timedelta(minutes=30)
    time_machine.move_to(end, tick=False)
    page = send(client, draft)
    assert page.context["form"].non_field_errors() == ["This call has closed, so we cannot take this now."]
    time_machine.move_to(end - timedelta(seconds=1), tick=False)
    assert send(client, draft).url.partition("?")[0] == page_of(draft, "sent")


def test_a_helper_checks_and_somebody_else_sends(cast, draft):
    Membership.objects.filter(person=cast.cowriter).update(role=MemberRole.HELPER)
    page = cast.client("cowriter").get(page_of(draft, "check"))
    assert "A member of the group sends it." in page.text
    assert "Send your application</button>" not in page.text


def test_there_is_no_confirmation_before_sending(cast, draft):
    assert cast.client("applicant").get(page_of(draft, "sent")).status_code == 404


def test_the_receipt_lists_every_answer(cast, sent):
    answer = cast.client("applicant").get(page_of(sent, "receipt"))
    reader = PdfReader(io.BytesIO(answer.content))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="receipt-DOORSTEP-0001-1.pdf"'
    for said in ("DOORSTEP-0001", "Harbour Lights Peer Circle", "Weekly peer evening", "£450", "0161 496 0001"):
        assert said in words
    assert SheetSnapshot.objects.get().digest in words.replace(" ", "")


def test_there_is_no_receipt_before_sending(cast, draft):
    assert cast.client("applicant").get(page_of(draft, "receipt")).status_code == 404


def test_the_check_page_has_a_steady_cost(cast, draft, django_assert_num_queries):
    client = cast.client("applicant")
    with django_assert_num_queries(12):
        client.get(page_of(draft, "check"))
